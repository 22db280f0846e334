"""A record's next version: applied to its row with changes, index and event, or left waiting."""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress

from pipelines.changes import Change, changes_between, written_with
from pipelines.corrections import owns_up
from pipelines.storage.connection import savepoint
from pipelines.storage.organisation_rows import organisation_of
from pipelines.storage.page_records import TABLES
from pipelines.storage.revision_rows import (
    Identity,
    Version,
    said,
    store_changes,
    store_revision,
    waiting_versions,
)
from pipelines.storage.rows import Row, one, update
from pipelines.storage.search_rows import index_record
from pipelines.storage.seen import Seen, record_event

_REFRESHED = frozenset(
    {
        "url",
        "texts",
        "origins",
        "problems",
        "modified_utc",
        "modified_edtf",
        "organisation_id",
        "article_id",
    }
)
"""Columns that follow the page without being a change: how a value was found, and when edited."""
_CHANGED = """
    UPDATE pages SET changes = changes + 1, last_changed = max(ifnull(last_changed, ''), ?)
    WHERE id = ?
"""


class _Undo(Exception):  # noqa: N818  no error: a way out of a savepoint
    pass


def differs(connection: sqlite3.Connection, stored: Row, record: Identity, row: Row) -> bool:
    """Say whether a row brings what is neither stored nor waiting; what is settled is put away.

    A record that says again what is stored has returned from what was held.
    """
    waiting = waiting_versions(connection, record)
    pending = next((version for version in waiting if version.state == "pending"), None)
    if pending is not None:
        return bool(changes_between(stored | pending.row, row))
    if not changes_between(stored, row):
        for version in waiting:
            set_state(connection, version.id, "discarded")
        return False
    return not any(_says_the_same(version, stored, row) for version in waiting)


def is_waiting(connection: sqlite3.Connection, record: Identity) -> bool:
    """Say whether a version of a record waits for its run to be judged."""
    return any(version.state == "pending" for version in waiting_versions(connection, record))


def put_off(
    connection: sqlite3.Connection, stored: Row, record: Identity, row: Row, seen: Seen
) -> None:
    """Keep a version until its run is judged. Raises what the database would say of it then."""
    tried = _fresh(stored, row, changes_between(stored, row)) | {"id": stored["id"]}
    with suppress(_Undo), savepoint(connection):
        update(connection, TABLES[record[0]], stored["id"], tried)
        raise _Undo
    store_revision(connection, record, row, seen, "pending")


def refresh(
    connection: sqlite3.Connection, stored: Row, record: Identity, row: Row, seen: Seen
) -> None:
    """Write what follows a page without being a change; who mirrors the record hears of it."""
    fresh = _fresh(stored, row, ())
    if fresh:
        update(connection, TABLES[record[0]], stored["id"], fresh)
        record_event(connection, "refreshed", (record[0], stored["key"]), seen)


def stored_record(connection: sqlite3.Connection, record: Identity) -> Row | None:
    """Give the row of a record as it stands, or None where it is no more."""
    return one(connection, f"SELECT * FROM {TABLES[record[0]]} WHERE id = ?", record[1])  # noqa: S608


def apply_version(
    connection: sqlite3.Connection,
    stored: Row,
    version: Version,
    found: Sequence[Change],
    seen: Seen,
) -> None:
    """Make those changes of a waiting version the record's, with index and event.

    Its revision becomes that of the new version where it brings nothing else; otherwise it goes
    on waiting and the new version gets a revision of its own.
    """
    record = version.record
    whole = len(found) == len(changes_between(stored, version.row))
    row = dict(version.row) if whole else stored | _changed(version.row, found)
    if record[0] == "grant":
        row["organisation_id"] = organisation_of(connection, row, seen)
    fresh = _fresh(stored, row, found)
    fresh |= {"last_changed": seen.at, "snapshot_id": seen.snapshot_id}
    update(connection, TABLES[record[0]], stored["id"], fresh)
    index_record(connection, record[0], stored | fresh)
    now = {name: (stored | fresh)[name] for name in version.row if name in stored}
    revision_id = version.id if whole else store_revision(connection, record, now, seen)
    noted = int(owns_up(stored, version.row))
    update(connection, "revisions", revision_id, {"noted": noted})
    if whole:
        settled = {"state": "applied", "cause": seen.cause, "record": said(now)}
        update(connection, "revisions", version.id, settled)
    change_id = store_changes(connection, record, revision_id, found, seen)
    record_event(connection, "changed", (record[0], stored["key"]), seen, change_id)
    if seen.cause == "source":
        connection.execute(_CHANGED, (seen.at, stored["page_id"]))


def apply_now(
    connection: sqlite3.Connection,
    stored: Row,
    record: Identity,
    version: tuple[Row, Sequence[Change]],
    seen: Seen,
) -> None:
    """Make some changes of a row the record's at once; what was held of it is superseded."""
    row, found = version
    for held in waiting_versions(connection, record):
        if held.state == "held":
            set_state(connection, held.id, "discarded")
    revision_id = store_revision(connection, record, row, seen, "pending")
    waiting = {one.id: one for one in waiting_versions(connection, record)}
    apply_version(connection, stored, waiting[revision_id], found, seen)
    if len(found) < len(changes_between(stored, row)):  # the rest has a revision of its own
        set_state(connection, revision_id, "discarded")


def seen_then(version: Version, stored: Row, run_id: int) -> Seen:
    """Give the circumstances in which a waiting version was seen, for the run that settles it."""
    return Seen(
        at=version.seen_at,
        source_id=stored["source_id"],
        run_id=run_id,
        page_id=stored["page_id"],
        page_key=stored["key"],
        snapshot_id=version.snapshot_id,
        parser=version.parser,
        cause=version.cause,
    )


def set_state(connection: sqlite3.Connection, revision_id: int, state: str) -> None:
    """Settle a waiting version, or put it off."""
    update(connection, "revisions", revision_id, {"state": state})


def _says_the_same(version: Version, stored: Row, row: Row) -> bool:
    return not changes_between(stored | version.row, row)


def _fresh(stored: Row, row: Row, found: Sequence[Change]) -> Row:
    followed = {name: row[name] for name in _REFRESHED if name in row}
    fresh = followed | _changed(row, found)
    return {name: value for name, value in fresh.items() if value != stored.get(name)}


def _changed(row: Row, found: Sequence[Change]) -> Row:
    names = {name for change in found for name in written_with(change.field)}
    return {name: row[name] for name in names if name in row}
