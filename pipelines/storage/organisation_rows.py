"""Organisations: one for each valid INN or OGRN, with every name that a source printed."""

import json
import re
import sqlite3
from dataclasses import replace

from pipelines.badges import badges_of
from pipelines.organisation_names import distinct_names
from pipelines.registration_regions import region_of_inn, region_of_ogrn
from pipelines.storage.organisation_versions import (
    OneChange,
    names_of,
    organisation_created,
    organisation_version,
)
from pipelines.storage.rows import Row, insert, one, to_json, update
from pipelines.storage.search_rows import index_organisation
from pipelines.storage.seen import Seen, record_event

# A region that is known by its code; other words of a portal name none that we know.
_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_NAME = """
    INSERT INTO organisation_names VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET last_seen = max(last_seen, excluded.last_seen)
"""
_OF_GONE = "SELECT source_id, key FROM grants WHERE organisation_id = ? ORDER BY id"
_MERGE = (
    "UPDATE grants SET organisation_id = :into WHERE organisation_id = :gone",
    "UPDATE mentions SET organisation_id = :into WHERE organisation_id = :gone",
    "UPDATE found_leads SET organisation_id = :into WHERE organisation_id = :gone",
    "UPDATE OR IGNORE organisation_names SET organisation_id = :into WHERE organisation_id = :gone",
    "DELETE FROM organisation_names WHERE organisation_id = :gone",
    "DELETE FROM search WHERE rowid = :search",
    "DELETE FROM organisations WHERE id = :gone",
)
_BY_INN = "SELECT * FROM organisations WHERE inn = ?"
_BY_OGRN = "SELECT * FROM organisations WHERE ogrn = ?"
Numbers = tuple[str | None, str | None]
"""An INN and an OGRN, each where it is known and valid."""


def organisation_of(
    connection: sqlite3.Connection, grant: Row, seen: Seen, *, changed: bool = False
) -> int | None:
    """Give the organisation that a grant's numbers name, made where it is new.

    The grant is given as its columns. A number with a problem (a wrong checksum) joins nothing.
    Where the grant has `changed`, what is new of its organisation is a change of that as well; what
    an application brings that nobody knew of is a version of it and no change.
    """
    problems = json.loads(grant["problems"])
    inn = None if "inn" in problems else grant["inn"]
    ogrn = None if "ogrn" in problems else grant["ogrn"]
    if inn is None and ogrn is None:
        return None
    stored = _stored(connection, (inn, ogrn), seen)
    if stored is None:
        return _create(connection, grant, (inn, ogrn), seen)
    found = note_name(connection, stored["id"], grant["organisation"], seen)
    if found is not None:
        index_organisation(connection, stored["id"])
    news = _complete(connection, stored, grant, (inn, ogrn), seen)
    news += [("names", *found)] if found and found[0] != found[1] else []
    if news:
        organisation_version(connection, stored["id"], news if changed else (), seen)
    return int(stored["id"])


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


def _create(connection: sqlite3.Connection, grant: Row, numbers: Numbers, seen: Seen) -> int:
    inn, ogrn = numbers
    if ogrn and _is_taken(connection, "ogrn", ogrn):
        ogrn = None
    key = f"inn:{inn}" if inn else f"ogrn:{ogrn}"
    row: Row = {"key": key, "inn": inn, "ogrn": ogrn, "name": grant["organisation"] or inn or ogrn}
    row |= {"first_seen": seen.at, "last_seen": seen.at, **_region({}, grant["region"], numbers)}
    row["badges"] = badges_of(grant["texts"], "[]") or "[]"
    row["id"] = insert(connection, "organisations", row)
    names = [grant["organisation"]] if grant["organisation"] else []
    connection.executemany(_NAME, [(row["id"], n, seen.source_id, seen.at, seen.at) for n in names])
    index_organisation(connection, row["id"])
    organisation_created(connection, row, names, seen)
    return int(row["id"])


def _complete(
    connection: sqlite3.Connection, stored: Row, grant: Row, numbers: Numbers, seen: Seen
) -> list[OneChange]:
    """Add what was not known of an organisation, and give what of it is a change.

    A region is what portals and numbers lead to, and so no change of theirs.
    """
    fresh: Row = {}
    for column, number in zip(("inn", "ogrn"), numbers, strict=True):
        if number and stored[column] is None and not _is_taken(connection, column, number):
            fresh[column] = number
    if grant["organisation"] and stored["name"] in {stored["inn"], stored["ogrn"]}:
        fresh["name"] = grant["organisation"]
    badges = badges_of(grant["texts"], stored["badges"])
    fresh |= {"badges": badges} if badges else {}
    changes = [(column, stored[column], value) for column, value in fresh.items()]
    region = _region(stored, grant["region"], numbers)
    fresh |= region | ({"last_seen": seen.at} if seen.at > stored["last_seen"] else {})
    if fresh:
        update(connection, "organisations", stored["id"], fresh)
    if region and not changes:
        record_event(connection, "refreshed", ("organisation", stored["key"]), seen)
    return changes


def _region(known: Row, named: str | None, numbers: Numbers) -> Row:
    """Give the region and where it comes from: a portal's word goes before the numbers."""
    if known.get("region_from") == "portal":
        return {}
    if named and _CODE.fullmatch(named):
        return {"region": named, "region_from": "portal"}
    if known.get("region"):
        return {}
    inn, ogrn = numbers
    found = (("ogrn", region_of_ogrn(ogrn)), ("inn", region_of_inn(inn)))
    return next(({"region": code, "region_from": by} for by, code in found if code), {})


def _is_taken(connection: sqlite3.Connection, column: str, number: str) -> bool:
    sql = f"SELECT 1 FROM organisations WHERE {column} = ?"  # noqa: S608
    return one(connection, sql, number) is not None


def note_name(
    connection: sqlite3.Connection, organisation_id: int, name: str | None, seen: Seen
) -> tuple[str, str] | None:
    """Note that a source printed this name; give the distinct names before and after, as JSON.

    None says that it was known under it already. Where only the way of writing is new, both are
    the same.
    """
    if not name:
        return None
    sql = "SELECT last_seen FROM organisation_names WHERE organisation_id = ? AND name = ?"
    known = one(connection, f"{sql} AND source_id = ?", organisation_id, name, seen.source_id)
    if known is not None and known["last_seen"] >= seen.at:
        return None
    before = names_of(connection, organisation_id)
    connection.execute(_NAME, (organisation_id, name, seen.source_id, seen.at, seen.at))
    if name in before:
        return None
    return to_json(distinct_names(before)), to_json(distinct_names([*before, name]))
