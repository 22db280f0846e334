"""Records: compared with what is stored, and written only where they differ."""

import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.changes import changes_between, written_with
from pipelines.records import Article, Grant, Record
from pipelines.storage.organisation_rows import organisation_of
from pipelines.storage.revision_rows import store_changes, store_revision
from pipelines.storage.rows import Row, columns_of, insert, one, update
from pipelines.storage.search_rows import index_record
from pipelines.storage.seen import Seen, record_event

Written = Literal["created", "changed", "unchanged"]

_TABLES: dict[type[Record], tuple[str, str]] = {
    Article: ("article", "articles"),
    Grant: ("grant", "grants"),
}
_REFRESHED = frozenset(
    {"url", "texts", "origins", "problems", "modified_utc", "modified_edtf", "organisation_id"}
)
"""Columns that follow the page without being a change: how a value was found, and when edited."""


@dataclass(frozen=True, slots=True)
class _Target:
    kind: str
    table: str


def store_record(connection: sqlite3.Connection, record: Record, seen: Seen) -> Written:
    """Write a record that is new or differs from what is stored, with its event."""
    kind, table = _TABLES[type(record)]
    target = _Target(kind, table)
    row = _columns(record, connection, seen)
    stored = _stored(connection, table, record, seen)
    if stored is None:
        return _create(connection, target, row, seen)
    return _renew(connection, target, stored, row, seen)


def store_replayed(connection: sqlite3.Connection, record: Record, seen: Seen) -> Written:
    """Write what another parser reads in a record's archived page: never the source's change."""
    return store_record(connection, record, replace(seen, cause="parser"))


def _columns(record: Record, connection: sqlite3.Connection, seen: Seen) -> Row:
    row = columns_of(record)
    row["source_id"] = seen.source_id
    if isinstance(record, Grant):
        row["organisation_id"] = organisation_of(connection, record, seen)
    return row


def _stored(connection: sqlite3.Connection, table: str, record: Record, seen: Seen) -> Row | None:
    """Find a record by its key, else by its page: a number that appears late is no new record."""
    by_key = f"SELECT * FROM {table} WHERE source_id = ? AND key = ?"  # noqa: S608
    stored = one(connection, by_key, seen.source_id, record.key)
    if stored is not None:
        return stored
    by_page = f"SELECT * FROM {table} WHERE page_id = ? AND ? IN (key, ?)"  # noqa: S608
    return one(connection, by_page, seen.page_id, seen.page_key, record.key)


def _create(connection: sqlite3.Connection, target: _Target, row: Row, seen: Seen) -> Written:
    row |= {"page_id": seen.page_id, "snapshot_id": seen.snapshot_id}
    row |= {"first_seen": seen.at, "last_seen": seen.at}
    row["id"] = insert(connection, target.table, row)
    index_record(connection, target.kind, row)
    store_revision(connection, (target.kind, row["id"]), row, seen)
    record_event(connection, "created", (target.kind, row["key"]), seen)
    return "created"


def _renew(
    connection: sqlite3.Connection, target: _Target, stored: Row, row: Row, seen: Seen
) -> Written:
    found = changes_between(stored, row)
    names = _REFRESHED.union(*(written_with(change.field) for change in found))
    fresh = {name: row[name] for name in names if name in row and row[name] != stored[name]}
    fresh["last_seen"] = seen.at
    if found:
        fresh |= {"last_changed": seen.at, "snapshot_id": seen.snapshot_id}
    update(connection, target.table, stored["id"], fresh)
    if not found:
        return "unchanged"
    index_record(connection, target.kind, stored | fresh)
    now = {name: (stored | fresh)[name] for name in row}
    change_id = store_changes(
        connection, (target.kind, stored["id"]), (now, found), seen, seen.cause
    )
    record_event(connection, "changed", (target.kind, stored["key"]), seen, change_id)
    return "changed"
