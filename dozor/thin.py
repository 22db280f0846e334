"""Thinning: old archived responses that nothing stands on are taken out of the archive.

A file is copied without them under a new name, the copy is brought to disk, the rows are switched
in one transaction, and then the old file goes. Killed at any step, what is left over (a copy that
no row names, or a file that only thinned rows name) is swept away by the next call.
"""

import logging
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from crawler import clock
from crawler.file_locks import hold, is_held
from crawler.warc_copying import copy_without, sync_folder
from dozor.errors import SetupError
from dozor.runs import database, read_only
from pipelines.storage.connection import immediate, opened
from pipelines.storage.thinning import (
    files_given_up,
    files_held,
    mark_thinned,
    move_snapshots,
    snapshots_in,
    thinnable_by_file,
)

_log = logging.getLogger(__name__)
_LOCK = "thin.lock"
_ENDING = re.compile(r"(?:-thin[0-9a-f]{6})?\.warc\.gz$")
_COPIES = "*-thin??????.warc.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What may go: responses fetched `days` ago or earlier; `monthly` keeps one a month."""

    days: int
    monthly: bool = False

    @property
    def before(self) -> str:
        """The moment before which a response must have been fetched, in UTC text."""
        return clock.to_text(clock.now() - timedelta(days=self.days))


@dataclass(slots=True, kw_only=True)
class Thinned:
    """What thinning came to; `freed` counts bytes on the disk, `left` files left as they were."""

    responses: int = 0
    files: int = 0
    freed: int = 0
    left: int = 0
    swept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A WARC file: the offset of each snapshot, their pages, and which snapshots go."""

    name: str
    places: Mapping[int, int]
    pages: frozenset[int]
    going: frozenset[int]


class _Copy(NamedTuple):
    """What stays of a file: a new name, empty where nothing does, and offsets by snapshot."""

    name: str
    offsets: Mapping[int, int]


def plan(data: Path, rule: Rule) -> Thinned:
    """Give what `thin` would do, without doing it; `freed` counts the bodies as received."""
    found = Thinned()
    with store(data) as db:
        for name, ids in _thinnable(db, rule).items():
            rows = snapshots_in(db.conn, name)
            found.files += 1
            found.responses += len(ids)
            found.freed += sum(row["length"] for row in rows if row["id"] in ids)
    return found


def thin(data: Path, rule: Rule) -> Thinned:
    """Take out of a data folder's archive what a rule lets go. Raises SetupError, StorageError."""
    done = Thinned()
    with store(data) as db, alone(data):
        done.swept = sweep(db, data)
        for name in sorted(_thinnable(db, rule)):
            path = data / name
            if not path.is_file() or is_held(path):
                done.left += 1
                continue
            _thin_file(db, data, name, rule, done)
    return done


def _thin_file(db: Database, data: Path, name: str, rule: Rule, done: Thinned) -> None:
    file, size = _file(db, name, rule), (data / name).stat().st_size
    copy = _copied(data, file)
    if copy is None or not _switch(db, file, copy, rule):
        done.left += 1
        if copy and copy.name:
            let_go(data / copy.name)
        return
    let_go(data / name)
    done.responses += len(file.going)
    done.files += 1
    done.freed += size - ((data / copy.name).stat().st_size if copy.name else 0)


def _file(db: Database, name: str, rule: Rule) -> _File:
    rows = snapshots_in(db.conn, name)
    pages = {row["page_id"] for row in rows}
    return _File(
        name=name,
        places={row["id"]: row["warc_offset"] for row in rows},
        pages=frozenset(pages),
        going=frozenset(_thinnable(db, rule, pages).get(name, ())),
    )


def _copied(data: Path, file: _File) -> _Copy | None:
    """Copy what stays of a file, if anything does; None for a file that is damaged before it."""
    staying = {one: offset for one, offset in file.places.items() if one not in file.going}
    if not staying:
        return _Copy("", {})
    name = new_name(file.name, secrets.token_hex(3))
    drop = {offset for one, offset in file.places.items() if one in file.going}
    moved = copy_without(data / file.name, data / name, drop)
    if not moved.keys() >= set(staying.values()):
        _log.warning("%s is damaged; it is left as it is", file.name)
        let_go(data / name)
        return None
    return _Copy(name, {one: moved[offset] for one, offset in staying.items()})


def _switch(db: Database, file: _File, copy: _Copy, rule: Rule) -> bool:
    """Let the rows name the copy, unless something came to stand on what should go."""
    with immediate(db) as connection:
        now = {row["id"]: row["warc_offset"] for row in snapshots_in(connection, file.name)}
        if now != file.places:
            return False
        if not file.going <= _thinnable(db, rule, file.pages).get(file.name, set()):
            return False
        move_snapshots(connection, file.name, copy.name, copy.offsets)
        mark_thinned(connection, file.going, clock.timestamp())
    return True


def _thinnable(
    db: Database, rule: Rule, pages: Collection[int] | None = None
) -> dict[str, set[int]]:
    before, monthly = rule.before, rule.monthly
    return thinnable_by_file(db.conn, before=before, monthly=monthly, pages=pages)


def sweep(db: Database, data: Path) -> int:
    """Remove what a killed call left: copies that no row names, files that were to go."""
    held = files_held(db.conn)
    copies = {str(path.relative_to(data)) for path in data.glob(f"archive/**/{_COPIES}")}
    left = [data / name for name in (copies - held) | files_given_up(db.conn)]
    swept = [path for path in left if path.is_file() and not is_held(path)]
    for path in swept:
        let_go(path)
    return len(swept)


def new_name(name: str, unique: str) -> str:
    """Give the name of a file's copy; `unique` is six hexadecimal digits."""
    return _ENDING.sub(f"-thin{unique}.warc.gz", name)


def let_go(path: Path) -> None:
    """Remove a file, down to its name on the disk."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def store(data: Path) -> Iterator[Database]:
    """Hold the store, each transaction of which is on disk before its files are touched."""
    read_only(data).close()
    with opened(database(data)) as db:
        db.conn.execute("PRAGMA synchronous = FULL")
        yield db


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold a data folder's archive against others that rewrite or copy it. Raises SetupError."""
    with (data / _LOCK).open("ab") as lock:
        try:
            hold(lock)
        except BlockingIOError:
            raise SetupError(
                f"another `dozor thin` or `dozor backup` is at work on {data}; try again later"
            ) from None
        yield
