"""Versions of an organisation: a revision for each, and the changes that led to it."""

import sqlite3
from collections.abc import Sequence

from pipelines.changes import Change
from pipelines.storage.revision_rows import store_changes, store_revision
from pipelines.storage.rows import Row, one, to_json, update
from pipelines.storage.seen import Seen, record_event

OneChange = tuple[str, object, object]
"""A field, and its value before and after."""
_WEIGHTS = {"inn": 60, "ogrn": 60, "name": 50, "names": 60, "badges": 70}
_NAMES = "SELECT DISTINCT name FROM organisation_names WHERE organisation_id = ? ORDER BY 1"


def organisation_created(
    connection: sqlite3.Connection, row: Row, names: Sequence[str], seen: Seen
) -> None:
    """Store the first version of an organisation, with its event."""
    store_revision(connection, ("organisation", row["id"]), _said(row, names), seen)
    record_event(connection, "created", ("organisation", row["key"]), seen)


def organisation_version(
    connection: sqlite3.Connection, row_id: int, changes: Sequence[OneChange], seen: Seen
) -> None:
    """Store the version that an organisation's row now holds, with its changes and their event.

    Lists are given as JSON. Whose doing it is follows from what was seen.
    """
    row = one(connection, "SELECT * FROM organisations WHERE id = ?", row_id)
    assert row is not None
    record = ("organisation", row_id)
    revision_id = store_revision(connection, record, _said(row, names_of(connection, row_id)), seen)
    if not changes:
        record_event(connection, "refreshed", ("organisation", row["key"]), seen)
        return
    found = [_change(*values) for values in changes]
    change_id = store_changes(connection, record, revision_id, found, seen)
    record_event(connection, "changed", ("organisation", row["key"]), seen, change_id)
    update(connection, "organisations", row_id, {"last_changed": seen.at})


def names_of(connection: sqlite3.Connection, row_id: int) -> list[str]:
    """Give every name that any source printed for an organisation."""
    return [name for (name,) in connection.execute(_NAMES, (row_id,))]


def _said(row: Row, names: Sequence[str]) -> Row:
    columns = ("key", "inn", "ogrn", "name", "region", "badges")
    return {column: row.get(column) for column in columns} | {"names": to_json(names)}


def _change(field: str, old: object, new: object) -> Change:
    reasons = (f"{field} {'appeared' if old is None else 'changed'}",)
    weight = _WEIGHTS.get(field, 30)
    return Change(field=field, old=old, new=new, significance=weight, reasons=reasons)
