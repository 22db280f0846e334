"""A crontab for one folder. Pure: facts of the folder in, lines out."""

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

_HOUR = 60


def minutes_for(folder: Path, every: int) -> tuple[int, ...]:
    """Give the minutes of an hour for a look every so many: the same ones for the same folder.

    Where all began at the full hour, sites would get the requests of everyone at once.
    """
    first = int(hashlib.sha256(str(folder).encode()).hexdigest(), 16) % every
    return tuple(range(first, _HOUR, every))


def crontab(
    folder: Path, program: Sequence[str], every: int, environment: Mapping[str, str]
) -> str:
    """Write the crontab that runs `program` in a folder every so many minutes (1 to 60).

    cron starts in the home folder with hardly any environment, and takes `%` for a line's end.
    """
    minutes = ",".join(map(str, minutes_for(folder, every))) if every > 1 else "*"
    command = f"cd {shlex.quote(str(folder))} && {shlex.join(program)}".replace("%", r"\%")
    given = "".join(f"{name}={value}\n" for name, value in environment.items())
    return f"""\
# Dozor in {folder}
# To install it beside what you have: (crontab -l; dozor cron) | crontab -
# One mail when a source turns bad and one when it is well again, to the address below. Without a
# mail program on this machine, add  >> dozor.log 2>&1  to the line instead.
# A round that is still at work is left to itself: no lock is needed here.
#MAILTO=you@example.org
{given}{minutes} * * * * {command}
"""
