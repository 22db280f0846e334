"""Appearances: which feed, sitemap or listing names which page, since when and until when."""

import json
import sqlite3

from crawler import clock
from pipelines.storage.rows import Row, one
from pipelines.visits import NormalizedVisit

_NEW = """
    INSERT INTO pages (source_id, key, url, kind, first_seen)
    SELECT :source, value, iif(instr(value, '://'), value, :scheme || '://' || value),
        (
            SELECT CASE kind
                WHEN 'grants' THEN 'grant' WHEN 'competitions' THEN 'competition' ELSE 'article'
            END FROM sources WHERE id = :source
        ), :at
    FROM json_each(:keys) WHERE true
    ON CONFLICT DO NOTHING
"""
_NAMED_AGAIN = """
    UPDATE pages SET next_visit = :at
    WHERE source_id = :source AND state = 'gone' AND key IN (SELECT value FROM json_each(:keys))
        AND NOT EXISTS (
            SELECT 1 FROM appearances
            WHERE way_id = :way AND page_id = pages.id AND left_at IS NULL
        )
"""
_APPEARED = """
    INSERT INTO appearances (way_id, page_id, first_seen, last_seen, run_id)
    SELECT :way, id, :at, :at, :run FROM pages
    WHERE source_id = :source AND key IN (SELECT value FROM json_each(:keys))
    ON CONFLICT DO UPDATE
        SET last_seen = excluded.last_seen, run_id = excluded.run_id, left_at = NULL
"""
_SAME_AS_BEFORE = """
    UPDATE appearances SET last_seen = :at, run_id = :run
    WHERE way_id = :way AND left_at IS NULL
        AND run_id = (SELECT max(run_id) FROM appearances WHERE way_id = :way)
"""
_SEEN = """
    UPDATE pages SET last_seen = :at WHERE id IN (
        SELECT page_id FROM appearances WHERE way_id = :way AND run_id = :run AND last_seen = :at
    )
"""
_WAY = "SELECT id FROM pages WHERE source_id = ? AND key = ?"


def note_found(
    connection: sqlite3.Connection, visit: NormalizedVisit, page: Row, run_id: int
) -> int:
    """Note what a feed, sitemap or listing names; give how many of its pages were unknown.

    Pages not yet known are made, in state `new`. One that is unmodified names what it named when
    it was last read. A gone page that is named anew is due at once.
    """
    if not visit.found and not visit.not_modified:
        return 0
    facts = {
        "source": visit.place.source_id,
        "way": _way(connection, visit, page),
        "run": run_id,
        "at": clock.to_text(visit.fetched_at),
        "keys": json.dumps(visit.found),
        "scheme": visit.place.url.partition("://")[0] or "https",
    }
    known = (_NEW, _NAMED_AGAIN, _APPEARED) if visit.found else (_SAME_AS_BEFORE,)
    counts = [connection.execute(sql, facts).rowcount for sql in (*known, _SEEN)]
    return counts[0] if visit.found else 0


def _way(connection: sqlite3.Connection, visit: NormalizedVisit, page: Row) -> int:
    """Give the page that stands for a way: of a listing, its first."""
    first = one(connection, _WAY, visit.place.source_id, visit.way) if visit.way else None
    return int(first["id"] if first else page["id"])
