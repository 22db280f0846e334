"""Revisions, one for each version of a record, and the changes that led to each."""

import json
import sqlite3
from collections.abc import Sequence

from pipelines.changes import Change
from pipelines.storage.reader_rows import Cause
from pipelines.storage.rows import Row, insert, to_json
from pipelines.storage.seen import Seen

Identity = tuple[str, int]
"""The kind and id of a record."""

_JSON = frozenset({"tags", "aims", "tasks", "target_groups", "texts", "origins", "problems"})
_OF_THE_STORE = frozenset(
    {"id", "page_id", "snapshot_id", "organisation_id", "first_seen", "last_seen"}
)


def store_revision(
    connection: sqlite3.Connection,
    record: Identity,
    row: Row,
    seen: Seen,
    cause: Cause = "source",
) -> int:
    """Store a version of a record, given as its columns, and give the revision's id."""
    kind, record_id = record
    said = {name: _plain(name, value) for name, value in row.items() if name not in _OF_THE_STORE}
    revision = {"record_kind": kind, "record_id": record_id, "snapshot_id": seen.snapshot_id}
    revision |= {"parser_version": seen.parser}
    revision |= {"seen_at": seen.at, "cause": cause, "record": to_json(said)}
    return insert(connection, "revisions", revision)


def store_changes(
    connection: sqlite3.Connection,
    record: Identity,
    version: tuple[Row, Sequence[Change]],
    seen: Seen,
    cause: Cause = "source",
) -> int:
    """Store a record's next version with its changes; give the most significant one's id.

    `version` is the record's columns as they are now, and what changed, most significant first.
    """
    row, found = version
    revision_id = store_revision(connection, record, row, seen, cause)
    common = {"revision_id": revision_id, "record_kind": record[0], "record_id": record[1]}
    common |= {"cause": cause, "seen_at": seen.at}
    ids = [insert(connection, "changes", common | _columns(change)) for change in found]
    return ids[0]


def _columns(change: Change) -> Row:
    return {
        "field": change.field,
        "old": _text(change.old),
        "new": _text(change.new),
        "significance": change.significance,
        "reasons": to_json(change.reasons),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _plain(name: str, value: object) -> object:
    return json.loads(str(value)) if name in _JSON else value
