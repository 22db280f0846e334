"""Watches and alerts as rows of the private database."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.storage.rows import Row, insert, named, one, update

_OPEN = """
    SELECT alerts.*, watches.name AS watch, watches.delivery, watches.digest
    FROM alerts JOIN watches ON watches.id = watch_id
    WHERE sent IS NULL AND next_attempt <= ? ORDER BY delivery, alerts.id
"""
_STANDING = """
    SELECT delivery, count(*) AS waiting, max(attempts) AS attempts, min(alerts.created) AS since,
        max(error) AS error
    FROM alerts JOIN watches ON watches.id = watch_id
    WHERE sent IS NULL AND attempts > 0 GROUP BY delivery ORDER BY delivery
"""
_LATELY = "SELECT count(*) FROM alerts WHERE watch_id = ? AND created > ? AND gathered = 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlert:
    """An alert to be told: of what, why, and in what words.

    `dedupe_key` names the thing that is told: no thing is told twice.
    """

    dedupe_key: str
    reason: str
    text: str
    record_kind: str | None = None
    record_key: str | None = None
    change_id: int | None = None


def all_watches(connection: sqlite3.Connection) -> list[Row]:
    """Give every watch, by name."""
    cursor = connection.execute("SELECT * FROM watches ORDER BY name")
    return [named(cursor, row) for row in cursor.fetchall()]


def watch_named(connection: sqlite3.Connection, name: str) -> Row | None:
    """Give a watch by its name."""
    return one(connection, "SELECT * FROM watches WHERE name = ?", name)


def add_watch(connection: sqlite3.Connection, row: Row) -> int:
    """Store a new watch and give its id."""
    return insert(connection, "watches", row)


def pause_watch(connection: sqlite3.Connection, watch_id: int, until: str | None) -> None:
    """Let a watch rest until a moment (UTC text), or wake it."""
    update(connection, "watches", watch_id, {"paused_until": until})


def follow_source(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Let the watches of a source watch it under its new id."""
    move = "UPDATE watches SET target = ? WHERE kind = 'source' AND target = ?"
    connection.execute(move, (new, old))


def remove_watch(connection: sqlite3.Connection, watch_id: int) -> None:
    """Remove a watch with its alerts."""
    connection.execute("DELETE FROM watches WHERE id = ?", (watch_id,))


def put_alerts(
    connection: sqlite3.Connection,
    watch: Row,
    alerts: Iterable[NewAlert],
    read: Row,
    times: tuple[str, str, str],
) -> int:
    """Store what a watch has to tell and how far it has read, in the caller's transaction.

    `read` has its `cursor` in the events, its `run_cursor`, or neither.
    `times` are now, an hour ago, and when the next digest of the watch goes out. Beyond its cap of
    the last hour, and for a watch that asks for digests, alerts are gathered into one. Gives how
    many were new.
    """
    now, hour_ago, digest_at = times
    told = connection.execute(_LATELY, (watch["id"], hour_ago)).fetchone()[0]
    count = 0
    for alert in alerts:
        gathered = watch["digest"] != "now" or told + count >= watch["cap"]
        row = {"watch_id": watch["id"], "created": now, "gathered": int(gathered)}
        row |= {"next_attempt": digest_at if gathered else now}
        count += _put(connection, row, alert)
    if read:
        update(connection, "watches", watch["id"], read)
    return count


def open_alerts(connection: sqlite3.Connection, now: str) -> list[Row]:
    """Give the alerts whose time to be sent has come, with watch, delivery and digest."""
    cursor = connection.execute(_OPEN, (now,))
    return [named(cursor, row) for row in cursor.fetchall()]


def mark_sent(connection: sqlite3.Connection, ids: Iterable[int], at: str) -> None:
    """Note that the target said yes to these alerts."""
    rows = [(at, one_id) for one_id in ids]
    sql = "UPDATE alerts SET sent = ?, error = NULL, attempts = attempts + 1 WHERE id = ?"
    connection.executemany(sql, rows)


def mark_failed(
    connection: sqlite3.Connection, ids: Iterable[int], error: str, next_attempt: str
) -> None:
    """Note that these alerts could not be delivered, and when to try again."""
    rows = [(error, next_attempt, one_id) for one_id in ids]
    sql = "UPDATE alerts SET error = ?, next_attempt = ?, attempts = attempts + 1 WHERE id = ?"
    connection.executemany(sql, rows)


def silent_targets(connection: sqlite3.Connection) -> list[Row]:
    """Give each delivery that has refused alerts since it last took all: how many, since when."""
    cursor = connection.execute(_STANDING)
    return [named(cursor, row) for row in cursor.fetchall()]


def last_told_to(connection: sqlite3.Connection, delivery: str) -> str | None:
    """Give when a delivery was last laid something out for (UTC text), or None."""
    sql = """
        SELECT max(alerts.created) FROM alerts JOIN watches ON watches.id = watch_id
        WHERE delivery = ?
    """
    found: str | None = connection.execute(sql, (delivery,)).fetchone()[0]
    return found


def settle_restored(connection: sqlite3.Connection, last_event: int, last_run: int) -> int:
    """Let nothing go out twice after a restore: what waited then may have been sent since.

    No watch has read further than the last event and run that there are. Gives how many alerts
    were left.
    """
    back = "UPDATE watches SET cursor = min(cursor, ?), run_cursor = min(run_cursor, ?)"
    connection.execute(back, (last_event, last_run))
    sql = "UPDATE alerts SET next_attempt = NULL, error = ? WHERE sent IS NULL"
    return connection.execute(sql, ("may have been sent before the restore",)).rowcount


def _put(connection: sqlite3.Connection, row: Row, alert: NewAlert) -> int:
    said = {name: getattr(alert, name) for name in NewAlert.__dataclass_fields__}
    known = "SELECT 1 FROM alerts WHERE dedupe_key = ?"
    if one(connection, known, alert.dedupe_key):
        return 0
    insert(connection, "alerts", row | said)
    return 1
