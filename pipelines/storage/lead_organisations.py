"""Leads of organisations: one under several names, numbers that belong to different ones."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby

from pipelines.leads.model import Lead, Proof
from pipelines.leads.numbers import Pair, mixed_numbers, odd_ones
from pipelines.organisation_names import distinct_names, fold_name

_NAMES = """
    SELECT organisation_id, organisations.key, organisation_names.name
    FROM organisation_names JOIN organisations ON organisations.id = organisation_id
    WHERE organisation_id IN (
        SELECT organisation_id FROM organisation_names GROUP BY 1 HAVING count(DISTINCT name) > 1
    )
    GROUP BY organisation_id, organisation_names.name
    ORDER BY organisation_id, min(organisation_names.first_seen), organisation_names.name
"""
_NAMED = """
    SELECT origin, claims.snapshot_id, grants.id, grants.source_id FROM grants CROSS JOIN claims
        ON (record_kind, record_id, field) = ('grant', grants.id, 'organisation')
    WHERE organisation_id = ? AND value = ? ORDER BY grants.id LIMIT 1
"""
_PAIRS = """
    SELECT inn.value, ogrn.value FROM grants CROSS JOIN claims AS inn
        ON (inn.record_kind, inn.record_id, inn.field) = ('grant', grants.id, 'inn')
        AND inn.problem IS NULL
    CROSS JOIN claims AS ogrn
        ON (ogrn.record_kind, ogrn.record_id, ogrn.field, ogrn.origin)
            = ('grant', grants.id, 'ogrn', inn.origin) AND ogrn.problem IS NULL
    WHERE inn.value IS NOT NULL AND ogrn.value IS NOT NULL
"""
_PAIR = """
    SELECT inn.origin, inn.snapshot_id, grants.id, grants.source_id, grants.organisation_id
    FROM grants CROSS JOIN claims AS inn
        ON (inn.record_kind, inn.record_id, inn.field) = ('grant', grants.id, 'inn')
    CROSS JOIN claims AS ogrn
        ON (ogrn.record_kind, ogrn.record_id, ogrn.field, ogrn.origin)
            = ('grant', grants.id, 'ogrn', inn.origin)
    WHERE grants.organisation_id IN (
        SELECT id FROM organisations WHERE inn = :inn OR ogrn = :ogrn
    ) AND inn.value = :inn AND ogrn.value = :ogrn ORDER BY grants.id LIMIT 1
"""
_DIGEST = 6


def name_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find organisations under several names; what only is written otherwise is one name."""
    rows = connection.execute(_NAMES)
    for (row_id, key), names in groupby(rows, key=lambda row: (row[0], row[1])):
        first, *others = distinct_names([name for _, _, name in names])
        for other in others:
            digest = sha256(fold_name(other).encode()).hexdigest()[:_DIGEST]
            yield Lead(
                key=f"names:{key}:{digest}",
                kind="names",
                organisation_id=row_id,
                field="organisation",
                one=_named(connection, row_id, first),
                other=_named(connection, row_id, other),
            )


def number_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find an INN and an OGRN that stand side by side, and elsewhere beside others."""
    times = Counter[Pair]((inn, ogrn) for inn, ogrn in connection.execute(_PAIRS))
    for group in mixed_numbers(times):
        odd, usual = odd_ones(group, times)
        found = _pair(connection, odd)
        yield Lead(
            key=f"numbers:inn:{odd[0]}:ogrn:{odd[1]}",
            kind="numbers",
            source_id=found["source_id"] if found else None,
            grant_id=found["id"] if found else None,
            organisation_id=found["organisation_id"] if found else None,
            field="ogrn" if odd[0] == usual[0] else "inn",
            one=_side_by_side(odd, found),
            other=_side_by_side(usual, _pair(connection, usual)),
        )


def _named(connection: sqlite3.Connection, row_id: int, name: str) -> Proof:
    found = connection.execute(_NAMED, (row_id, name)).fetchone()
    if found is None:  # an earlier version of an application said it
        return Proof(said=name, origin="card")
    place = {"snapshot_id": found["snapshot_id"], "grant_id": found["id"]}
    return Proof(said=name, origin=found["origin"], **place)


def _pair(connection: sqlite3.Connection, pair: Pair) -> sqlite3.Row | None:
    given = {"inn": pair[0], "ogrn": pair[1]}
    row: sqlite3.Row | None = connection.execute(_PAIR, given).fetchone()
    return row


def _side_by_side(pair: Pair, found: sqlite3.Row | None) -> Proof:
    said = f"{pair[0]} / {pair[1]}"
    if found is None:
        return Proof(said=said, origin="card")
    return Proof(
        said=said,
        origin=found["origin"],
        snapshot_id=found["snapshot_id"],
        grant_id=found["id"],
    )
