"""What thinning asks of the store, and what it leaves there."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from pipelines.storage.rows import Row, named
from pipelines.thinning import Archived, thinnable

_ANSWERS = """
    SELECT snapshots.id, snapshots.page_id, fetched_at, snapshots.http_status,
        snapshots.body_sha256, warc_file, thinned_at IS NOT NULL AS thinned,
        pages.body_sha256 AS known_body, (
            SELECT reason FROM rejects
            WHERE rejects.page_id = snapshots.page_id AND snapshot_id = snapshots.id
        ) AS rejected,
        removed IS NOT NULL
        OR EXISTS (SELECT 1 FROM articles WHERE snapshot_id = snapshots.id)
        OR EXISTS (SELECT 1 FROM grants WHERE snapshot_id = snapshots.id)
        OR EXISTS (SELECT 1 FROM competitions WHERE snapshot_id = snapshots.id)
        OR EXISTS (SELECT 1 FROM revisions WHERE snapshot_id = snapshots.id)
        OR EXISTS (SELECT 1 FROM workbooks WHERE snapshot_id = snapshots.id)
        OR EXISTS (
            SELECT 1 FROM events
            WHERE events.page_id = snapshots.page_id AND events.run_id = snapshots.run_id
        )
        OR first_failed IS NOT NULL AND fetched_at >= first_failed
            AND fetched_at <= coalesce(gone_at, fetched_at)
        OR pages.kind IN ('feed', 'sitemap', 'listing') AND EXISTS (
            SELECT 1 FROM events
            WHERE events.run_id = snapshots.run_id AND events.kind IN ('missing', 'gone')
        ) AS stands
    FROM snapshots JOIN pages ON pages.id = snapshots.page_id
    WHERE :pages IS NULL OR snapshots.page_id IN (SELECT value FROM json_each(:pages))
    ORDER BY snapshots.page_id, snapshots.id
"""
_IN_FILE = """
    SELECT id, page_id, warc_offset, length FROM snapshots
    WHERE warc_file = ? AND thinned_at IS NULL
"""
_MOVED = "UPDATE snapshots SET warc_file = ?, warc_offset = ? WHERE id = ? AND warc_file = ?"
_THINNED = """
    UPDATE snapshots SET thinned_at = ? WHERE id IN (SELECT value FROM json_each(?))
"""
_HELD = "SELECT DISTINCT warc_file FROM snapshots WHERE thinned_at IS NULL"
_GIVEN_UP = "SELECT DISTINCT warc_file FROM snapshots WHERE thinned_at IS NOT NULL"


def thinnable_by_file(
    connection: sqlite3.Connection,
    *,
    before: str,
    monthly: bool,
    pages: Collection[int] | None = None,
) -> dict[str, set[int]]:
    """Give the ids of snapshots from before a moment (UTC text) that may go, by WARC file.

    `pages` asks for some pages alone.
    """
    found: dict[str, set[int]] = {}
    for rows in _by_page(connection, pages):
        answers = [_archived(row) for row in rows]
        known = rows[0]["known_body"]
        going = thinnable(answers, before=before, known_body=known, monthly=monthly)
        for row in rows:
            if row["id"] in going:
                found.setdefault(row["warc_file"], set()).add(row["id"])
    return found


def snapshots_in(connection: sqlite3.Connection, warc_file: str) -> list[Row]:
    """Give id, page_id, warc_offset and length of a file's snapshots that are there."""
    cursor = connection.execute(_IN_FILE, (warc_file,))
    return [named(cursor, row) for row in cursor.fetchall()]


def move_snapshots(
    connection: sqlite3.Connection, old: str, new: str, offsets: Mapping[int, int]
) -> None:
    """Note that snapshots, by id, lie at these offsets of a new file now."""
    rows = [(new, offset, snapshot_id, old) for snapshot_id, offset in offsets.items()]
    connection.executemany(_MOVED, rows)


def mark_thinned(connection: sqlite3.Connection, ids: Collection[int], at: str) -> None:
    """Note that snapshots are not in the archive any more; digest and chain stay."""
    connection.execute(_THINNED, (at, json.dumps(list(ids))))


def files_held(connection: sqlite3.Connection) -> set[str]:
    """Give the WARC files that snapshots lie in."""
    return {name for (name,) in connection.execute(_HELD)}


def files_given_up(connection: sqlite3.Connection) -> set[str]:
    """Give the WARC files that nothing but thinned snapshots lay in."""
    return {name for (name,) in connection.execute(_GIVEN_UP)} - files_held(connection)


def _by_page(connection: sqlite3.Connection, pages: Collection[int] | None) -> Iterator[list[Row]]:
    asked = None if pages is None else json.dumps(list(pages))
    cursor = connection.execute(_ANSWERS, {"pages": asked})
    rows = (named(cursor, row) for row in cursor)
    for _, group in groupby(rows, key=lambda row: row["page_id"]):
        yield list(group)


def _archived(row: Row) -> Archived:
    return Archived(
        id=row["id"],
        fetched_at=row["fetched_at"],
        http_status=row["http_status"],
        body_sha256=row["body_sha256"],
        rejected=row["rejected"],
        stands=bool(row["stands"]),
        thinned=bool(row["thinned"]),
    )
