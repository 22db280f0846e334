"""One round at a time over a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

from crawler import clock
from dozor.errors import SetupError

LOCK = "crawl.lock"
# The longest round there is: a full one over a large site takes hours, never this.
TOO_LONG = timedelta(hours=24)


class Busy(Exception):  # noqa: N818  no error: another round is at work
    """Another round is under way; `too_long` says that it seems to hang."""

    def __init__(self, holder: str, *, too_long: bool) -> None:
        super().__init__(f"another crawl is at work here ({holder}); this one leaves it to that")
        self.too_long = too_long


@contextmanager
def only_round(data: Path) -> Iterator[None]:
    """Hold the folder's lock for the length of a block. Raises Busy where another process has it.

    The system lets go of a lock when its process ends, however it ends: none is left behind.
    """
    path = data / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(file) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {clock.timestamp()}\n")
        file.flush()
        yield


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file for the length of a block, waiting for whoever has it. Raises SetupError."""
    try:
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _busy(file: IO[str]) -> Busy:
    file.seek(0)
    holder = file.read().strip()
    try:
        since = clock.from_text(holder.rpartition(" ")[2])
    except ValueError:  # it is being written just now
        return Busy("just begun", too_long=False)
    return Busy(holder, too_long=clock.now() - since > TOO_LONG)
