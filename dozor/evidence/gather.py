"""What the store knows of the pages that a pack is asked for."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.addresses import canonical
from dozor.errors import SetupError
from pipelines.storage.page_records import TABLES
from pipelines.storage.removals import case_of, digest_of

Row = dict[str, Any]
_BY_ADDRESS = "SELECT id FROM pages WHERE key = ? OR url = ?"
_BY_NUMBER = "SELECT page_id FROM grants WHERE application_number = ? AND page_id IS NOT NULL"
_AROUND = """
    WITH RECURSIVE around(id) AS (
        SELECT value FROM json_each(?)
        UNION SELECT pages.moved_to FROM pages JOIN around ON pages.id = around.id
            WHERE pages.moved_to IS NOT NULL
        UNION SELECT pages.id FROM pages JOIN around ON pages.moved_to = around.id
    )
    SELECT pages.*, sources.title AS source, sources.home_url FROM pages
    JOIN sources ON sources.id = source_id
    WHERE pages.id IN (SELECT id FROM around) ORDER BY pages.id
"""
# An article may have been read from the answer of its feed or channel.
_SNAPSHOTS = """
    SELECT * FROM snapshots
    WHERE (page_id IN (SELECT value FROM json_each(:pages)) OR id IN (
        SELECT revisions.snapshot_id FROM revisions JOIN articles ON articles.id = record_id
        WHERE record_kind = 'article' AND revisions.state = 'applied'
            AND page_id IN (SELECT value FROM json_each(:pages))
    )) AND erased_at IS NULL ORDER BY id
"""
_CHAIN = "SELECT id, facts_sha256 FROM snapshots WHERE id > ? ORDER BY id"
_BEFORE = "SELECT chain_sha256 FROM snapshots WHERE id < ? ORDER BY id DESC LIMIT 1"
_OF_RECORD = {
    "revisions": """
        SELECT * FROM revisions WHERE record_kind = ? AND record_id = ? AND state = 'applied'
        ORDER BY id
    """,
    "changes": "SELECT * FROM changes WHERE record_kind = ? AND record_id = ? ORDER BY id",
}
_EVENTS = (
    "SELECT * FROM events WHERE record_kind = ? AND record_key = ? AND source_id = ? ORDER BY id"
)
_REJECTS = "SELECT * FROM rejects WHERE page_id IN (SELECT value FROM json_each(?)) ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that is known of some pages. Rows are as the tables hold them.

    `records` have `kind`, `record`, `revisions`, `changes` and `events`; `chain` holds id and
    digest of every snapshot from the pages' first on, `before` the link before it.
    """

    pages: Sequence[Row]
    records: Sequence[Row]
    rejects: Sequence[Row]
    snapshots: Sequence[Row]
    chain: Sequence[Row]
    before: str
    head: str
    sample: bool


def gather(connection: sqlite3.Connection, subjects: Iterable[str]) -> Gathered:
    """Gather what is known of addresses and application numbers.

    Raises SetupError naming what was never crawled, or of which nothing is archived.
    """
    ids = json.dumps(sorted({page for subject in subjects for page in _pages(connection, subject)}))
    pages = _rows(connection, _AROUND, ids)
    around = json.dumps([page["id"] for page in pages])
    snapshots = [dict(row) for row in connection.execute(_SNAPSHOTS, {"pages": around})]
    if not snapshots:
        raise SetupError("nothing of these pages is in the archive: they were never answered")
    first = snapshots[0]["id"]
    before = connection.execute(_BEFORE, (first,)).fetchone()
    return Gathered(
        pages=pages,
        records=[record for page in pages for record in _records(connection, page)],
        rejects=_rows(connection, _REJECTS, around),
        snapshots=snapshots,
        chain=_rows(connection, _CHAIN, first - 1),
        before=before[0] if before else "",
        head=_one(connection, "SELECT chain_sha256 FROM snapshots ORDER BY id DESC LIMIT 1"),
        sample=_one(connection, "SELECT value FROM meta WHERE key = 'sample'") == "1",
    )


def _pages(connection: sqlite3.Connection, subject: str) -> list[int]:
    by_number = connection.execute(_BY_NUMBER, (subject.strip(),)).fetchall()
    if by_number:
        return [row[0] for row in by_number]
    found = connection.execute(_BY_ADDRESS, (canonical(subject), subject)).fetchall()
    if not found:
        for row in case_of(connection, [digest_of(canonical(subject)), digest_of(subject.strip())]):
            raise SetupError(f"{subject} was {row['state']} on {row['at'][:10]}")
        raise SetupError(
            f"{subject} was never crawled. Give an address as a record shows it, or the number "
            "of an application"
        )
    return [row[0] for row in found]


def _records(connection: sqlite3.Connection, page: Row) -> list[Row]:
    found = []
    for kind, table in TABLES.items():
        sql = f"SELECT * FROM {table} WHERE page_id = ?"  # noqa: S608
        for record in _rows(connection, sql, page["id"]):
            history = {
                name: _rows(connection, asked, kind, record["id"])
                for name, asked in _OF_RECORD.items()
            }
            key = (kind, record["key"], record["source_id"])
            events = _rows(connection, _EVENTS, *key)
            found.append({"kind": kind, "record": record, **history, "events": events})
    return found


def _rows(connection: sqlite3.Connection, sql: str, *asked: object) -> list[Row]:
    return [dict(row) for row in connection.execute(sql, asked)]


def _one(connection: sqlite3.Connection, sql: str) -> str:
    return str(connection.execute(sql).fetchone()[0])
