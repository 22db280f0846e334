"""Organisations that are known from a removed application alone, and names that only it printed."""

import json
import sqlite3
from collections.abc import Collection

from pipelines.storage.removal_scope import Scope
from pipelines.storage.rows import Row, named

_ORPHANS = """
    SELECT * FROM organisations
    WHERE id IN (SELECT value FROM json_each(:organisations)) AND NOT EXISTS (
        SELECT 1 FROM grants WHERE organisation_id = organisations.id
            AND id NOT IN (SELECT value FROM json_each(:grants))
    )
"""
_NAMES = """
    SELECT organisation_names.* FROM organisation_names
    WHERE organisation_id IN (SELECT value FROM json_each(:organisations))
        AND name IN (SELECT value FROM json_each(:names)) AND NOT EXISTS (
            SELECT 1 FROM grants
            WHERE grants.organisation_id = organisation_names.organisation_id
                AND grants.organisation = organisation_names.name
                AND id NOT IN (SELECT value FROM json_each(:grants))
        )
"""
_OTHER_NAME = """
    SELECT name FROM organisation_names
    WHERE organisation_id = ? AND name NOT IN (SELECT value FROM json_each(?))
    ORDER BY last_seen DESC, name LIMIT 1
"""


def known_from_here_alone(connection: sqlite3.Connection, scope: Scope) -> list[Row]:
    """Give the organisations of which no application is left outside the scope."""
    return _rows(connection, _ORPHANS, scope, ())


def names_from_here_alone(connection: sqlite3.Connection, scope: Scope) -> list[Row]:
    """Give the rows of names, of organisations that stay, that no other application prints."""
    gone = {row["id"] for row in known_from_here_alone(connection, scope)}
    names = {row["organisation"] for kind, row in scope.records if kind == "grant"}
    found = _rows(connection, _NAMES, scope, names - {None})
    return [row for row in found if row["organisation_id"] not in gone]


def other_name(connection: sqlite3.Connection, organisation: Row, gone: Collection[str]) -> str:
    """Give what an organisation is called without some names: another, else its number."""
    asked = (organisation["id"], json.dumps(sorted(gone)))
    row = connection.execute(_OTHER_NAME, asked).fetchone()
    return str(row[0] if row else organisation["inn"] or organisation["ogrn"])


def _rows(
    connection: sqlite3.Connection, sql: str, scope: Scope, names: Collection[str]
) -> list[Row]:
    organisations = {row["organisation_id"] for kind, row in scope.records if kind == "grant"}
    asked = {"organisations": json.dumps(sorted(organisations - {None}))}
    asked |= {"grants": json.dumps(scope.ids("grant")), "names": json.dumps(sorted(names))}
    cursor = connection.execute(sql, asked)
    return [named(cursor, row) for row in cursor.fetchall()]
