"""Calls for applications that close soon, for who watches deadlines."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from crawler import clock
from pipelines.storage.watch_rows import NewAlert

_CLOSING = """
    SELECT id, key, title, url, closes_on, source_id FROM competitions
    WHERE closes_on BETWEEN ? AND ? ORDER BY closes_on, id
"""
_IS_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'competitions'"


def closing_soon(
    connection: sqlite3.Connection, watch: dict[str, Any], site: str
) -> Iterator[NewAlert]:
    """Give a call once for each closing day that comes within the watch's number of days."""
    if connection.execute(_IS_THERE).fetchone() is None:
        return
    today = clock.now().date()
    edge = today + timedelta(days=int(watch["target"]))
    for call in connection.execute(_CLOSING, (today.isoformat(), edge.isoformat())):
        why = f"closes on {call['closes_on']}, within {watch['target']} days"
        link = f"\n{site.rstrip('/')}/dozor/competitions/{call['id']}" if site else ""
        yield NewAlert(
            dedupe_key=f"{watch['id']}:closes:{call['source_id']}:{call['key']}:{call['closes_on']}",
            reason=why,
            text=f"{call['title']}\nWhy: {why}\n{call['url']}{link}",
            record_kind="competition",
            record_key=call["key"],
        )
