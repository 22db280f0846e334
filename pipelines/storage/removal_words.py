"""The words by which texts elsewhere name a removed page, and texts with them taken out."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pipelines.storage.removal_rows import columns_stored, tables_of
from pipelines.storage.removal_scope import Scope
from pipelines.storage.rows import Row

GONE = "[…]"
_LEAST = 8
# These hold other pages' own content and addresses, or nothing that a page says.
_LEFT = frozenset(
    {"articles", "grants", "competitions", "claims", "revisions", "changes", "pages", "snapshots"}
    | {"sources", "hosts", "meta", "removals", "organisations", "organisation_names"}
)


def words_of(scope: Scope) -> frozenset[str]:
    """Give addresses, with and without their host, numbers and titles, as other texts put them."""
    found = set(scope.titles)
    for name in scope.names:
        bare = name.partition("://")[2] or name
        host, slash, path = bare.partition("/")
        if slash and path:
            found |= {f"{host}/{path}", f"/{path}"}
        elif not slash:
            found.add(name)
    found |= {unquote(word) for word in found}
    return frozenset(word for word in found if len(word) >= _LEAST)


def pattern_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Make what finds any of some words, standing for themselves; None where there are none."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    if not longest_first:
        return None
    parts = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<![\w%])(?:{parts})(?![\w%-])", re.IGNORECASE)


def texts_with(
    connection: sqlite3.Connection, pattern: re.Pattern[str]
) -> Iterator[tuple[str, int, Row, Row]]:
    """Give table, rowid, old and new values of what names the page in what is kept beside pages."""
    for table in tables_of(connection):
        if table in _LEFT:
            continue
        texts = [name for name, kind in columns_stored(connection, table).items() if kind == "TEXT"]
        for rowid, *values in _values(connection, table, texts):
            old = {n: v for n, v in zip(texts, values, strict=True) if v and pattern.search(v)}
            if old:
                yield table, rowid, old, {n: pattern.sub(GONE, v) for n, v in old.items()}


def _values(
    connection: sqlite3.Connection, table: str, texts: list[str]
) -> list[tuple[int, *tuple[str | None, ...]]]:
    if not texts:
        return []
    try:
        return connection.execute(f"SELECT rowid, {', '.join(texts)} FROM {table}").fetchall()  # noqa: S608
    except sqlite3.OperationalError:  # a table without rowid holds ids and keys alone
        return []
