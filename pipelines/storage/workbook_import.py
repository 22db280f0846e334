"""A workbook, imported: read twice row by row, and written in short transactions.

Killed at any moment, it goes on behind the last of them: a row's digest is written with what it
led to. What the site proved unchanged is asked again until the last row is stored.
"""

import gc
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from crawler import clock
from crawler.items import NoWorkbook, Rejection, Workbook
from pipelines.normalize.findings import Findings
from pipelines.records import InvalidRecord
from pipelines.storage.connection import immediate, opened
from pipelines.storage.page_rows import page_of
from pipelines.storage.reader_rows import Cause, cause_of
from pipelines.storage.row_reader import RowReader
from pipelines.storage.rows import Row, insert, one, to_json, update
from pipelines.storage.runs import count
from pipelines.storage.seen import Seen
from pipelines.storage.snapshot_rows import store_snapshot
from pipelines.storage.workbook_scan import Digester, Scan, scan, unfit
from pipelines.storage.workbook_writer import ReadRow, RowWriter
from pipelines.visits import NormalizedVisit

_PRAGMAS = ("PRAGMA cache_size = -32768", "PRAGMA wal_autocheckpoint = 25000")
"""32 MiB in memory for the indexes, and a checkpoint every 100 MB: a third of the time."""
_BATCH = 2000
"""Rows of a transaction: it takes half a second, and other writers wait no longer."""
_MOST_FAULTS = 1000
_MANY_DIFFER = 0.3
"""Share of known rows that no contest turns at once: the file is written otherwise then."""
_KNOWN = "SELECT number, digest FROM workbook_rows WHERE source_id = ?"
_LAST = """
    SELECT * FROM workbooks WHERE source_id = ? AND state = 'read' ORDER BY id DESC LIMIT 1
"""
_ARCHIVED = """
    SELECT workbooks.*, pages.url, pages.key, snapshots.fetched_at, snapshots.http_status,
        final_url, snapshots.body_sha256, length, warc_file, warc_offset
    FROM workbooks JOIN pages ON pages.id = workbooks.page_id
    JOIN snapshots ON snapshots.id = workbooks.snapshot_id
    WHERE thinned_at IS NULL AND workbooks.id = (
        SELECT max(id) FROM workbooks WHERE source_id = ? AND state = 'read'
    )
"""
_LEFT = "UPDATE workbook_rows SET left_at = ? WHERE source_id = ? AND number = ?"
_GONE = "SELECT number FROM workbook_rows WHERE source_id = ? AND left_at IS NOT NULL"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    db: Database
    book: Workbook
    seen: Seen
    workbook_id: int
    timezone: str | None


def import_workbook(
    path: Path, visit: NormalizedVisit, run_id: int, *, replayed: bool = False
) -> NormalizedVisit:
    """Store a visit's workbook into the database at `path`, and give the visit as it counts.

    What is no such workbook, or holds far fewer rows than the last, becomes the visit's rejection,
    and what is stored stays as it is. Rows that cannot be taken are its `faults`. To be called
    outside any transaction; raises StorageError where the database cannot be written. `replayed`
    says that the file comes from the archive: then its run counts nothing more.
    """
    opener = visit.workbook
    assert opener is not None
    visit = replace(visit, workbook=None)
    try:
        book = opener()
    except NoWorkbook as error:
        return replace(visit, rejection=Rejection(reason="invalid", detail=str(error)))
    with opened(path) as db, _cycles_left_alone():
        for pragma in _PRAGMAS:
            db.execute(pragma)
        return _import(db, book, visit, run_id, counted=not replayed)


@contextmanager
def _cycles_left_alone() -> Iterator[None]:
    """Let the search for reference cycles rest: it takes a fifth of the time, and there are none.

    Millions of claims come and go, each tracked; what the rest of the process leaves behind in a
    minute waits for the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def last_workbook(connection: sqlite3.Connection, source_id: str) -> Row | None:
    """Give the last workbook of a source that was read whole, with its page and its snapshot."""
    return one(connection, _ARCHIVED, source_id)


def _import(
    db: Database, book: Workbook, visit: NormalizedVisit, run_id: int, *, counted: bool
) -> NormalizedVisit:
    source_id = visit.place.source_id
    last = one(db.conn, _LAST, source_id)
    known = dict(db.conn.execute(_KNOWN, (source_id,)).fetchall())
    other_parser = last is not None and last["parser_version"] != visit.parser
    found = scan(book, known, reread=other_parser)
    otherwise = last is not None and found.differing > _MANY_DIFFER * len(known)
    cause: Cause = "parser" if other_parser else "correction" if otherwise else "source"
    job = _begin(db, book, visit, run_id, cause, baseline=last is None or cause != "source")
    update_of: Row = {"rows": found.rows}
    reason = unfit(found, last["rows"] if last else 0)
    if reason is not None:
        log.warning("%s: no workbook to go by: %s", source_id, reason)
        _close(job, update_of | {"state": "unfit", "problems": to_json([reason, *book.problems])})
        return replace(visit, rejection=Rejection(reason="invalid", detail=reason))
    counts, faults = _write_rows(job, found, counted=counted)
    faults = [*found.faults, *faults]
    problems = to_json([*book.problems, *(fault.detail for fault in _bounded(faults))])
    left = _note_left(job, found, known)
    written: Row = {"created": counts["created"], "changed": counts["changed"], "left": left}
    written |= {"unread": len(faults), "problems": problems, "state": "read"}
    _close(job, update_of | written)
    headings = [Rejection(reason="invalid", detail=problem) for problem in book.problems]
    return replace(visit, links=found.rows, faults=tuple(_bounded([*headings, *faults])))


def _begin(  # noqa: PLR0913  what is known of a workbook before its rows are
    db: Database,
    book: Workbook,
    visit: NormalizedVisit,
    run_id: int,
    cause: Cause,
    *,
    baseline: bool,
) -> _Job:
    """Store the page, the snapshot that every claim will name, and the workbook being read."""
    source_id = visit.place.source_id
    with immediate(db) as connection:
        page = page_of(connection, visit)
        cause_of(connection, page, visit.parser)  # a source that is new takes the parser's version
        seen = Seen(
            at=clock.to_text(visit.fetched_at),
            source_id=source_id,
            run_id=run_id,
            page_id=page["id"],
            page_key=page["key"],
            snapshot_id=store_snapshot(connection, visit, page["id"], run_id),
            parser=visit.parser,
            cause=cause,
            origin="workbook",
        )
        row = {"source_id": source_id, "page_id": page["id"], "run_id": run_id, "state": "reading"}
        row |= {"snapshot_id": seen.snapshot_id, "read_at": seen.at, "parser_version": visit.parser}
        row |= {"baseline": int(baseline), "stated_on": _stated_on(visit)}
        row |= {"columns": to_json(list(book.headings))}
        workbook_id = insert(connection, "workbooks", row)
    source = one(db.conn, "SELECT timezone FROM sources WHERE id = ?", source_id)
    timezone = source["timezone"] if source else None
    return _Job(db=db, book=book, seen=seen, workbook_id=workbook_id, timezone=timezone)


def _stated_on(visit: NormalizedVisit) -> str | None:
    """Give the day that the page of open data states for the file."""
    findings = Findings(reference=visit.fetched_at, timezone=None)
    return findings.day("stated_on", visit.place.published)


def _write_rows(job: _Job, found: Scan, *, counted: bool) -> tuple[Counter[str], list[Rejection]]:
    """Read the fresh rows, a batch after the other, and write each batch."""
    counts, faults = Counter[str](), list[Rejection]()
    writer = RowWriter(job.seen, job.workbook_id)
    for batch, unread in _batches(job, found):
        faults += unread
        with immediate(job.db) as connection:
            written, refused = writer.write(connection, batch)
            told = Counter({name: written[name] for name in ("created", "changed")})
            told["items"] = len(batch)
            count(connection, job.seen.run_id, told if counted else Counter(), ())
        counts += written
        faults += refused
    return counts, faults


def _batches(job: _Job, found: Scan) -> Iterator[tuple[list[ReadRow], list[Rejection]]]:
    reference = clock.from_text(job.seen.at)
    about = {"source_id": job.seen.source_id, "timezone": job.timezone}
    reader = RowReader(job.book, reference=reference, **about)
    fresh, digest = found.fresh, Digester(job.book).digest
    rows = ((place, words) for place, words in (job.book.rows() if fresh else ()) if place in fresh)
    while some := list(islice(rows, _BATCH)):
        read, unread = list[ReadRow](), list[Rejection]()
        for place, words in some:
            try:
                number, claims = reader.read(words)
                read.append(ReadRow(place, number, claims, digest(words)))
            except InvalidRecord as error:
                unread.append(Rejection(reason="invalid", detail=f"row {place}: {error}"))
        yield read, unread


def _note_left(job: _Job, found: Scan, known: Mapping[str, bytes]) -> int:
    """Mark the rows that are not there any more, and those that are there again."""
    source_id = job.seen.source_id
    gone = {number for (number,) in job.db.conn.execute(_GONE, (source_id,))}
    left = known.keys() - found.places.keys() - gone
    with immediate(job.db) as connection:
        rows: list[tuple[str | None, str, str]]
        rows = [(job.seen.at, source_id, number) for number in left]
        rows += [(None, source_id, number) for number in gone & found.places.keys()]
        connection.executemany(_LEFT, rows)
    return len(left)


def _close(job: _Job, row: Row) -> None:
    with immediate(job.db) as connection:
        update(connection, "workbooks", job.workbook_id, row)


def _bounded(faults: Sequence[Rejection]) -> list[Rejection]:
    """Give faults, the rest of very many as one that counts them."""
    shown = list(faults[:_MOST_FAULTS])
    rest = len(faults) - len(shown)
    more = Rejection(reason="invalid", detail=f"{rest} rows more that cannot be taken")
    return [*shown, more] if rest else shown
