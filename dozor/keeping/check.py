"""Is what is kept whole: the database in itself, and each archived answer it leads back to."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from crawler.archive import read_snapshot
from crawler.warc import BadRecord
from crawler.warc_copying import members
from dozor.runs import read_only
from pipelines.storage.search_rows import missing_from_search, strays_in_search
from pipelines.storage.snapshot_rows import broken_link

_SNAPSHOTS = """
    SELECT id, page_id, http_status, body_sha256, warc_file, warc_offset FROM snapshots
    WHERE thinned_at IS NULL AND id NOT IN (SELECT value FROM json_each(?))
    ORDER BY warc_file, warc_offset
"""
_ERASED = "SELECT id FROM snapshots WHERE removed = 'erased' AND thinned_at IS NULL"
# A database of an earlier version has no such column.
_KNOWS_REMOVALS = "SELECT 1 FROM pragma_table_info('snapshots') WHERE name = 'removed'"
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it must be; `mendable` where `dozor repair` sets it right.

    `unfinished` says that what caused it is to be called again.
    """

    what: str
    mendable: bool = False
    unfinished: bool = False


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a check looked at, and what it found wrong."""

    snapshots: int = 0
    files: int = 0
    faults: list[Fault] = field(default_factory=list)


def check(data: Path, *, tick: Tick = lambda _: None) -> Checked:
    """Check a data folder while it may be crawled into. Raises SetupError where there is none.

    Every archived answer is read and held against its digest; `tick` hears of each.
    """
    done = Checked()
    with closing(read_only(data)) as connection:
        connection.execute("BEGIN")  # one moment for all questions
        done.faults += _database(connection)
        if done.faults:
            return done
        done.faults += _chain(connection)
        done.faults += _search(connection)
        erased = _erased(connection)
        done.faults += _erasing(erased)
        done.faults += _archive(connection, data, (done, tick), erased)
    return done


def _database(connection: sqlite3.Connection) -> Iterator[Fault]:
    try:
        for (said,) in connection.execute("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield Fault(what=f"dozor.db: {said}", mendable="index" in said)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        yield Fault(what=f"dozor.db cannot be read: {error}")
        return
    for table in sorted({row[0] for row in broken}):
        count = sum(row[0] == table for row in broken)
        yield Fault(what=f"dozor.db: {count} rows of {table} lead to rows that are not there")


def _chain(connection: sqlite3.Connection) -> Iterator[Fault]:
    broken = broken_link(connection)
    if broken is not None:
        yield Fault(what=f"the chain of digests breaks at snapshot {broken}")


def _search(connection: sqlite3.Connection) -> Iterator[Fault]:
    missing, strays = missing_from_search(connection), strays_in_search(connection)
    if missing:
        yield Fault(what=f"{len(missing)} records are not in the search index", mendable=True)
    if strays:
        yield Fault(what=f"{len(strays)} entries of the search index lead nowhere", mendable=True)


def _erased(connection: sqlite3.Connection) -> list[int]:
    if connection.execute(_KNOWS_REMOVALS).fetchone() is None:
        return []
    return [row[0] for row in connection.execute(_ERASED)]


def _erasing(erased: list[int]) -> Iterator[Fault]:
    if erased:
        what = f"{len(erased)} erased answers are still in the archive: `dozor erase` was cut off"
        yield Fault(what=f"{what}. Call it again with the same address", unfinished=True)


def _archive(
    connection: sqlite3.Connection, data: Path, told: tuple[Checked, Tick], erased: list[int]
) -> Iterator[Fault]:
    done, tick = told
    known: set[tuple[int, str]] = set()
    unproven: list[sqlite3.Row] = []
    files: dict[str, int] = {}
    last: dict[str, int] = {}
    for row in connection.execute(_SNAPSHOTS, (json.dumps(erased),)):
        done.snapshots += 1
        tick(1)
        files.setdefault(row["warc_file"], 0)
        last[row["warc_file"]] = row["warc_offset"]
        try:
            kept = read_snapshot(data, row["warc_file"], row["warc_offset"])
        except (OSError, BadRecord, ValueError, IndexError):
            files[row["warc_file"]] += 1
            continue
        if hashlib.sha256(kept.body).hexdigest() == row["body_sha256"]:
            known.add((row["page_id"], row["body_sha256"]))
        elif kept.body:
            yield Fault(what=f"snapshot {row['id']}: its body is not the one that was stored")
        else:  # a revisit: an earlier answer of the page has the body
            unproven.append(row)
    done.files = len(files)
    for name, count in files.items():
        if count:
            yield Fault(what=f"{name}: {_lost(data / name, count)}")
        elif (damaged := _damaged(data / name, last[name])) is not None:
            yield Fault(what=f"{name}: a record at byte {damaged} is damaged; its answer is whole")
    for row in unproven:
        if not _is_known(row, known, connection):
            yield Fault(what=f"snapshot {row['id']}: nothing has the body that it refers to")


def _damaged(path: Path, last: int) -> int | None:
    """Give where a file breaks before its last answer: a request's record, that is.

    What stands behind the last answer may be torn: a crawl was killed there, or writes on.
    """
    end = sum(member.length for member in members(path))
    return end if end < last else None


def _lost(path: Path, count: int) -> str:
    why = "is missing" if not path.is_file() else "is damaged"
    return f"the file {why}; {count} archived answers are lost"


def _is_known(
    row: sqlite3.Row, known: set[tuple[int, str]], connection: sqlite3.Connection
) -> bool:
    if (row["page_id"], row["body_sha256"]) in known or row["http_status"] == 304:  # noqa: PLR2004
        return True
    sql = "SELECT 1 FROM snapshots WHERE page_id = ? AND body_sha256 = ? AND thinned_at IS NOT NULL"
    thinned = connection.execute(sql, (row["page_id"], row["body_sha256"])).fetchone()
    return thinned is not None
