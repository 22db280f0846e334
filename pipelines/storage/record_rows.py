"""Records: compared with what is stored; what differs waits until its run is judged."""

import sqlite3
from dataclasses import replace
from typing import Literal

from pipelines.changes import changes_between
from pipelines.records import Article, Competition, Grant, Record
from pipelines.stated_bounds import with_stated_bounds
from pipelines.stated_dates import with_stated_date
from pipelines.storage.errors import DuplicateRecord
from pipelines.storage.organisation_rows import organisation_of
from pipelines.storage.page_records import TABLES, announced_in
from pipelines.storage.revision_rows import store_revision
from pipelines.storage.rows import Row, columns_of, insert, one, update
from pipelines.storage.search_rows import index_record
from pipelines.storage.seen import Seen, record_event
from pipelines.storage.versions import apply_now, differs, is_waiting, put_off, refresh

Written = Literal["created", "pending", "changed", "unchanged"]

_OTHER_PAGE = """
    SELECT url FROM pages WHERE id = ? AND id <> ?
        AND first_failed IS NULL AND state NOT IN ('missing', 'gone', 'moved')
"""
_KINDS: dict[type[Record], str] = {
    Article: "article",
    Grant: "grant",
    Competition: "competition",
}


def store_record(connection: sqlite3.Connection, record: Record, seen: Seen) -> Written:
    """Write a new record with its event; keep what differs from a stored one as `pending`.

    Raises DuplicateRecord where the stored one is of another page that is still there: then one of
    the two has another's number, and neither has changed.
    """
    kind, row = _KINDS[type(record)], _columns(record, seen)
    stored = stored_as(connection, kind, record, seen)
    if stored is None:
        return _create(connection, kind, row, seen)
    row, identity = _as_stated(stored, row, seen), (kind, stored["id"])
    _touch(connection, kind, stored, seen)
    if differs(connection, stored, identity, row):
        _refuse_double(connection, stored, seen)
        put_off(connection, stored, identity, row, seen)
        return "pending"
    if not changes_between(stored, row):
        _with_organisation(connection, kind, row, seen)
        refresh(connection, stored, identity, row, seen)
    return "unchanged"


def store_replayed(connection: sqlite3.Connection, record: Record, seen: Seen) -> Written:
    """Store what our parser reads today of an archived page: a difference is its doing.

    It is applied at once with cause `parser`; only where a difference of the source's own still
    waits for its run to be judged does it wait behind that. A held version is superseded. A
    record that nothing is stored of is created.
    """
    seen = replace(seen, cause="parser")
    kind, row = _KINDS[type(record)], _columns(record, seen)
    stored = stored_as(connection, kind, record, seen)
    if stored is None:
        return _create(connection, kind, row, seen)
    row, identity = _as_stated(stored, row, seen), (kind, stored["id"])
    if is_waiting(connection, identity):
        return store_record(connection, record, seen)
    if differs(connection, stored, identity, row):
        found = changes_between(stored, row)
        apply_now(connection, stored, identity, (row, found), seen)
        return "changed"
    if not changes_between(stored, row):
        _with_organisation(connection, kind, row, seen)
        refresh(connection, stored, identity, row, seen)
    return "unchanged"


def stored_as(connection: sqlite3.Connection, kind: str, record: Record, seen: Seen) -> Row | None:
    """Find a record by its key, else by its page: a number that appears late is no new record."""
    by_key = f"SELECT * FROM {TABLES[kind]} WHERE source_id = ? AND key = ?"  # noqa: S608
    stored = one(connection, by_key, seen.source_id, record.key)
    if stored is not None:
        return stored
    if kind != "grant":  # a page holds one, whatever its address was when it got its key
        by_page = f"SELECT * FROM {TABLES[kind]} WHERE page_id = ?"  # noqa: S608
        return one(connection, by_page, seen.page_id)
    by_page = f"SELECT * FROM {TABLES[kind]} WHERE page_id = ? AND ? IN (key, ?)"  # noqa: S608
    return one(connection, by_page, seen.page_id, seen.page_key, record.key)


def _refuse_double(connection: sqlite3.Connection, stored: Row, seen: Seen) -> None:
    other = one(connection, _OTHER_PAGE, stored["page_id"], seen.page_id)
    if other is not None:
        raise DuplicateRecord(f"{stored['key']} is the record of {other['url']} too")


def _as_stated(stored: Row, row: Row, seen: Seen) -> Row:
    """Give a row with the dates that the page states no differently than before."""
    row = with_stated_date(stored, row)
    return with_stated_bounds(stored, row, by_source=seen.cause == "source")


def _columns(record: Record, seen: Seen) -> Row:
    return columns_of(record) | {"source_id": seen.source_id}


def _with_organisation(connection: sqlite3.Connection, kind: str, row: Row, seen: Seen) -> None:
    if kind == "grant":
        row["organisation_id"] = organisation_of(connection, row, seen)
    elif kind == "competition":
        row["article_id"] = announced_in(connection, seen.page_id)


def _touch(connection: sqlite3.Connection, kind: str, stored: Row, seen: Seen) -> None:
    last = max(stored["last_seen"], seen.at)
    update(connection, TABLES[kind], stored["id"], {"last_seen": last})


def _create(connection: sqlite3.Connection, kind: str, row: Row, seen: Seen) -> Written:
    _with_organisation(connection, kind, row, seen)
    row |= {"page_id": seen.page_id, "snapshot_id": seen.snapshot_id}
    row |= {"first_seen": seen.at, "last_seen": seen.at}
    row["id"] = insert(connection, TABLES[kind], row)
    index_record(connection, kind, row)
    store_revision(connection, (kind, row["id"]), row, seen)
    record_event(connection, "created", (kind, row["key"]), seen)
    return "created"
