"""What happened since a cursor, read from the events with what their records say now."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.lemmas import search_expression
from pipelines.storage.page_records import TABLES
from pipelines.watches import FieldChange, Happening

_EVENTS = """
    SELECT events.id, events.at, events.kind, events.source_id, record_kind, record_key, change_id,
        run_id, page_id
    FROM events
    WHERE events.id > ? AND events.id <= ? AND record_kind IN ('article', 'grant', 'competition')
        AND events.kind IN ('created', 'changed', 'gone', 'restored', 'moved')
    ORDER BY events.id
"""
_OTHERS = """
    SELECT events.id, events.at, events.kind, events.source_id FROM events
    WHERE events.id > ? AND events.id <= ? AND events.kind = 'redesign' ORDER BY events.id
"""
# What a listing said a while ago is no news when the card says it too.
_CHANGES = """
    SELECT id, field, old, new, significance, cause FROM changes
    WHERE revision_id = (SELECT revision_id FROM changes WHERE id = ?) AND NOT EXISTS (
        SELECT 1 FROM changes AS before
        WHERE before.record_kind = changes.record_kind AND before.record_id = changes.record_id
            AND before.field = changes.field AND before.new IS changes.new
            AND before.origin IS NOT changes.origin AND before.id < changes.id
            AND before.seen_at >= date(changes.seen_at, '-30 days')
    )
    ORDER BY significance DESC, id
"""
_RECORD = """
    SELECT {table}.*, pages.key AS page_key, sources.title AS source{more}
    FROM {table} LEFT JOIN pages ON pages.id = page_id
    JOIN sources ON sources.id = {table}.source_id
    WHERE {table}.source_id = ? AND {table}.key = ?
"""
# An application that states no region is where its organisation is registered.
_MORE = {
    "grant": """, (
        SELECT region FROM organisations WHERE organisations.id = organisation_id
    ) AS organisation_region"""
}
_FIRST_RUN = """
    SELECT min(id) FROM runs
    WHERE source_id = ? AND items > 0 AND id > coalesce(
        (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'restored_after_run'), 0
    )
"""
_IMPORTS = "SELECT run_id, page_id FROM workbooks WHERE baseline"
_FOUND = "SELECT 1 FROM search WHERE rowid = ? AND search MATCH ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What came of a first crawl, an import or a recovery: told in one line, never singly."""

    source_id: str
    happened: Happening


class Events:
    """The events of one reading of `dozor.db`; what they share is asked for once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._first: dict[str, int | None] = {}
        self._imports = {tuple(row) for row in connection.execute(_IMPORTS)}

    def last_id(self) -> int:
        """Give the id of the newest event."""
        sql = "SELECT coalesce(max(id), 0) FROM events"
        return int(self._connection.execute(sql).fetchone()[0])

    def between(self, after: int, until: int) -> Iterator[Happening | Baseline]:
        """Give what happened to records behind one event's id, up to another's, in order."""
        for event in self._connection.execute(_EVENTS, (after, until)).fetchall():
            happened = self._happening(event)
            if happened is None:
                continue
            if self._is_baseline(event):
                yield Baseline(source_id=event["source_id"], happened=happened)
            else:
                yield happened

    def redesigns(self, after: int, until: int) -> list[Mapping[str, Any]]:
        """Give the redesigns of sources: id, at, source_id."""
        return [dict(row) for row in self._connection.execute(_OTHERS, (after, until))]

    def _happening(self, event: sqlite3.Row) -> Happening | None:
        """Read an event; None where it is our parser's doing, or what it is of is no more."""
        changes = self._changes(event["change_id"])
        if changes is None:
            return None
        table = TABLES.get(event["record_kind"])
        if table is None:
            return None
        sql = _RECORD.format(table=table, more=_MORE.get(event["record_kind"], ""))
        found = (event["source_id"], event["record_key"])
        record = self._connection.execute(sql, found).fetchone()
        if record is None:
            return None
        return Happening(
            event_id=event["id"],
            at=event["at"],
            kind=event["kind"],
            record_kind=event["record_kind"],
            record_key=event["record_key"],
            source_id=event["source_id"],
            record=dict(record),
            changes=changes,
            found=lambda words: self._is_found(record["search_id"], words),
        )

    def _changes(self, change_id: int | None) -> Sequence[FieldChange] | None:
        if change_id is None:
            return ()
        rows = self._connection.execute(_CHANGES, (change_id,)).fetchall()
        if any(row["cause"] != "source" for row in rows):
            return None
        return [
            FieldChange(
                id=row["id"],
                field=row["field"],
                old=row["old"],
                new=row["new"],
                significance=row["significance"],
            )
            for row in rows
        ]

    def _is_found(self, search_id: int, words: str) -> bool:
        asked = (search_id, search_expression(words))
        return self._connection.execute(_FOUND, asked).fetchone() is not None

    def _is_baseline(self, event: sqlite3.Row) -> bool:
        """Say whether an event is of a source's first run, or of its first workbook."""
        imported = (event["run_id"], event["page_id"]) in self._imports
        return imported or event["run_id"] == self._first_run(event["source_id"])

    def _first_run(self, source_id: str) -> int | None:
        if source_id not in self._first:
            row = self._connection.execute(_FIRST_RUN, (source_id,)).fetchone()
            self._first[source_id] = row[0]
        return self._first[source_id]
