"""The records of a page, as the store names them everywhere else: by kind and key."""

import sqlite3
from dataclasses import dataclass

TABLES = {"article": "articles", "grant": "grants"}
_OF_PAGE = """
    SELECT 'article', id, key FROM articles WHERE page_id = :page
    UNION ALL SELECT 'grant', id, key FROM grants WHERE page_id = :page
"""


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record's kind, its row's id and its permanent key."""

    kind: str
    id: int
    key: str


def records_of(connection: sqlite3.Connection, page_id: int) -> list[RecordName]:
    """Give the records that are read from a page."""
    return [RecordName(*row) for row in connection.execute(_OF_PAGE, {"page": page_id})]
