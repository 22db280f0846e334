"""Taking out of a copy of the database what a public server is not to show.

What stays is listed: a table that this file does not name is emptied, so that a new one is private
until somebody decides otherwise.
"""

import sqlite3
from typing import Final

from pipelines.storage.rows import named
from pipelines.storage.search_rows import PUT_LEMMAS, lemmas_of

PUBLIC: Final = frozenset(
    {"meta", "_sqlite_migrations", "sqlite_sequence"}
    | {"sources", "pages", "snapshots", "runs", "rejects", "events"}
    | {"articles", "grants", "competitions", "organisations", "organisation_names", "stories"}
    | {"found_leads", "workbooks", "search"}
)
WITH_TEXT: Final = frozenset({"revisions", "changes", "claims", "mentions"})
"""Tables that hold the words of others, and are in a copy with full texts alone."""

_EMPTY_FTS: Final = ("_data", "_idx", "_content", "_docsize", "_config")
_TEXTS: Final = (
    "UPDATE articles SET lead = NULL, body = NULL, texts = '{}', problems = '{}'",
    """UPDATE grants SET violations = NULL, geography = NULL, summary = NULL, aims = '[]',
        tasks = '[]', social_significance = NULL, target_groups = '[]', texts = '{}',
        problems = '{}'""",
    """UPDATE competitions SET audience = NULL, deadline_text = NULL, body = NULL, texts = '{}',
        problems = '{}'""",
    # Their two sides are the words of the site, whole fields of them.
    """DELETE FROM found_leads WHERE kind = 'edited' AND field NOT LIKE '%\\_kopecks' ESCAPE '\\'
        AND field NOT IN ('status', 'evaluation', 'decided_on')""",
    "UPDATE search_content SET c2 = ''",
)
_ALWAYS: Final = (
    # What a reject says may quote the page; its address and reason stay.
    "UPDATE rejects SET detail = ''",
    "UPDATE workbooks SET problems = '[]'",
    "UPDATE sources SET told = NULL, told_at = NULL",
    "UPDATE grants SET address = NULL, texts = json_remove(texts, '$.address')",
)
_PERSONS: Final = """
    CREATE TEMP TABLE persons AS SELECT id, key, 'person/' || id AS new_key FROM organisations
    WHERE person
"""
_THEIR_GRANTS: Final = """
    CREATE TEMP TABLE their_grants AS SELECT id FROM grants
    WHERE length(inn) = 12 OR length(ogrn) = 15
        OR organisation_id IN (SELECT id FROM temp.persons)
"""
_OF_PERSONS: Final = (
    """UPDATE events SET record_key = (SELECT new_key FROM temp.persons WHERE key = record_key)
        WHERE record_kind = 'organisation' AND record_key IN (SELECT key FROM temp.persons)""",
    """UPDATE organisations SET inn = NULL, ogrn = NULL, key = 'person/' || id
        WHERE id IN (SELECT id FROM temp.persons)""",
    """UPDATE grants SET inn = NULL, ogrn = NULL, texts = '{}', problems = '{}'
        WHERE id IN (SELECT id FROM temp.their_grants)""",
    """DELETE FROM found_leads WHERE organisation_id IN (SELECT id FROM temp.persons)
        OR grant_id IN (SELECT id FROM temp.their_grants)
        OR one_grant_id IN (SELECT id FROM temp.their_grants)
        OR other_grant_id IN (SELECT id FROM temp.their_grants)""",
)
_OF_PERSONS_IN_TEXTS: Final = (
    """DELETE FROM claims WHERE field = 'address' OR (
        record_kind = 'grant' AND record_id IN (SELECT id FROM temp.their_grants))""",
    """DELETE FROM changes WHERE field = 'address' OR (
        record_kind = 'grant' AND record_id IN (SELECT id FROM temp.their_grants)) OR (
        record_kind = 'organisation' AND record_id IN (SELECT id FROM temp.persons))""",
    """DELETE FROM revisions WHERE (
        record_kind = 'grant' AND record_id IN (SELECT id FROM temp.their_grants)) OR (
        record_kind = 'organisation' AND record_id IN (SELECT id FROM temp.persons))""",
    """UPDATE revisions SET record = json_remove(record, '$.address', '$.texts.address')
        WHERE record_kind = 'grant' AND json_valid(record)""",
    """DELETE FROM mentions WHERE evidence = 'number'
        AND organisation_id IN (SELECT id FROM temp.persons)""",
)
_LEFT: Final = ("articles", "grants", "competitions", "organisations", "events")


def strip(connection: sqlite3.Connection, *, with_text: bool, at: str) -> dict[str, int]:
    """Take out of a copy what is not public.

    `connection` must be to a copy; what was taken out may lie in its file until it is vacuumed
    into another. `at` is noted as its moment. Gives how many private persons
    lost their numbers, and how many rows the tables of records have.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    with connection:
        _drop_triggers(connection)
        connection.execute(_PERSONS)
        connection.execute(_THEIR_GRANTS)
        counts = {"persons": _count(connection, "temp.persons")}
        _empty(connection, PUBLIC | (WITH_TEXT if with_text else frozenset()))
        texts = _OF_PERSONS_IN_TEXTS if with_text else _TEXTS
        for statement in (*_ALWAYS, *texts, *_OF_PERSONS):
            connection.execute(statement)
        _index_anew(connection)
        facts = {"published_at": at, "published_text": str(int(with_text))}
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())
    counts |= {table: _count(connection, table) for table in _LEFT}
    connection.execute("DROP TABLE temp.persons")
    connection.execute("DROP TABLE temp.their_grants")
    connection.execute("ANALYZE")
    return counts


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Give how many rows each table has, as `inspect-data.json` holds it."""
    return {name: _count(connection, f"[{name}]") for name in _tables(connection)}


def _empty(connection: sqlite3.Connection, kept: frozenset[str]) -> None:
    shadows = {f"search{ending}" for ending in _EMPTY_FTS}
    for name in _tables(connection):
        if name not in kept | shadows and not name.startswith("sqlite_"):
            connection.execute(f"DELETE FROM [{name}]")  # noqa: S608  a name of the schema


def _drop_triggers(connection: sqlite3.Connection) -> None:
    """Take the triggers away: nothing is written to a copy, and here each row would wake them."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in found:
        connection.execute(f"DROP TRIGGER [{name}]")


def _index_anew(connection: sqlite3.Connection) -> None:
    """Index what is left: applications and persons from their rows, the rest as it was."""
    cursor = connection.execute("SELECT * FROM grants")
    rows = (lemmas_of("grant", named(cursor, row)) for row in cursor)
    connection.executemany(PUT_LEMMAS, rows)
    connection.execute(
        "UPDATE search_content SET c1 = '' WHERE id IN ("
        "SELECT search_id FROM organisations WHERE id IN (SELECT id FROM temp.persons))"
    )
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found.fetchall()]


def _count(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0])
