"""What was withheld, brought back as it was."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from pipelines.storage.page_records import TABLES
from pipelines.storage.removal import Kept
from pipelines.storage.rows import Row, insert, one
from pipelines.storage.search_rows import index_organisation, index_record

_KINDS = {table: kind for kind, table in TABLES.items()}
_FOUND_AGAIN = ("organisations", "organisation_names", "stories", "name_keys")
"""Another record may have made these anew meanwhile, or they never went."""
_RECOUNT = """
    UPDATE stories SET (title, first_published, articles, sources) = (
        SELECT title, min(coalesce(sort_utc, first_seen)), count(*), count(DISTINCT source_id)
        FROM articles WHERE story_id = stories.id
    ) WHERE id = ?
"""


def read_kept(text: str) -> Kept:
    """Read what `Kept.to_json` wrote."""
    facts = json.loads(text, object_hook=_bytes)
    return Kept(
        rows=[(table, row) for table, row in facts["rows"]],
        changed=[(table, rowid, row) for table, rowid, row in facts["changed"]],
    )


_ORGANISATIONS_TOLD = """
    INSERT INTO events (at, kind, record_kind, record_key)
    SELECT :at, 'refreshed', 'organisation', key FROM organisations
    WHERE id IN (SELECT value FROM json_each(:touched))
"""


def put_back(connection: sqlite3.Connection, kept: Kept, case_sha256: str, at: str) -> None:
    """Bring back what a withholding took out, in the caller's transaction, and bar it no longer.

    `at` is UTC text. Who mirrors records is told to fetch them again.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    moved = _moved_organisations(connection, kept)
    for table, row in kept.rows:
        _insert(connection, table, _led_on(row, moved), moved)
    stories = [(row["id"],) for table, row in kept.rows if table == "stories"]
    connection.executemany(_RECOUNT, stories)
    for table, rowid, old in kept.changed:
        settings = ", ".join(f"{name} = ?" for name in old)
        sql = f"UPDATE {table} SET {settings} WHERE rowid = ?"  # noqa: S608
        connection.execute(sql, (*old.values(), rowid))
    _index(connection, kept)
    connection.execute("DELETE FROM removals WHERE case_sha256 = ?", (case_sha256,))
    _tell(connection, kept, at)


def _tell(connection: sqlite3.Connection, kept: Kept, at: str) -> None:
    """Tell of what is back, and of the organisations whose names are: they are worked out anew."""
    for table, row in kept.rows:
        if table in _KINDS:
            told: Row = {"at": at, "kind": "refreshed", "record_kind": _KINDS[table]}
            told |= {"record_key": row["key"], "source_id": row["source_id"]}
            insert(connection, "events", told | {"page_id": row["page_id"]})
    touched = {row["organisation_id"] for _, row in kept.rows if row.get("organisation_id")}
    touched |= {row["id"] for table, row in kept.rows if table == "organisations"}
    given = json.dumps(sorted(touched))
    connection.execute(_ORGANISATIONS_TOLD, {"at": at, "touched": given})


def _insert(connection: sqlite3.Connection, table: str, row: Row, moved: Mapping[int, int]) -> None:
    if table == "organisations" and row["id"] in moved:
        return
    verb = "INSERT OR IGNORE" if table in _FOUND_AGAIN else "INSERT"
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    sql = f"{verb} INTO {table} ({names}) VALUES ({marks})"
    connection.execute(sql, tuple(row.values()))


def _moved_organisations(connection: sqlite3.Connection, kept: Kept) -> dict[int, int]:
    """Give the id that an organisation has now, where it came to be known anew."""
    moved = {}
    for table, row in kept.rows:
        sql = "SELECT id FROM organisations WHERE key = ?"
        if table == "organisations" and (known := one(connection, sql, row["key"])):
            moved[row["id"]] = known["id"]
    return moved


def _led_on(row: Row, moved: Mapping[int, int]) -> Row:
    fresh = dict(row)
    if fresh.get("organisation_id") in moved:
        fresh["organisation_id"] = moved[fresh["organisation_id"]]
    if fresh.get("record_kind") == "organisation" and fresh.get("record_id") in moved:
        fresh["record_id"] = moved[fresh["record_id"]]
    return fresh


def _index(connection: sqlite3.Connection, kept: Kept) -> None:
    organisations = {row["id"] for table, row in kept.rows if table == "organisations"}
    organisations |= {row["organisation_id"] for t, row in kept.rows if t == "organisation_names"}
    for table, row in kept.rows:
        if table in _KINDS:
            index_record(connection, _KINDS[table], row)
    there = "SELECT 1 FROM organisations WHERE id = ?"
    for one_id in organisations:
        if one(connection, there, one_id):
            index_organisation(connection, one_id)


def _bytes(value: dict[str, Any]) -> Any:  # noqa: ANN401  an object as it was, or bytes
    return bytes.fromhex(value["hex"]) if value.keys() == {"hex"} else value
