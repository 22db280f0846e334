"""Snapshots: where the archive keeps what was answered, each chained to the one before."""

import hashlib
import sqlite3

from crawler import clock
from pipelines.storage.rows import insert, one
from pipelines.visits import NormalizedVisit

_CHAIN = """
    SELECT id, chain_sha256, body_sha256, final_url, fetched_at, http_status FROM snapshots
    ORDER BY id
"""


def store_snapshot(
    connection: sqlite3.Connection, visit: NormalizedVisit, page_id: int, run_id: int
) -> int | None:
    """Store a visit's snapshot, if it has one, and give its id."""
    snapshot = visit.snapshot
    if snapshot is None:
        return None
    row = {
        "page_id": page_id,
        "run_id": run_id,
        "fetched_at": clock.to_text(visit.fetched_at),
        "http_status": visit.http_status,
        "final_url": visit.final_url or visit.place.url,
        "body_sha256": snapshot.body_sha256,
        "length": snapshot.length,
        "warc_file": snapshot.warc_file,
        "warc_offset": snapshot.warc_offset,
    }
    facts = (row["body_sha256"], row["final_url"], row["fetched_at"], str(row["http_status"]))
    row["chain_sha256"] = chained(_last_link(connection), *(str(fact) for fact in facts))
    return insert(connection, "snapshots", row)


def chained(previous: str, body_sha256: str, url: str, fetched_at: str, status: str) -> str:
    """Give the hash that binds a snapshot to all before it: SHA-256 over the five, by line."""
    text = f"{previous}\n{body_sha256}\n{url}\n{fetched_at}\n{status}"
    return hashlib.sha256(text.encode()).hexdigest()


def broken_link(connection: sqlite3.Connection) -> int | None:
    """Give the id of the first snapshot whose place in the chain cannot be right, or None."""
    link = ""
    for row in connection.execute(_CHAIN):
        snapshot_id, kept, *facts = row
        link = chained(link, *(str(fact) for fact in facts))
        if link != kept:
            return int(snapshot_id)
    return None


def _last_link(connection: sqlite3.Connection) -> str:
    last = one(connection, "SELECT chain_sha256 FROM snapshots ORDER BY id DESC LIMIT 1")
    return str(last["chain_sha256"]) if last else ""
