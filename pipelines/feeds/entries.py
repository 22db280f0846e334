"""Rows of the store as entries of a feed: what is told of a record, and of any other row."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.feeds.atom import Entry, tag

MOMENTS = ("updated", "last_changed", "seen_at", "at", "first_seen", "fetched_at", "started")
"""Columns that say when a row came or changed; the first that a row has counts."""
RECORDS = {
    "articles": "article",
    "grants": "grant",
    "competitions": "competition",
    "organisations": "organisation",
}
OF_RECORDS = {
    "article_id": "articles",
    "grant_id": "grants",
    "competition_id": "competitions",
    "organisation_id": "organisations",
}
_NAMES = ("title", "name", "organisation", "url", "subject", "kind")
_LONGEST = 160
_Row = Mapping[str, Any]


def moment_of(columns: Sequence[str]) -> str | None:
    """Give the SQL of the moment of rows with these columns; None where they have none.

    >>> moment_of(["id", "first_seen", "last_changed"]), moment_of(["region", "total"])
    ('coalesce(last_changed, first_seen)', None)
    """
    found = [name for name in MOMENTS if name in columns]
    return f"coalesce({', '.join(found)})" if len(found) > 1 else next(iter(found), None)


def row_moment(row: _Row) -> str | None:
    """Give the moment of a row, in UTC."""
    return next((row[name] for name in MOMENTS if row.get(name)), None)


def record_entry(table: str, row: _Row, link: str, changes: Sequence[str], world: str) -> Entry:
    """Tell of a record; `changes` say in lines what its site last changed of it.

    `world` is empty for real data: sample data has names of its own.
    """
    places = (row.get("source_id") or "", row["key"])
    return Entry(
        id=tag(*filter(None, (world, RECORDS[table], *places))),
        title=row.get("title") or row.get("name") or row["key"],
        updated=row_moment(row) or "",
        link=link,
        via=row.get("url"),
        published=row.get("published_utc"),
        author=row.get("author"),
        summary="\n".join(changes) or row.get("lead") or row.get("deadline_text") or "",
    )


def row_entry(name: str, row: _Row, link: str, said: tuple[str, str], world: str) -> Entry:
    """Tell of a row of any table or query, under a title and in lines.

    A row with a number is named by it within its database; any other by all that it holds.
    """
    title, lines = said
    number = row.get("id") or row.get("revision_id")
    own = str(number) if number is not None else row_digest(row)
    return Entry(
        id=tag(*filter(None, (world, name, own))),
        title=title,
        updated=row_moment(row) or "",
        link=link,
        via=row.get("url"),
        summary=lines,
    )


def row_digest(row: _Row) -> str:
    """Name a row by what it holds."""
    held = json.dumps(dict(row), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(held.encode("utf-8", "replace")).hexdigest()[:32]


def row_name(row: _Row) -> str:
    """Give what a row is called: its title or name, else whatever comes nearest to one.

    >>> row_name({"id": 3, "url": "https://veter.example/3"}), row_name({"total": 7})
    ('https://veter.example/3', '7')
    """
    named = next((row[name] for name in _NAMES if row.get(name)), None)
    return str(named or next((value for value in row.values() if value is not None), ""))


def shortened(text: str) -> str:
    """Keep the beginning of a long text, whole words.

    >>> shortened("слово " * 40).endswith("слово …")
    True
    """
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(None, 1)[0] + " …"
