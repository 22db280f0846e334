"""The records of a page, as the store names them everywhere else: by kind and key."""

import sqlite3
from dataclasses import dataclass

TABLES = {"article": "articles", "grant": "grants", "competition": "competitions"}
_OF_PAGE = """
    SELECT 'article', id, key FROM articles WHERE page_id = :page
    UNION ALL SELECT 'grant', id, key FROM grants WHERE page_id = :page
    UNION ALL SELECT 'competition', id, key FROM competitions WHERE page_id = :page
"""


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record's kind, its row's id and its permanent key."""

    kind: str
    id: int
    key: str


def announced_in(connection: sqlite3.Connection, page_id: int) -> int | None:
    """Give the article of a page, which announces the call that is read from it."""
    sql = "SELECT id FROM articles WHERE page_id = ?"
    found = connection.execute(sql, (page_id,)).fetchone()
    return int(found[0]) if found else None


def records_of(connection: sqlite3.Connection, page_id: int) -> list[RecordName]:
    """Give the records that are read from a page: an article before the call that it announces."""
    return [RecordName(*row) for row in connection.execute(_OF_PAGE, {"page": page_id})]
