"""Sources: what is declared of each, so that a row can name its source."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from pipelines.storage.connection import immediate, opened


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
    """Enable or disable sources in the database at `path`, which they may be new to."""
    sources = list(sources)
    with opened(path) as db, immediate(db) as connection:
        declare_sources(connection, sources)
        rows = [(int(on), source.id) for source in sources]
        connection.executemany("UPDATE sources SET enabled = ? WHERE id = ?", rows)


def declare_sources(connection: sqlite3.Connection, sources: Iterable[SourceLike]) -> None:
    """Write sources as they are declared now; whether one is enabled is left as it stands.

    One that is new is enabled, unless it is declared on hearsay.
    """
    connection.executemany(_UPSERT, (_row(source) for source in sources))


def _row(source: SourceLike) -> tuple[object, ...]:
    place = (source.region, source.timezone, source.language)
    facts = (source.interval, int(source.verified))
    return (source.id, source.name, source.kind, source.home_url, *place, *facts)
