"""Locks on open files, which the system lets go of when their process ends, however it does."""

import fcntl
from pathlib import Path
from typing import IO


def hold(file: IO[bytes]) -> None:
    """Lock an open file for as long as it is open. Raises BlockingIOError where another has it."""
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(path: Path) -> bool:
    """Say whether a process holds a file."""
    with path.open("rb") as file:
        try:
            hold(file)
        except BlockingIOError:
            return True
    return False
