"""Organisations: one for each valid INN or OGRN, with every name that a source printed."""

import json
import sqlite3
from dataclasses import replace

from pipelines.storage.rows import Row, insert, one, update
from pipelines.storage.search_rows import index_organisation
from pipelines.storage.seen import Seen, record_event

_NAME = """
    INSERT INTO organisation_names VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET last_seen = max(last_seen, excluded.last_seen)
"""
_OF_GONE = "SELECT source_id, key FROM grants WHERE organisation_id = ? ORDER BY id"
_MERGE = (
    "UPDATE grants SET organisation_id = :into WHERE organisation_id = :gone",
    "UPDATE OR IGNORE organisation_names SET organisation_id = :into WHERE organisation_id = :gone",
    "DELETE FROM organisation_names WHERE organisation_id = :gone",
    "DELETE FROM search WHERE rowid = :search",
    "DELETE FROM organisations WHERE id = :gone",
)
_BY_INN = "SELECT * FROM organisations WHERE inn = ?"
_BY_OGRN = "SELECT * FROM organisations WHERE ogrn = ?"
Numbers = tuple[str | None, str | None]
"""An INN and an OGRN, each where it is known and valid."""


def organisation_of(connection: sqlite3.Connection, grant: Row, seen: Seen) -> int | None:
    """Give the organisation that a grant's numbers name, made where it is new.

    The grant is given as its columns. A number with a problem (a wrong checksum) joins nothing.
    """
    problems = json.loads(grant["problems"])
    inn = None if "inn" in problems else grant["inn"]
    ogrn = None if "ogrn" in problems else grant["ogrn"]
    if inn is None and ogrn is None:
        return None
    stored = _stored(connection, (inn, ogrn), seen)
    row = stored or _create(connection, grant, (inn, ogrn), seen)
    named = note_name(connection, row["id"], grant["organisation"], seen)
    if stored is not None:
        _complete(connection, stored, grant, (inn, ogrn), seen)
    if named or stored is None:
        index_organisation(connection, row["id"])
    return int(row["id"])


def _stored(connection: sqlite3.Connection, numbers: Numbers, seen: Seen) -> Row | None:
    """Find an organisation: the INN decides, since an OGRN is more often misprinted.

    Two that were known by one number each turn out to be one where a source prints both.
    """
    inn, ogrn = numbers
    by_inn = one(connection, _BY_INN, inn) if inn else None
    by_ogrn = one(connection, _BY_OGRN, ogrn) if ogrn else None
    if by_inn is None:
        conflict = by_ogrn is not None and inn is not None and by_ogrn["inn"] is not None
        return None if conflict else by_ogrn
    if by_ogrn is not None and by_ogrn["inn"] is None and by_inn["ogrn"] is None:
        _merge(connection, by_ogrn, by_inn["id"], seen)
    return by_inn


def _merge(connection: sqlite3.Connection, gone: Row, into: int, seen: Seen) -> None:
    led_here = connection.execute(_OF_GONE, (gone["id"],)).fetchall()
    for sql in _MERGE:
        connection.execute(sql, {"gone": gone["id"], "into": into, "search": gone["search_id"]})
    record_event(connection, "merged", ("organisation", gone["key"]), seen)
    for source_id, key in led_here:
        here = replace(seen, source_id=source_id)
        record_event(connection, "refreshed", ("grant", key), here)
    index_organisation(connection, into)


def _create(connection: sqlite3.Connection, grant: Row, numbers: Numbers, seen: Seen) -> Row:
    inn, ogrn = numbers
    if ogrn and _is_taken(connection, "ogrn", ogrn):
        ogrn = None
    key = f"inn:{inn}" if inn else f"ogrn:{ogrn}"
    row: Row = {"key": key, "inn": inn, "ogrn": ogrn, "name": grant["organisation"] or inn or ogrn}
    row |= {"first_seen": seen.at, "last_seen": seen.at}
    row["id"] = insert(connection, "organisations", row)
    record_event(connection, "created", ("organisation", key), seen)
    return row


def _complete(
    connection: sqlite3.Connection,
    stored: Row,
    grant: Row,
    numbers: Numbers,
    seen: Seen,
) -> None:
    """Add what was not known of an organisation: a number, or a name instead of a number."""
    fresh: Row = {"last_seen": max(stored["last_seen"], seen.at)}
    for column, number in zip(("inn", "ogrn"), numbers, strict=True):
        if number and stored[column] is None and not _is_taken(connection, column, number):
            fresh[column] = number
    if grant["organisation"] and stored["name"] in {stored["inn"], stored["ogrn"]}:
        fresh["name"] = grant["organisation"]
    update(connection, "organisations", stored["id"], fresh)
    if len(fresh) > 1:
        record_event(connection, "refreshed", ("organisation", stored["key"]), seen)


def _is_taken(connection: sqlite3.Connection, column: str, number: str) -> bool:
    sql = f"SELECT 1 FROM organisations WHERE {column} = ?"  # noqa: S608
    return one(connection, sql, number) is not None


def note_name(
    connection: sqlite3.Connection, organisation_id: int, name: str | None, seen: Seen
) -> bool:
    """Note that a source printed this name; say whether it was not known under it."""
    if not name:
        return False
    sql = "SELECT 1 FROM organisation_names WHERE organisation_id = ? AND name = ?"
    known = one(connection, sql, organisation_id, name) is not None
    connection.execute(_NAME, (organisation_id, name, seen.source_id, seen.at, seen.at))
    return not known
