"""Rows of a workbook into the tables, a batch at a time: new applications by the thousand."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from crawler.items import Rejection
from pipelines.changes import changes_between
from pipelines.claims import Claim, said_by
from pipelines.storage.claim_rows import stored_claims
from pipelines.storage.connection import savepoint
from pipelines.storage.erasing import erase_answers
from pipelines.storage.new_records import NewRecords
from pipelines.storage.removals import removed_among
from pipelines.storage.rows import Row, to_json
from pipelines.storage.seen import Seen
from pipelines.storage.versions import apply_now, join, refresh

Written = Literal["joined", "changed", "unchanged"]

_BAD_ROW = (
    *(sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError),
    *(sqlite3.ProgrammingError, OverflowError, UnicodeError),
)
_STORED = """
    SELECT * FROM grants WHERE source_id = ? AND key IN (SELECT value FROM json_each(?))
"""
_NOTE = """
    INSERT INTO workbook_rows (source_id, number, record_id, workbook_id, digest)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET record_id = excluded.record_id, digest = excluded.digest,
        workbook_id = excluded.workbook_id, left_at = NULL
"""
log = logging.getLogger(__name__)


class ReadRow(NamedTuple):
    """A row of a workbook, read: its place in the sheet, its claims, and its digest."""

    place: int
    number: str
    claims: Sequence[Claim]
    digest: bytes


class RowWriter:
    """Writes batches of rows of one workbook, each in the caller's transaction."""

    def __init__(self, seen: Seen, workbook_id: int) -> None:
        self._seen = seen
        self._workbook_id = workbook_id
        self._new = NewRecords(seen)

    def write(
        self, connection: sqlite3.Connection, rows: Sequence[ReadRow]
    ) -> tuple[Counter[str], list[Rejection]]:
        """Write rows with their digests; count what was created and changed.

        Rows that the database refuses are given as faults, those of removed applications are left
        out, and the others are written.
        """
        rows = self._permitted(connection, rows)
        stored = self._stored(connection, rows)
        new = [row for row in rows if row.number not in stored]
        counts, faults = self._create(connection, new)
        for row in rows:
            if row.number in stored:
                fault = self._renew(connection, stored[row.number], row, counts)
                faults += [fault] if fault else []
        return counts, faults

    def _permitted(
        self, connection: sqlite3.Connection, rows: Sequence[ReadRow]
    ) -> Sequence[ReadRow]:
        """Leave out removed applications; a workbook that has erased ones cannot be kept."""
        barred = removed_among(connection, [row.number for row in rows])
        if not barred:
            return rows
        if self._seen.snapshot_id and removed_among(connection, barred, erased=True):
            erase_answers(connection, [self._seen.snapshot_id])
        return [row for row in rows if row.number not in barred]

    def _stored(self, connection: sqlite3.Connection, rows: Sequence[ReadRow]) -> dict[str, Row]:
        asked = (self._seen.source_id, to_json([row.number for row in rows]))
        cursor = connection.execute(_STORED, asked)
        names = [column[0] for column in cursor.description]
        found = (dict(zip(names, row, strict=True)) for row in cursor)
        return {row["key"]: row for row in found}

    def _create(
        self, connection: sqlite3.Connection, rows: Sequence[ReadRow]
    ) -> tuple[Counter[str], list[Rejection]]:
        """Create the records of rows, together where the database takes all, else one by one."""
        try:
            with savepoint(connection):
                self._create_all(connection, rows)
                return Counter(created=len(rows)), []
        except _BAD_ROW as error:
            self._new.forget()
            if len(rows) == 1:
                return Counter(), [_fault(rows[0], error)]
        counts, faults = Counter[str](), list[Rejection]()
        for row in rows:
            made, refused = self._create(connection, [row])
            counts += made
            faults += refused
        return counts, faults

    def _create_all(self, connection: sqlite3.Connection, rows: Sequence[ReadRow]) -> None:
        if rows:
            ids = self._new.create(connection, [(row.number, row.claims) for row in rows])
            self._note(connection, list(zip(rows, ids, strict=True)))

    def _renew(
        self, connection: sqlite3.Connection, stored: Row, row: ReadRow, counts: Counter[str]
    ) -> Rejection | None:
        try:
            with savepoint(connection):
                counts[self._store(connection, stored, row)] += 1
                self._note(connection, [(row, stored["id"])])
        except _BAD_ROW as error:
            return _fault(row, error)
        return None

    def _store(self, connection: sqlite3.Connection, stored: Row, row: ReadRow) -> Written:
        """Compare a row with what the workbook said before, and write what differs."""
        record = ("grant", int(stored["id"]))
        known = {one for one in stored_claims(connection, record) if one.origin == "workbook"}
        if known == set(row.claims):
            return "unchanged"
        said = said_by(row.claims, "workbook")
        assert said is not None
        said |= {"key": row.number, "source_id": self._seen.source_id}
        past = said_by(known, "workbook")
        if past is None:
            join(connection, stored, record, said, self._seen)
            return "joined"
        found = changes_between(past, said)
        if found:
            apply_now(connection, stored, record, (said, found), self._seen)
            return "changed"
        refresh(connection, stored, record, said, self._seen)
        return "unchanged"

    def _note(self, connection: sqlite3.Connection, rows: Sequence[tuple[ReadRow, int]]) -> None:
        source_id, workbook_id = self._seen.source_id, self._workbook_id
        noted = [
            (source_id, row.number, record_id, workbook_id, row.digest) for row, record_id in rows
        ]
        connection.executemany(_NOTE, noted)


def _fault(row: ReadRow, error: Exception) -> Rejection:
    log.warning("No valid record in row %s of the workbook (%s)", row.place, error)
    return Rejection(reason="invalid", detail=f"row {row.place}: {row.number}: {error}")
