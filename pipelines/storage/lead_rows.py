"""Leads as rows: found anew from the store as it stands, each keeping when it was first seen."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipelines.leads.model import Lead
from pipelines.storage.connection import immediate, opened
from pipelines.storage.lead_claims import apart_leads, checksum_leads, sums_leads, term_leads
from pipelines.storage.lead_history import edited_leads, vanished_leads
from pipelines.storage.lead_organisations import name_leads, number_leads

_RULES: tuple[Callable[[sqlite3.Connection], Iterator[Lead]], ...] = (
    *(sums_leads, apart_leads, term_leads, checksum_leads),
    *(vanished_leads, edited_leads, name_leads, number_leads),
)
_COLUMNS = (
    *("kind", "source_id", "grant_id", "organisation_id", "field", "one", "one_origin"),
    *("one_snapshot_id", "one_grant_id", "other", "other_origin", "other_snapshot_id"),
    *("other_grant_id", "title", "region"),
)
_STORE = f"""
    INSERT INTO found_leads (key, {", ".join(_COLUMNS)}, first_seen, last_seen)
    VALUES (:key, {", ".join(f":{name}" for name in _COLUMNS)}, :at, :at)
    ON CONFLICT (key) DO UPDATE SET last_seen = :at, settled_at = NULL,
        {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)}
"""  # noqa: S608
_OF_GRANT = "SELECT title, region FROM grants WHERE id = ?"
_OF_ORGANISATION = "SELECT name, region FROM organisations WHERE id = ?"
_OPEN = "SELECT key FROM found_leads WHERE settled_at IS NULL"
_SETTLE = "UPDATE found_leads SET settled_at = ? WHERE key = ?"


def find_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Give every lead of the store as it stands; of two with one key the first."""
    known: set[str] = set()
    for rule in _RULES:
        for lead in rule(connection):
            if lead.key not in known:
                known.add(lead.key)
                yield lead


def store_leads(path: Path, leads: Iterable[Lead], at: str) -> None:
    """Store the leads of now in one transaction; those that hold no more are settled.

    `at` is the moment, UTC as stored. Raises StorageError.
    """
    with opened(path) as db, immediate(db) as connection:
        gone = {key for (key,) in connection.execute(_OPEN)}
        for lead in leads:
            connection.execute(_STORE, _row(connection, lead) | {"at": at})
            gone.discard(lead.key)
        connection.executemany(_SETTLE, [(at, key) for key in gone])


def _row(connection: sqlite3.Connection, lead: Lead) -> dict[str, object]:
    of_grant = (_OF_GRANT, lead.grant_id), (_OF_ORGANISATION, lead.organisation_id)
    asked = of_grant[0] if lead.grant_id is not None else of_grant[1]
    title, region = connection.execute(asked[0], (asked[1],)).fetchone() or (None, None)
    row: dict[str, object] = {"key": lead.key, "kind": lead.kind, "field": lead.field}
    row |= {"source_id": lead.source_id, "grant_id": lead.grant_id, "title": title}
    row |= {"organisation_id": lead.organisation_id, "region": region}
    for side, proof in (("one", lead.one), ("other", lead.other)):
        row |= {side: proof.said, f"{side}_origin": proof.origin}
        row |= {f"{side}_snapshot_id": proof.snapshot_id, f"{side}_grant_id": proof.grant_id}
    return row
