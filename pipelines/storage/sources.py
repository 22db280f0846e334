"""Sources: what is declared of each, so that a row can name its source."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from crawler import clock
from pipelines.storage.connection import immediate, opened
from pipelines.storage.errors import StorageError


class SourceLike(Protocol):
    """What the store reads of a declared source; `interval` in minutes."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def home_url(self) -> str: ...
    @property
    def region(self) -> str | None: ...
    @property
    def timezone(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def interval(self) -> int: ...
    @property
    def verified(self) -> bool: ...


_UPSERT = """
    INSERT INTO sources (
        id, title, kind, home_url, region, timezone, language, interval_minutes, enabled
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind,
        home_url = excluded.home_url, region = excluded.region, timezone = excluded.timezone,
        language = excluded.language, interval_minutes = excluded.interval_minutes
"""


def set_enabled(path: Path, sources: Iterable[SourceLike], *, on: bool) -> None:
    """Enable or disable sources in the database at `path`, which they may be new to.

    `enabled_at` is when a person enabled a source that is enabled, null where nobody did.
    """
    sources = list(sources)
    with opened(path) as db, immediate(db) as connection:
        declare_sources(connection, sources)
        at = clock.timestamp() if on else None
        rows = [(int(on), at, source.id) for source in sources]
        connection.executemany("UPDATE sources SET enabled = ?, enabled_at = ? WHERE id = ?", rows)


def rename_source(path: Path, old: str, new: SourceLike) -> None:
    """Give all that is stored of the source `old` to `new`, in one transaction.

    Raises StorageError where nothing is stored of `old`, or something is of `new` already.
    """
    with opened(path) as db, immediate(db) as connection:
        named_by = list(_references(connection))
        if not connection.execute("SELECT 1 FROM sources WHERE id = ?", (old,)).fetchone():
            raise StorageError(f"nothing is stored of a source {old}")
        for table, column in named_by:
            query = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608
            if connection.execute(query, (new.id,)).fetchone():
                raise StorageError(f"{new.id} has a history of its own, in {table}")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("DELETE FROM sources WHERE id = ?", (new.id,))
        for table, column in (("sources", "id"), *named_by):
            move = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608
            connection.execute(move, (new.id, old))
        declare_sources(connection, [new])


def declare_sources(connection: sqlite3.Connection, sources: Iterable[SourceLike]) -> None:
    """Write sources as they are declared now; whether one is enabled is left as it stands.

    One that is new is enabled, unless it is declared on hearsay.
    """
    connection.executemany(_UPSERT, (_row(source) for source in sources))


def _references(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Give table and column of everything that names a source."""
    query = """
        SELECT tables.name, keys."from" FROM sqlite_schema AS tables
        JOIN pragma_foreign_key_list(tables.name) AS keys
        WHERE tables.type = 'table' AND keys."table" = 'sources'
    """
    yield from connection.execute(query).fetchall()


def _row(source: SourceLike) -> tuple[object, ...]:
    place = (source.region, source.timezone, source.language)
    facts = (source.interval, int(source.verified))
    return (source.id, source.name, source.kind, source.home_url, *place, *facts)
