"""Revisions, one for each version of a record, and the changes that led to each.

A version that differs waits in state `pending` until its run is judged; then it is `applied`, or
`held` for a person where the site's redesign explains it, or `discarded`.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.items import Origin
from pipelines.changes import Change
from pipelines.storage.reader_rows import Cause
from pipelines.storage.rows import Row, insert, named, to_column, to_json
from pipelines.storage.seen import Seen

State = Literal["applied", "pending", "held", "discarded"]
Identity = tuple[str, int]
"""The kind and id of a record."""
Statement = tuple[str, int, Origin | None]
"""A record and who speaks of it."""

_JSON = frozenset(
    {"tags", "aims", "tasks", "target_groups", "regions", "texts", "origins", "problems"}
)
_OF_THE_STORE = frozenset(
    {"id", "page_id", "snapshot_id", "organisation_id", "article_id", "first_seen", "last_seen"}
)
_OF_RECORD = """
    SELECT * FROM revisions
    WHERE record_kind = ? AND record_id = ? AND state IN ('pending', 'held') ORDER BY id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A stored version of a record that waits.

    `row` holds its columns as the record's would, where `origin` is one of several what it says.
    """

    id: int
    record: Identity
    state: State
    seen_at: str
    snapshot_id: int | None
    parser: str | None
    cause: Cause
    row: Row
    origin: Origin | None = None

    @property
    def statement(self) -> Statement:
        """The record and who speaks of it."""
        return (*self.record, self.origin)


def store_revision(
    connection: sqlite3.Connection,
    record: Identity,
    row: Row,
    seen: Seen,
    state: State = "applied",
) -> int:
    """Store a version of a record, given as its columns, and give the revision's id."""
    kind, record_id = record
    revision = {"record_kind": kind, "record_id": record_id, "snapshot_id": seen.snapshot_id}
    revision |= {"seen_at": seen.at, "cause": seen.cause, "parser_version": seen.parser}
    revision["origin"] = seen.origin
    return insert(connection, "revisions", {**revision, "state": state, "record": said(row)})


def store_changes(
    connection: sqlite3.Connection,
    record: Identity,
    revision_id: int,
    found: Sequence[Change],
    seen: Seen,
) -> int:
    """Store what a revision changed, most significant first; give the first one's id."""
    common = {"revision_id": revision_id, "record_kind": record[0], "record_id": record[1]}
    common |= {"cause": seen.cause, "seen_at": seen.at, "origin": seen.origin}
    ids = [insert(connection, "changes", common | _columns(change)) for change in found]
    return ids[0]


def waiting_versions(connection: sqlite3.Connection, record: Identity) -> list[Version]:
    """Give the pending and held versions of a record, the newest first."""
    cursor = connection.execute(_OF_RECORD, record)
    return [version_of(named(cursor, row)) for row in cursor.fetchall()]


def waiting_of(connection: sqlite3.Connection, statement: Statement) -> list[Version]:
    """Give the pending and held versions of what one origin says, the newest first."""
    kind, record_id, origin = statement
    versions = waiting_versions(connection, (kind, record_id))
    return [version for version in versions if version.origin == origin]


def version_of(revision: Row) -> Version:
    """Read a row of `revisions`."""
    names = ("id", "state", "seen_at", "snapshot_id", "cause", "origin")
    columns = json.loads(revision["record"])
    return Version(
        **{name: revision[name] for name in names},
        record=(revision["record_kind"], revision["record_id"]),
        parser=revision["parser_version"],
        row={name: _column(name, value) for name, value in columns.items()},
    )


def said(row: Row) -> str:
    """Give what a version says, as JSON: all columns but the store's own."""
    kept = {name: _plain(name, value) for name, value in row.items() if name not in _OF_THE_STORE}
    return to_json(kept)


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


def _column(name: str, value: object) -> object:
    return to_column(tuple(value) if isinstance(value, list) else value) if name in _JSON else value
