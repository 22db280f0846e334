"""What the fields of a source's pages were when its own selectors still found them."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler.extraction import own
from crawler.sources import Source
from dozor.probing.facts import page_of
from dozor.rereading import kept_answer
from dozor.runs import read_only

MOST = 8
"""Pages that are enough to judge a selector by."""
_ANSWERS = 4
_ARTICLES = """
    SELECT articles.*, pages.url AS address FROM articles JOIN pages ON pages.id = page_id
    WHERE articles.source_id = ? AND state = 'live'
    ORDER BY coalesce(sort_utc, articles.first_seen) DESC LIMIT ?
"""
_SNAPSHOTS = """
    SELECT * FROM snapshots WHERE page_id = ? AND http_status = 200 AND thinned_at IS NULL
    ORDER BY id DESC LIMIT ?
"""
# The column of a record for each field that has selectors, where it is called otherwise.
_COLUMNS = {"published": "published_edtf", "modified": "modified_edtf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A page's address and, by field, the site's words that the own selectors found there."""

    url: str
    values: Mapping[str, str]


def known_before(data: Path, source: Source) -> list[Before]:
    """Give the newest articles of a source with what is known of them from before.

    Archived answers are read by the source's selectors, the newest first, until each field is
    found; where none of them has it, the stored record counts if such a selector had found it.
    Raises SetupError where there is no database.
    """
    with closing(read_only(data)) as connection:
        rows = connection.execute(_ARTICLES, (source.id, MOST)).fetchall()
        return [
            Before(url=row["address"], values=_values(data, connection, row, source))
            for row in rows
        ]


def declared_fields(source: Source) -> list[str]:
    """Give the fields that a source has selectors of its own for."""
    names = ("title", "lead", "body", "author", "published", "modified", "section", "tags")
    return [name for name in names if getattr(source.selectors, name)]


def _values(
    data: Path, connection: sqlite3.Connection, row: sqlite3.Row, source: Source
) -> dict[str, str]:
    wanted = declared_fields(source)
    found = dict(_stored(row, wanted))
    snapshots = connection.execute(_SNAPSHOTS, (row["page_id"], _ANSWERS)).fetchall()
    for read in _archived(data, snapshots, source):
        found = {name: read[name] for name in wanted if read.get(name)} | found
        if len(found) == len(wanted):
            break
    return found


def _stored(row: sqlite3.Row, wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    origins, texts = json.loads(row["origins"]), json.loads(row["texts"])
    for name in wanted:
        column = _COLUMNS.get(name, name)
        value = texts.get(column) or row[column]
        if origins.get(column) == "own" and value:
            yield name, ", ".join(json.loads(value)) if name == "tags" else value


def _archived(
    data: Path, snapshots: Sequence[sqlite3.Row], source: Source
) -> Iterator[dict[str, str]]:
    for snapshot in snapshots:
        answer = kept_answer(data, dict(snapshot))
        if answer is not None:
            read = own.read(page_of(answer, source))
            yield {k: v if isinstance(v, str) else ", ".join(v) for k, v in read.items()}
