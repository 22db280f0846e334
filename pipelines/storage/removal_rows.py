"""Which rows of which table concern a page or a record, read from the schema itself.

So a table that comes later is not forgotten: what names a record, a page or an organisation by one
of the usual columns, or refers to one by a foreign key, goes with it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.storage.page_records import TABLES

_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
"""
# What stays, as a tombstone, or is of no page.
_STAYING = frozenset({"pages", "snapshots", "removals", "sources", "hosts", "runs", "meta"}) | {
    # What is worked out over records leaves with them by triggers, and is worked out again.
    *("mentions", "stories", "name_keys", "story_marks"),
}
_OWNERS = {**TABLES, "organisation": "organisations"}
_NAMED = """
    (record_kind, record_key, ifnull(source_id, '')) IN (
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:named)
    )
"""
_AMONG = "{column} IN (SELECT value FROM json_each(:{given}))"
_HELD = "(record_kind, record_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:held))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What rows may concern: page ids, and records as ids by kind and as (kind, key, source)."""

    pages: list[int] = field(default_factory=list)
    records: Mapping[str, list[int]] = field(default_factory=dict)
    keys: list[tuple[str, str, str]] = field(default_factory=list)

    def parameters(self) -> dict[str, str]:
        """Give the values of the conditions, as JSON."""
        held = [(kind, one) for kind, ids in self.records.items() for one in ids]
        given = {kind: json.dumps(self.records.get(kind, [])) for kind in _OWNERS}
        given |= {"pages": json.dumps(self.pages), "held": json.dumps(held)}
        return given | {"named": json.dumps(self.keys)}


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Give the ordinary tables: no view, no index of words, nothing of SQLite's own."""
    return [name for (name,) in connection.execute(_TABLES)]


def columns_stored(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Give the type of each column by name, generated ones left out."""
    sql = "SELECT name, type FROM pragma_table_info(?)"
    return dict(connection.execute(sql, (table,)).fetchall())


def conditions(connection: sqlite3.Connection) -> dict[str, str]:
    """Give, by table, what says that a row concerns a Subject."""
    tables = (name for name in tables_of(connection) if name not in _STAYING)
    found = {table: " OR ".join(_conditions(connection, table)) for table in tables}
    return {table: sql for table, sql in found.items() if sql}


def _conditions(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = columns_stored(connection, table)
    kinds = [kind for kind, owner in _OWNERS.items() if owner == table]
    yield from (_AMONG.format(column="id", given=kind) for kind in kinds)
    if {"record_kind", "record_id"} <= columns.keys():
        yield _HELD
    elif {"kind", "record_id"} <= columns.keys():
        yield _HELD.replace("record_kind", "kind")
    elif "record_id" in columns:  # of a workbook: applications alone
        yield _AMONG.format(column="record_id", given="grant")
    if {"record_kind", "record_key"} <= columns.keys():
        yield _NAMED
    if table not in TABLES.values():  # an application outlives its organisation
        yield from _references(connection, table)


def _references(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Give the conditions of columns that refer to a record or a page, by name or foreign key."""
    kinds = {owner: kind for kind, owner in _OWNERS.items()} | {"pages": "pages"}
    sql = 'SELECT "table", "from" FROM pragma_foreign_key_list(?)'
    found = {
        column: kinds[owner]
        for owner, column in connection.execute(sql, (table,))
        if owner in kinds
    }
    columns = columns_stored(connection, table)
    found |= {f"{kind}_id": kind for kind in _OWNERS if f"{kind}_id" in columns}
    yield from (_AMONG.format(column=column, given=given) for column, given in found.items())
