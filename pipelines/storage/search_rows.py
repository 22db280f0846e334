"""The full-text index: the lemmas of each record under its `search_id`."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipelines.lemmas import lemmatise
from pipelines.mentions.about import regions_in
from pipelines.search_ids import search_id
from pipelines.storage.rows import one

_NAMES = {
    "article": ("author", "tags"),
    "grant": ("organisation", "application_number", "inn", "ogrn"),
    "competition": ("organiser", "regions"),
}
_TEXT = {
    "article": ("lead", "body"),
    "grant": (
        *("contest", "direction", "summary", "aims", "tasks", "social_significance"),
        *("target_groups", "geography", "address"),
    ),
    "competition": ("audience", "deadline_text", "body"),
}
PUT_LEMMAS = "INSERT OR REPLACE INTO search (rowid, title, names, text) VALUES (?, ?, ?, ?)"
_ABOUT = "UPDATE articles SET about_regions = ? WHERE id = ?"
_ORGANISATION = """
    SELECT name, inn, ogrn, (
        SELECT group_concat(DISTINCT name) FROM organisation_names WHERE organisation_id = id
    ) FROM organisations WHERE id = ?
"""

_TABLES = {
    "article": "articles",
    "grant": "grants",
    "competition": "competitions",
    "organisation": "organisations",
}
_MISSING = """
    SELECT '{kind}', id FROM {table} WHERE search_id NOT IN (SELECT rowid FROM search)
"""
_KNOWN = "SELECT search_id FROM {table}"
_SHORT = 200
_known = lru_cache(1 << 14)(lemmatise)
_STRAYS = "SELECT rowid FROM search WHERE rowid NOT IN ({known})"


def missing_from_search(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Give kind and id of the records that the index lacks."""
    parts = [_MISSING.format(kind=kind, table=table) for kind, table in _TABLES.items()]
    return [(kind, row_id) for kind, row_id in connection.execute(" UNION ALL ".join(parts))]


def strays_in_search(connection: sqlite3.Connection) -> list[int]:
    """Give the ids of entries of the index that lead to no record."""
    known = " UNION ALL ".join(_KNOWN.format(table=table) for table in _TABLES.values())
    return [row_id for (row_id,) in connection.execute(_STRAYS.format(known=known))]


def renew_search(connection: sqlite3.Connection) -> int:
    """Put into the index what it lacks, take out what leads nowhere; give how many there were."""
    missing, strays = missing_from_search(connection), strays_in_search(connection)
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(stray,) for stray in strays])
    for kind, row_id in missing:
        if kind == "organisation":
            index_organisation(connection, row_id)
            continue
        row = one(connection, f"SELECT * FROM {_TABLES[kind]} WHERE id = ?", row_id)  # noqa: S608
        index_record(connection, kind, row or {})
    return len(missing) + len(strays)


def index_record(connection: sqlite3.Connection, kind: str, row: Mapping[str, object]) -> None:
    """Put an article's, application's or call's row into the index, or renew it there.

    The regions that an article speaks of follow from the same lemmas.
    """
    lemmas = lemmas_of(kind, row)
    connection.execute(PUT_LEMMAS, lemmas)
    if kind == "article":
        regions = regions_in(f"{lemmas[1]} | {lemmas[3]}")
        connection.execute(_ABOUT, (json.dumps(regions), row["id"]))


def lemmas_of(kind: str, row: Mapping[str, object]) -> tuple[object, ...]:
    """Give the parameters of PUT_LEMMAS for a record's row."""
    names = _lemmas(row[column] for column in _NAMES[kind])
    text = _lemmas(row[column] for column in _TEXT[kind])
    return (search_id(kind, int(str(row["id"]))), lemmatise(str(row["title"])), names, text)


def index_organisation(connection: sqlite3.Connection, organisation_id: int) -> None:
    """Put an organisation with all its names into the index, or renew it there."""
    name, *names = connection.execute(_ORGANISATION, (organisation_id,)).fetchone()
    number = search_id("organisation", organisation_id)
    connection.execute(PUT_LEMMAS, (number, _lemmas([name]), _lemmas(names), ""))


def _lemmas(values: Iterable[object]) -> str:
    """Give the lemmas of values in order; names of contests and the like come again and again."""
    texts = (_words(str(value)) for value in values if value)
    return " ".join(filter(None, map(_lemmas_of, texts)))


def _lemmas_of(text: str) -> str:
    if text.isascii():  # a number; they do not come again
        return text if text.isdecimal() else lemmatise(text)
    return _known(text) if len(text) < _SHORT else lemmatise(text)


def _words(value: str) -> str:
    if not value.startswith("["):
        return value
    try:
        return "\n".join(map(str, json.loads(value)))
    except ValueError:
        return value
