"""Snapshots: where the archive keeps what was answered, each chained to the one before."""

import hashlib
import sqlite3

from crawler import clock
from pipelines.storage.rows import Row, insert, named, one, update
from pipelines.visits import NormalizedVisit

_CHAIN = """
    SELECT id, chain_sha256, facts_sha256, erased_at IS NOT NULL, body_sha256, final_url,
        fetched_at, http_status
    FROM snapshots ORDER BY id
"""
_STORED = "SELECT id, body_sha256 FROM snapshots WHERE warc_file = ? AND warc_offset = ?"


def store_snapshot(
    connection: sqlite3.Connection, visit: NormalizedVisit, page_id: int, run_id: int
) -> int | None:
    """Store a visit's snapshot, if it has one and is not stored yet, and give its id."""
    snapshot = visit.snapshot
    if snapshot is None:
        return None
    stored = one(connection, _STORED, snapshot.warc_file, snapshot.warc_offset)
    if stored is not None and stored["body_sha256"] == snapshot.body_sha256:
        return int(stored["id"])
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
    row |= chained_facts(_last_link(connection), row)
    return insert(connection, "snapshots", row)


def chained_facts(previous: str, row: Row) -> Row:
    """Give the digest of what a snapshot says, and the link that binds it to all before it."""
    facts = (row["body_sha256"], row["final_url"], row["fetched_at"], row["http_status"])
    digest = facts_digest(*(str(fact) for fact in facts))
    return {"facts_sha256": digest, "chain_sha256": chained(previous, digest)}


def facts_digest(body_sha256: str, url: str, fetched_at: str, status: str) -> str:
    """Give the digest of what a snapshot says: SHA-256 over the four, a line each."""
    return hashlib.sha256(f"{body_sha256}\n{url}\n{fetched_at}\n{status}".encode()).hexdigest()


def chained(previous: str, facts_sha256: str) -> str:
    """Give a link of the chain: SHA-256 over the link before and the digest of the facts.

    So the chain can be followed by who is not shown what other snapshots say.
    """
    return hashlib.sha256(f"{previous}\n{facts_sha256}".encode()).hexdigest()


def chain_anew(connection: sqlite3.Connection) -> None:
    """Write digests and links of all snapshots anew, where they were made by another rule."""
    link = ""
    cursor = connection.execute("SELECT * FROM snapshots ORDER BY id")
    for row in [named(cursor, row) for row in cursor.fetchall()]:
        fresh = chained_facts(link, row)
        update(connection, "snapshots", row["id"], fresh)
        link = str(fresh["chain_sha256"])


def broken_link(connection: sqlite3.Connection) -> int | None:
    """Give the id of the first snapshot whose place in the chain cannot be right, or None."""
    link = ""
    for snapshot_id, kept, digest, erased, *facts in connection.execute(_CHAIN):
        link = chained(link, digest)
        told = erased or facts_digest(*(str(fact) for fact in facts)) == digest
        if link != kept or not told:
            return int(snapshot_id)
    return None


def _last_link(connection: sqlite3.Connection) -> str:
    last = one(connection, "SELECT chain_sha256 FROM snapshots ORDER BY id DESC LIMIT 1")
    return str(last["chain_sha256"]) if last else ""
