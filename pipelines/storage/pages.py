"""What the store remembers of pages, for the crawler: `crawler.stores.PageStore` over SQLite."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, Self, cast
from urllib.parse import quote

from crawler import clock
from crawler.items import KnownPage, NamedCard, Place
from pipelines.storage.cards import named_pages, position_of, waiting_cards
from pipelines.storage.connection import BUSY_SECONDS
from pipelines.storage.removals import removed_among
from pipelines.storage.rows import Row, named
from pipelines.urgency import NOBODY, REST, Chosen, Waiting, most_urgent

DATABASE = "dozor.db"
_OWN = (
    "key, url, kind, state, next_visit, last_seen, etag, last_modified, body_sha256, body_at, "
    "failures"
)
_TEXT_BY = """CASE kind WHEN 'article' THEN (
    SELECT json_extract(origins, '$.body') FROM articles WHERE page_id = {table}.id
) END AS text_by, CASE kind WHEN 'article' THEN (
    SELECT iif(json_extract(origins, '$.body') = 'feed', title, NULL)
    FROM articles WHERE page_id = {table}.id
) END AS title"""
_COLUMNS = f"{_OWN}, {_TEXT_BY.format(table='pages')}"
_KNOWN = f"""
    SELECT {_COLUMNS}, iif(
        state = 'gone', (SELECT max(last_seen) FROM appearances WHERE page_id = pages.id), NULL
    ) AS named FROM pages
    WHERE source_id = ? AND visits > 0 AND key IN (SELECT value FROM json_each(?))
"""  # noqa: S608
# In the words of the partial index of such pages: without them all of a source would be read.
_IS_SUSPECTED = "(first_failed IS NOT NULL OR state = 'missing')"
# Sorted first: who found a text is asked only of the pages that are taken.
_DUE = f"""
    WITH taken AS MATERIALIZED (
        SELECT id, {_OWN} FROM pages
        WHERE state <> 'moved' AND kind NOT IN ('feed', 'sitemap', 'listing') AND id IN (
            SELECT id FROM pages WHERE source_id = :source AND next_visit <= :now
            UNION ALL
            SELECT id FROM pages WHERE source_id = :source AND state <> 'gone' AND {_IS_SUSPECTED}
        )
        ORDER BY state = 'missing' DESC, state <> 'gone' AND first_failed IS NOT NULL DESC,
            priority DESC, next_visit, id
        LIMIT :most
    )
    SELECT {_OWN}, {_TEXT_BY.format(table="taken")} FROM taken
"""  # noqa: S608
_ALL = f"""
    SELECT {_COLUMNS} FROM pages
    WHERE source_id = ? AND visits > 0 AND state NOT IN ('gone', 'moved') ORDER BY id
"""  # noqa: S608
_HAS_DUE = """
    SELECT 1 FROM pages
    WHERE source_id = ? AND next_visit <= ? AND state NOT IN ('gone', 'moved')
        AND kind NOT IN ('feed', 'sitemap', 'listing')
    LIMIT 1
"""
_SUSPECTED = f"""
    SELECT {_COLUMNS} FROM pages INDEXED BY pages_suspected
    WHERE source_id = ? AND {_IS_SUSPECTED} AND state NOT IN ('gone', 'moved')
        AND kind NOT IN ('feed', 'sitemap', 'listing')
    ORDER BY next_visit, id
    LIMIT ?
"""  # noqa: S608

_UNFINISHED = f"SELECT {_COLUMNS} FROM pages WHERE source_id = ? AND goes_on IS NOT NULL LIMIT 1"  # noqa: S608
_Parameters = Sequence[object] | Mapping[str, object]


class _Settings(Protocol):
    def get(self, name: str, default: object) -> object:  # what is read of Scrapy's settings
        """Give a setting."""


class SqlitePageStore:
    """Reads pages from `dozor.db`; a database that does not exist yet knows none."""

    def __init__(self, path: Path, chosen: Chosen = NOBODY) -> None:
        self._path = path
        self._chosen = chosen
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def from_settings(cls, settings: _Settings) -> Self:
        """Make a store of the database in the folder that the setting DOZOR_DATA names.

        CARDS names whose cards come first, as `pipelines.urgency.Chosen`.
        """
        chosen = cast("Chosen | None", settings.get("CARDS", None)) or NOBODY
        return cls(Path(str(settings.get("DOZOR_DATA", "data"))) / DATABASE, chosen)

    def known(self, source_id: str, keys: Collection[str]) -> Mapping[str, KnownPage]:
        """Give the pages of a source that were visited before, by key.

        What was only named counts as unknown: it may have been too old to be visited.
        """
        pages = self._pages(_KNOWN, (source_id, json.dumps(list(keys))))
        return {page.key: page for page in pages}

    def due(
        self, source_id: str, now: datetime, *, limit: int | None = None
    ) -> Iterable[KnownPage]:
        """Give records' pages whose visit has come or that are suspected, most urgent first."""
        asked = {"source": source_id, "now": clock.to_text(now)}
        return self._pages(_DUE, asked | {"most": -1 if limit is None else limit})

    def has_due(self, source_id: str, now: datetime) -> bool:
        """Say whether the next visit of some record's page has come."""
        connection = self._open()
        parameters = (source_id, clock.to_text(now))
        return connection is not None and bool(connection.execute(_HAS_DUE, parameters).fetchone())

    def suspected(self, source_id: str, *, limit: int | None = None) -> Iterable[KnownPage]:
        """Give records' pages that are suspected missing, those that waited longest first."""
        return self._pages(_SUSPECTED, (source_id, -1 if limit is None else limit))

    def all(self, source_id: str) -> Iterable[KnownPage]:
        """Give every visited page that is neither gone nor moved, feeds and listings included."""
        return self._pages(_ALL, (source_id,))

    def named(self, source_id: str, keys: Collection[str]) -> Collection[str]:
        """Give the keys of pages that some listing has named before, visited or not."""
        connection = self._open()
        return named_pages(connection, source_id, keys) if connection else ()

    def removed(self, names: Collection[str]) -> Collection[str]:
        """Give those of some keys that were withheld or erased, and must not be asked for."""
        connection = self._open()
        return removed_among(connection, names) if connection else ()

    def position(self, source_id: str, key: str) -> str | None:
        """Give the page at which the listing that begins at a page is to be gone on with."""
        connection = self._open()
        return position_of(connection, source_id, key) if connection else None

    def waiting(
        self,
        source_id: str,
        now: datetime,
        named: Sequence[NamedCard] = (),
        *,
        which: Literal["wanted", "rest", "all"],
        limit: int | None = None,
    ) -> Iterable[Place]:
        """Give cards that were never visited, those of watched organisations first.

        Then come chosen regions, undecided ones, those decided lately; the rest if asked for.
        """
        if which == "rest" and not self._chosen.everything:
            return []
        stored = self._waiting(source_id, now)
        cards = most_urgent(stored, named, self._chosen, now)
        asked = [c for c in cards if which == "all" or (c.rank > REST) == (which == "wanted")]
        first = asked[:limit]
        return [Place(source_id=source_id, url=c.url, key=c.key, kind="grant") for c in first]

    def has_wanted(self, source_id: str, now: datetime, *, every: bool = False) -> bool:
        """Say whether a listing is to be gone on with, or a card that is asked for waits.

        `every` says that all of the source are.
        """
        least = REST if every or self._chosen.everything else REST + 1
        unfinished = self._pages(_UNFINISHED, (source_id,))
        return bool(unfinished) or any(c.rank >= least for c in self._waiting(source_id, now))

    def _waiting(self, source_id: str, now: datetime) -> Iterable[Waiting]:
        connection = self._open()
        return waiting_cards(connection, source_id, self._chosen, now.date()) if connection else ()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _pages(self, sql: str, parameters: _Parameters) -> list[KnownPage]:
        connection = self._open()
        if connection is None:
            return []
        cursor = connection.execute(sql, parameters)
        return [_known(named(cursor, row)) for row in cursor.fetchall()]

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and self._path.exists():
            address = f"file:{quote(str(self._path))}?mode=ro"
            self._connection = sqlite3.connect(
                address, uri=True, timeout=BUSY_SECONDS, isolation_level=None
            )
        return self._connection


def _known(row: Row) -> KnownPage:
    moments = {name: row[name] for name in ("next_visit", "last_seen", "named") if row.get(name)}
    return KnownPage(**row | {name: clock.from_text(text) for name, text in moments.items()})
