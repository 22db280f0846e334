"""What was removed stays away: its names are known by digests, and nothing is stored of them."""

import hashlib
import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from pipelines.records import Grant, Record
from pipelines.storage.rows import Row, named
from pipelines.visits import DISCOVERY, NormalizedVisit

_ANY = "SELECT 1 FROM removals LIMIT 1"
_BARRED = """
    SELECT sha256 FROM removals
    WHERE sha256 IN (SELECT value FROM json_each(?)) AND (NOT ? OR state = 'erased')
"""
_CASE = """
    SELECT * FROM removals WHERE case_sha256 IN (
        SELECT case_sha256 FROM removals WHERE sha256 IN (SELECT value FROM json_each(?))
    ) ORDER BY id
"""
PREFIX = "removed:"


def digest_of(name: str) -> str:
    """Give what a removed page's key or an application's number is known by: its SHA-256."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def removed_among(
    connection: sqlite3.Connection, names: Collection[str], *, erased: bool = False
) -> frozenset[str]:
    """Give those of some keys and numbers that were withheld or erased; or only the `erased`."""
    if not names or connection.execute(_ANY).fetchone() is None:
        return frozenset()
    by_digest = {digest_of(name): name for name in names}
    found = connection.execute(_BARRED, (json.dumps(list(by_digest)), erased))
    return frozenset(by_digest[digest] for (digest,) in found)


def case_of(connection: sqlite3.Connection, digests: Collection[str]) -> list[Row]:
    """Give the rows of `removals` that were written together with those of some digests."""
    cursor = connection.execute(_CASE, (json.dumps(list(digests)),))
    return [named(cursor, row) for row in cursor.fetchall()]


class Permitted(NamedTuple):
    """What may be stored of a visit, if anything; `names_erased` says that its answer must go."""

    visit: NormalizedVisit | None
    names_erased: bool = False


def permitted(connection: sqlite3.Connection, visit: NormalizedVisit) -> Permitted:
    """Give a visit without what was removed; none where it is itself of a removed page."""
    names = {visit.place.key, *visit.found, *filter(None, [visit.moved_to])}
    names |= {name for record in visit.records for name in _names(record)}
    for entry in visit.entries:
        names |= {entry.key, *(_names(entry.record) if entry.record else ())}
    barred = removed_among(connection, names)
    if not barred:
        return Permitted(visit)
    names_erased = bool(removed_among(connection, barred, erased=True))
    return Permitted(_without(visit, barred), names_erased)


def _without(visit: NormalizedVisit, barred: frozenset[str]) -> NormalizedVisit | None:
    records = tuple(one for one in visit.records if not barred & _names(one))
    is_list = visit.place.kind in DISCOVERY
    if barred & {visit.place.key, visit.moved_to} or (not is_list and records != visit.records):
        return None
    return replace(
        visit,
        records=records,
        found=tuple(key for key in visit.found if key not in barred),
        entries=tuple(
            entry
            for entry in visit.entries
            if not barred & ({entry.key} | (_names(entry.record) if entry.record else set()))
        ),
    )


def _names(record: Record) -> set[str]:
    number = record.application_number if isinstance(record, Grant) else None
    return {record.key, number} if number else {record.key}
