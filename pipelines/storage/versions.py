"""A record's next version: applied to its row with changes, index and event, or left waiting."""

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress

from pipelines.changes import Change, changes_between, written_with
from pipelines.claims import COLUMNS
from pipelines.corrections import owns_up
from pipelines.storage.claim_rows import CLAIMED, past_of, shown, write_claims
from pipelines.storage.connection import savepoint
from pipelines.storage.organisation_rows import note_name, organisation_of
from pipelines.storage.page_records import TABLES
from pipelines.storage.revision_rows import (
    Identity,
    Statement,
    Version,
    said,
    store_changes,
    store_revision,
    waiting_of,
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


def differs(connection: sqlite3.Connection, past: Row, statement: Statement, row: Row) -> bool:
    """Say whether a row brings what is neither stored nor waiting; what is settled is put away.

    `past` is what the same origin said. A record that says it again has returned from what was
    held.
    """
    waiting = waiting_of(connection, statement)
    pending = next((version for version in waiting if version.state == "pending"), None)
    if pending is not None:
        return bool(changes_between(past | pending.row, row))
    if not changes_between(past, row):
        for version in waiting:
            set_state(connection, version.id, "discarded")
        return False
    return not any(_says_the_same(version, past, row) for version in waiting)


def is_waiting(connection: sqlite3.Connection, statement: Statement) -> bool:
    """Say whether a version of what an origin says waits for its run to be judged."""
    return any(version.state == "pending" for version in waiting_of(connection, statement))


def put_off(
    connection: sqlite3.Connection, stored: Row, record: Identity, row: Row, seen: Seen
) -> None:
    """Keep a version until its run is judged. Raises what the database would say of it then."""
    with suppress(_Undo), savepoint(connection):
        found = changes_between(past_of(connection, stored, record, seen), row)
        fresh = _written(connection, stored, record, (row, found), seen)
        update(connection, TABLES[record[0]], stored["id"], fresh | {"id": stored["id"]})
        raise _Undo
    store_revision(connection, record, row, seen, "pending")


def refresh(
    connection: sqlite3.Connection, stored: Row, record: Identity, row: Row, seen: Seen
) -> None:
    """Write what is no change: how a value was found, and an origin's first words on a field.

    Where the record now says something else, that is a version of it, without changes. Who mirrors
    the record hears of it.
    """
    fresh = _written(connection, stored, record, (row, ()), seen)
    if not fresh:
        return
    update(connection, TABLES[record[0]], stored["id"], fresh)
    if changes_between(stored, stored | fresh):
        update(connection, TABLES[record[0]], stored["id"], {"snapshot_id": seen.snapshot_id})
        index_record(connection, record[0], stored | fresh)
        store_revision(connection, record, _told(record, stored | fresh), seen)
    record_event(connection, "refreshed", (record[0], stored["key"]), seen)


def join(
    connection: sqlite3.Connection, stored: Row, record: Identity, row: Row, seen: Seen
) -> None:
    """Write an origin's first words on a record that others speak of: a version, no change."""
    fresh = _written(connection, stored, record, (row, ()), seen)
    if seen.origin == "card":
        fresh |= {"page_id": seen.page_id}
    fresh |= {"snapshot_id": seen.snapshot_id, "last_seen": max(stored["last_seen"], seen.at)}
    update(connection, TABLES[record[0]], stored["id"], fresh)
    record_event(connection, "refreshed", (record[0], stored["key"]), seen)
    index_record(connection, record[0], stored | fresh)
    store_revision(connection, record, _told(record, stored | fresh), seen)


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
    past = past_of(connection, stored, record, seen)
    whole = len(found) == len(changes_between(past, version.row))
    row = dict(version.row) if whole else past | _changed(version.row, found)
    fresh = _written(connection, stored, record, (row, found), seen)
    fresh |= {"last_changed": seen.at, "snapshot_id": seen.snapshot_id}
    update(connection, TABLES[record[0]], stored["id"], fresh)
    index_record(connection, record[0], stored | fresh)
    now = _told(record, stored | fresh, version.row)
    revision_id = version.id if whole else store_revision(connection, record, now, seen)
    noted = int(owns_up(stored, version.row))
    update(connection, "revisions", revision_id, {"noted": noted})
    if whole:
        settled = {"state": "applied", "cause": seen.cause, "record": said(now)}
        update(connection, "revisions", version.id, settled)
    change_id = store_changes(connection, record, revision_id, found, seen)
    record_event(connection, "changed", (record[0], stored["key"]), seen, change_id)
    if seen.cause == "source" and seen.origin in {None, "card"}:
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
    past = past_of(connection, stored, record, seen)
    for held in waiting_of(connection, (*record, seen.origin)):
        if held.state == "held":
            set_state(connection, held.id, "discarded")
    revision_id = store_revision(connection, record, row, seen, "pending")
    waiting = {one.id: one for one in waiting_of(connection, (*record, seen.origin))}
    apply_version(connection, stored, waiting[revision_id], found, seen)
    if len(found) < len(changes_between(past, row)):  # the rest has a revision of its own
        set_state(connection, revision_id, "discarded")


def seen_then(version: Version, stored: Row, run_id: int) -> Seen:
    """Give the circumstances in which a waiting version was seen, for the run that settles it."""
    return Seen(
        at=version.seen_at,
        source_id=stored["source_id"],
        run_id=run_id,
        page_id=stored["page_id"],  # null where no card is known: nothing is asked of it then
        page_key=stored["key"],
        snapshot_id=version.snapshot_id,
        parser=version.parser,
        cause=version.cause,
        origin=version.origin,
    )


def set_state(connection: sqlite3.Connection, revision_id: int, state: str) -> None:
    """Settle a waiting version, or put it off."""
    update(connection, "revisions", revision_id, {"state": state})


def _says_the_same(version: Version, past: Row, row: Row) -> bool:
    return not changes_between(past | version.row, row)


def _told(record: Identity, stored: Row, names: Collection[str] = ()) -> Row:
    """Give the columns that a revision tells: of a record with claims all that are claimed."""
    return {n: stored[n] for n in (COLUMNS if record[0] in CLAIMED else names) if n in stored}


def _written(
    connection: sqlite3.Connection,
    stored: Row,
    record: Identity,
    version: tuple[Row, Sequence[Change]],
    seen: Seen,
) -> Row:
    """Write the claims that a row makes, if its kind has any, and give what the record's row needs.

    `version` is the row and those of its changes that are made. What is only noise in a value is
    not written.
    """
    row, found = version
    if record[0] not in CLAIMED:
        return _fresh(stored, row, found)
    past = past_of(connection, stored, record, seen)
    said = past | _changed(row, found)
    said |= {n: value for n, value in row.items() if n not in past or n in _REFRESHED}
    write_claims(connection, record, said, seen)
    now = shown(connection, record)
    now["organisation_id"] = organisation_of(connection, stored | now, seen, changed=bool(found))
    if now["organisation_id"] and row.get("inn") == now["inn"]:
        note_name(connection, now["organisation_id"], row.get("organisation"), seen)
    return {name: value for name, value in now.items() if value != stored[name]}


def _fresh(stored: Row, row: Row, found: Sequence[Change]) -> Row:
    followed = {name: row[name] for name in _REFRESHED if name in row}
    fresh = followed | _changed(row, found)
    return {name: value for name, value in fresh.items() if value != stored.get(name)}


def _changed(row: Row, found: Sequence[Change]) -> Row:
    names = {name for change in found for name in written_with(change.field)}
    return {name: row[name] for name in names if name in row}
