"""The command `dozor` with a death to come: SIGKILL at the n-th moment of a part of its life.

    python -m bench.killed.child kill PART NUMBER crawl ...
    python -m bench.killed.child count FILE crawl ...

Moments are: a module imported, an SQL statement about to be executed, a write to the archive before
it, at its half and after it, and either side of an fsync. `count` lives on and writes to a file how
many moments of each part there were.
"""

import json
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from io import FileIO
from pathlib import Path

from bench.killed.phases import START, part

Moment = Callable[[str | None], None]


class Death:
    """Counts the moments of each part, and kills this process at the one that was drawn."""

    def __init__(self, wanted: str = "", number: int = 0) -> None:
        self.counts: Counter[str] = Counter()
        self._wanted, self._number = wanted, number

    def moment(self, said: str | None) -> None:
        """Take note of a moment of a part."""
        if said is None:
            return
        self.counts[said] += 1
        if said == self._wanted and self.counts[said] == self._number:
            os.kill(os.getpid(), signal.SIGKILL)


def watch(moment: Moment) -> None:
    """Let every moment of this process be told."""

    def heard(event: str, _: object) -> None:
        if event == "import":
            moment(START)

    sys.addaudithook(heard)
    _watch_statements(moment)
    _watch_archive(moment)


def _watch_statements(moment: Moment) -> None:
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def watched(*words: object, **named: object) -> sqlite3.Connection:
        connection = connect(*words, **named)
        connection.set_trace_callback(lambda _: moment(part(sys._getframe(1))))  # noqa: SLF001
        return connection

    vars(sqlite3)["connect"] = watched


def _watch_archive(moment: Moment) -> None:
    from crawler import archive  # noqa: PLC0415  an import is a moment, too

    write, fsync = archive._write, os.fsync  # noqa: SLF001

    def in_halves(file: FileIO, data: bytes) -> None:
        said, half = part(sys._getframe(1)), len(data) // 2  # noqa: SLF001
        moment(said)
        write(file, data[:half])
        moment(said)
        write(file, data[half:])
        moment(said)

    def synced(file: int) -> None:
        said = part(sys._getframe(1))  # noqa: SLF001
        moment(said)
        fsync(file)
        moment(said)

    archive._write = in_halves  # noqa: SLF001
    vars(os)["fsync"] = synced


def main(words: list[str]) -> None:
    """Be `dozor` with the words that follow the first ones."""
    if words[0] == "kill":
        death, rest = Death(words[1], int(words[2])), words[3:]
    else:
        death, rest = Death(), words[2:]
    watch(death.moment)
    from dozor import cli, replay  # noqa: PLC0415  see above

    replay._BATCH = 5  # noqa: SLF001  so that a small world has several
    sys.argv = ["dozor", *rest]
    try:
        cli.main()
    finally:
        if words[0] == "count":
            Path(words[1]).write_text(json.dumps(death.counts), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
