"""By which names organisations and applications are spoken of: folded, and kept up by events."""

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

from pipelines.lemmas import search_expression
from pipelines.mentions.find import Known
from pipelines.organisation_names import fold_name
from pipelines.search_ids import span

_LONGEST = 900  # parameters of one statement
_FEWEST_WORDS = 2  # of a name that older articles are searched for
_MOST_ARTICLES = 200
_ORGANISATION = """
    SELECT id, name FROM organisations WHERE key = :key
    UNION SELECT organisation_id, organisation_names.name FROM organisation_names
    JOIN organisations ON organisations.id = organisation_id WHERE key = :key
"""
_GRANT = "SELECT id, '«' || title || '»' FROM grants WHERE key = :key"
_KNOWN = """
    SELECT name_keys.name, kind, record_id, coalesce(organisations.region, grants.region)
    FROM name_keys
    LEFT JOIN organisations ON kind = 'organisation' AND organisations.id = record_id
    LEFT JOIN grants ON kind = 'grant' AND grants.id = record_id
    WHERE name_keys.name IN ({marks})
"""
_NUMBERS = "SELECT {column}, id FROM organisations WHERE {column} IN ({marks})"
_SPEAKING = """
    SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?
    ORDER BY rowid DESC LIMIT ?
"""


def renew_names(connection: sqlite3.Connection, kind: str, keys: Iterable[str]) -> set[str]:
    """Renew the names of the records of a kind with these keys; give names that are new."""
    sql = _ORGANISATION if kind == "organisation" else _GRANT
    fresh: set[str] = set()
    for key in keys:
        named = connection.execute(sql, {"key": key}).fetchall()
        wanted = {(fold_name(name), record_id) for record_id, name in named}
        fresh |= _put(connection, kind, {(name, one) for name, one in wanted if name})
    return fresh


def known_by_name(connection: sqlite3.Connection, names: Collection[str]) -> dict[str, list[Known]]:
    """Give who bears these folded names."""
    found: dict[str, list[Known]] = {}
    for name, kind, record_id, region in _in_parts(connection, _KNOWN, names):
        found.setdefault(name, []).append(Known(id=record_id, region=region, kind=kind))
    return found


def known_by_number(connection: sqlite3.Connection, numbers: Collection[str]) -> dict[str, int]:
    """Give the organisations with these INN or OGRN."""
    found: dict[str, int] = {}
    for column in ("inn", "ogrn"):
        found |= dict(_in_parts(connection, _NUMBERS.replace("{column}", column), numbers))
    return found


def articles_speaking_of(connection: sqlite3.Connection, name: str) -> set[int]:
    """Give the newest articles that hold the words of a folded name, as the index knows them."""
    if len(name.split()) < _FEWEST_WORDS:
        return set()
    expression = search_expression(f'"{name}"')
    found = connection.execute(_SPEAKING, (expression, *span("article"), _MOST_ARTICLES))
    return {article_id for (article_id,) in found}


def _put(connection: sqlite3.Connection, kind: str, wanted: set[tuple[str, int]]) -> set[str]:
    fresh = set()
    for record_id in {one for _, one in wanted}:
        mine = "SELECT name FROM name_keys WHERE kind = ? AND record_id = ?"
        had = {row[0] for row in connection.execute(mine, (kind, record_id))}
        have = {name for name, one in wanted if one == record_id}
        gone = "DELETE FROM name_keys WHERE name = ? AND kind = ? AND record_id = ?"
        connection.executemany(gone, [(name, kind, record_id) for name in had - have])
        put = "INSERT INTO name_keys VALUES (?, ?, ?)"
        connection.executemany(put, [(name, kind, record_id) for name in sorted(have - had)])
        fresh |= have - had
    return fresh


def _in_parts(
    connection: sqlite3.Connection, sql: str, values: Collection[str]
) -> Iterable[tuple[Any, ...]]:
    ordered = sorted(values)
    for at in range(0, len(ordered), _LONGEST):
        part = ordered[at : at + _LONGEST]
        yield from connection.execute(sql.replace("{marks}", ", ".join("?" * len(part))), part)
