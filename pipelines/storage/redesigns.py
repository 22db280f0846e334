"""What a person decides of a redesign: its versions are accepted, or put away."""

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipelines.changes import changes_between
from pipelines.redesign import Signature, readings
from pipelines.storage.claim_rows import past_of
from pipelines.storage.connection import immediate, opened
from pipelines.storage.errors import StorageError
from pipelines.storage.redesign_rows import differences_of, signatures_of
from pipelines.storage.revision_rows import Version, version_of
from pipelines.storage.rows import Row, named, one, update
from pipelines.storage.versions import apply_now, seen_then, set_state, stored_record

Decision = Literal["accepted", "discarded"]
_HELD = "SELECT * FROM revisions WHERE redesign_id = ? AND state = 'held' ORDER BY id"
_LIST = """
    SELECT redesigns.*, sources.title AS title, (
        SELECT count(*) FROM revisions WHERE redesign_id = redesigns.id AND state = 'held'
    ) AS waiting
    FROM redesigns JOIN sources ON sources.id = source_id
    WHERE decided IS NULL OR :all ORDER BY redesigns.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """How many records waited, and how many of them read otherwise now."""

    records: int
    changed: int


def list_redesigns(connection: sqlite3.Connection, *, decided: bool = False) -> list[Row]:
    """Give the redesigns that wait for a person, with `waiting`, the number of their records.

    `decided` asks for the others too.
    """
    cursor = connection.execute(_LIST, {"all": decided})
    return [named(cursor, row) for row in cursor.fetchall()]


def decide_redesign(path: Path, redesign_id: int, decision: Decision, at: str) -> Decided:
    """Accept or discard what a redesign made of its records, at a moment (UTC text).

    Accepted, the fields that it explains become the records', with cause `parser`: the source
    says nothing new. Discarded, the records stay as they are. Raises StorageError where there is
    no such redesign, or it is decided already.
    """
    with opened(path) as db, immediate(db) as connection:
        redesign = one(connection, "SELECT * FROM redesigns WHERE id = ?", redesign_id)
        if redesign is None:
            raise StorageError(f"there is no redesign {redesign_id}; `dozor redesign list`")
        if redesign["decided"] is not None:
            raise StorageError(f"redesign {redesign_id} was {redesign['decision']} already")
        cursor = connection.execute(_HELD, (redesign_id,))
        versions = [version_of(named(cursor, row)) for row in cursor.fetchall()]
        changed = 0
        for version in versions:
            set_state(connection, version.id, "discarded")
            if decision == "accepted":
                changed += _accept(connection, version, redesign, at)
        update(connection, "redesigns", redesign_id, {"decided": at, "decision": decision})
    return Decided(records=len(versions), changed=changed)


def _accept(connection: sqlite3.Connection, version: Version, redesign: Row, at: str) -> bool:
    """Apply to a record as it is today what the redesign explains; say whether that was any."""
    stored = stored_record(connection, version.record)
    if stored is None:
        return False
    seen = replace(seen_then(version, stored, redesign["run_id"]), at=at, cause="parser")
    past = past_of(connection, stored, version.record, seen)
    fields = _explained(version, past, signatures_of(redesign["signature"]))
    found = [change for change in changes_between(past, version.row) if change.field in fields]
    if not found:
        return False
    apply_now(connection, stored, version.record, (version.row, found), seen)
    return True


def _explained(version: Version, past: Row, known: frozenset[Signature]) -> set[str]:
    return {
        difference.field
        for difference in differences_of(version, past)
        for way in readings(difference)
        if {(difference.field, shape) for shape in way} <= known
    }
