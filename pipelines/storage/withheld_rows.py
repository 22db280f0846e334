"""The private side of removals: what was withheld, and alerts and watches that name it."""

import json
import re
import sqlite3
from collections.abc import Collection

from pipelines.storage.removal import Kept
from pipelines.storage.removal_return import read_kept
from pipelines.storage.rows import Row, insert, named, one

_PUT = "INSERT OR REPLACE INTO withheld VALUES (?, ?, ?, ?, ?, ?)"
_WATCHES = "DELETE FROM watches WHERE kind = 'page' AND target = ?"


def keep(connection: sqlite3.Connection, case: Row, kept: Kept, alerts: list[Row]) -> None:
    """Keep what was taken out; `case` has case_sha256, subject, at and reason."""
    head = tuple(case[name] for name in ("case_sha256", "subject", "at", "reason"))
    connection.execute(_PUT, (*head, json.dumps(alerts, ensure_ascii=False), kept.to_json()))


def withheld_case(connection: sqlite3.Connection, case_sha256: str) -> tuple[Row, Kept] | None:
    """Give a case that is withheld, with what was taken out; None where there is none."""
    row = one(connection, "SELECT * FROM withheld WHERE case_sha256 = ?", case_sha256)
    return None if row is None else (row, read_kept(row["kept"]))


def withheld_cases(connection: sqlite3.Connection) -> list[Row]:
    """Give what is withheld, oldest first: subject, at, reason."""
    cursor = connection.execute("SELECT subject, at, reason FROM withheld ORDER BY at, subject")
    return [named(cursor, row) for row in cursor.fetchall()]


def forget_case(connection: sqlite3.Connection, case_sha256: str) -> None:
    """Let go of what was kept of a case."""
    connection.execute("DELETE FROM withheld WHERE case_sha256 = ?", (case_sha256,))


def take_alerts(
    connection: sqlite3.Connection,
    records: Collection[tuple[str, str]],
    pattern: re.Pattern[str] | None,
) -> list[Row]:
    """Take out and give the alerts, sent or not, of records (kind, key) or with certain words."""
    cursor = connection.execute("SELECT * FROM alerts")
    found = [
        row
        for row in (named(cursor, values) for values in cursor.fetchall())
        if (row["record_kind"], row["record_key"]) in records
        or (pattern and any(pattern.search(row[name]) for name in ("text", "reason")))
    ]
    connection.executemany("DELETE FROM alerts WHERE id = ?", [(row["id"],) for row in found])
    return found


def return_alerts(connection: sqlite3.Connection, case: Row) -> None:
    """Bring the alerts of a case back, but those whose watch is no more."""
    for row in json.loads(case["alerts"]):
        if one(connection, "SELECT 1 FROM watches WHERE id = ?", row["watch_id"]):
            insert(connection, "alerts", row)


def drop_watches(connection: sqlite3.Connection, keys: Collection[str]) -> int:
    """Remove the watches of pages with these keys, and give how many there were."""
    return sum(connection.execute(_WATCHES, (key,)).rowcount for key in keys)
