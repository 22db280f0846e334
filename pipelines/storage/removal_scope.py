"""What belongs to a page that is to be removed: its addresses, its twins, its records."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from pipelines.storage.page_records import TABLES
from pipelines.storage.removals import digest_of
from pipelines.storage.rows import Row, named

_PAGES = """
    WITH RECURSIVE around(id) AS (
        SELECT id FROM pages
        WHERE key IN (SELECT value FROM json_each(:names))
            OR url IN (SELECT value FROM json_each(:names))
        UNION SELECT page_id FROM grants
            WHERE application_number IN (SELECT value FROM json_each(:names))
                AND page_id IS NOT NULL
        UNION SELECT pages.id FROM pages JOIN grants
            ON grants.source_id = pages.source_id AND grants.key = card_of
            WHERE application_number IN (SELECT value FROM json_each(:names))
        UNION SELECT other.id FROM around JOIN pages AS one ON one.id = around.id
            JOIN pages AS other ON other.id IN (one.moved_to, one.twin_of)
                OR other.moved_to = one.id OR other.twin_of = one.id
    )
    SELECT * FROM pages WHERE id IN (SELECT id FROM around) ORDER BY id
"""
_RECORDS = "SELECT * FROM {table} WHERE page_id IN (SELECT value FROM json_each(:pages))"
_GRANTS = """
    OR application_number IN (SELECT value FROM json_each(:names))
    OR EXISTS (
        SELECT 1 FROM pages WHERE pages.id IN (SELECT value FROM json_each(:pages))
            AND pages.source_id = grants.source_id AND card_of = grants.key
    )
"""
_ADDRESSES = """
    SELECT DISTINCT final_url FROM snapshots
    WHERE page_id IN (SELECT value FROM json_each(?)) AND final_url <> ''
"""
_TITLES = """
    SELECT old, new FROM changes
    WHERE record_kind = ? AND record_id = ? AND field IN ('title', 'application_number')
"""
_ALL_NAMES = """
    SELECT key FROM pages WHERE key NOT LIKE 'removed:%' UNION SELECT url FROM pages
    UNION SELECT application_number FROM grants WHERE application_number IS NOT NULL
"""
_LEAST_TITLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All that is removed at once: rows of `pages`, and records as (kind, row of its table).

    `names` are the keys, addresses and numbers that are barred from then on; `titles` what else
    the records are known by, now and before.
    """

    pages: tuple[Row, ...] = ()
    records: tuple[tuple[str, Row], ...] = ()
    names: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    @property
    def page_ids(self) -> list[int]:
        """The ids of the pages."""
        return [int(page["id"]) for page in self.pages]

    def ids(self, kind: str) -> list[int]:
        """Give the ids of the records of a kind."""
        return [int(row["id"]) for one, row in self.records if one == kind]


def scope_of(connection: sqlite3.Connection, names: Collection[str]) -> Scope:
    """Find what some keys, addresses or application numbers stand for; perhaps nothing."""
    asked = {"names": json.dumps(sorted(names))}
    pages = _rows(connection, _PAGES, asked)
    asked["pages"] = json.dumps([page["id"] for page in pages])
    records = []
    for kind, table in TABLES.items():
        sql = _RECORDS.format(table=table) + (_GRANTS if kind == "grant" else "")
        records += [(kind, row) for row in _rows(connection, sql, asked)]
    return Scope(
        pages=tuple(pages),
        records=tuple(records),
        names=frozenset(_names(connection, pages, records)),
        titles=frozenset(_titles(connection, records)),
    )


def names_behind(connection: sqlite3.Connection, digests: Collection[str]) -> frozenset[str]:
    """Give the keys, addresses and numbers in the store that digests of removals are of."""
    wanted = frozenset(digests)
    found = (name for (name,) in connection.execute(_ALL_NAMES))
    return frozenset(name for name in found if digest_of(name) in wanted)


def _names(
    connection: sqlite3.Connection, pages: list[Row], records: list[tuple[str, Row]]
) -> set[str]:
    ids = json.dumps([page["id"] for page in pages])
    found = {page[name] for page in pages for name in ("key", "url")}
    found |= {url for (url,) in connection.execute(_ADDRESSES, (ids,))}
    for _, row in records:
        found |= {row["key"], row["url"], row.get("application_number")}
    return {name for name in found if name}


def _titles(connection: sqlite3.Connection, records: list[tuple[str, Row]]) -> set[str]:
    found = {row["title"] for _, row in records}
    for kind, row in records:
        for change in connection.execute(_TITLES, (kind, row["id"])):
            found |= {value for value in change if value}
    return {title for title in found if len(title) >= _LEAST_TITLE}


def _rows(connection: sqlite3.Connection, sql: str, asked: dict[str, str]) -> list[Row]:
    cursor = connection.execute(sql, asked)
    return [named(cursor, row) for row in cursor.fetchall()]
