"""Records: compared with what is stored; what differs waits until its run is judged."""

import sqlite3
from dataclasses import replace
from typing import Literal

from pipelines.changes import changes_between
from pipelines.claims import FULL, claims_of, merged
from pipelines.records import Article, Competition, Grant, Record
from pipelines.stated_bounds import with_stated_bounds
from pipelines.stated_dates import with_stated_date
from pipelines.stated_texts import is_turn, with_whole_text
from pipelines.storage.claim_rows import CLAIMED, past_of, touch_claims, write_claims
from pipelines.storage.errors import DuplicateRecord
from pipelines.storage.organisation_rows import organisation_of
from pipelines.storage.page_records import TABLES, announced_in
from pipelines.storage.result_rows import is_result, note_result, store_home, with_other_words
from pipelines.storage.revision_rows import store_revision
from pipelines.storage.rows import Row, columns_of, insert, one, update
from pipelines.storage.search_rows import index_record
from pipelines.storage.seen import Seen, record_event
from pipelines.storage.versions import apply_now, differs, is_waiting, join, put_off, refresh

Written = Literal["created", "joined", "pending", "changed", "unchanged"]
"""What came of a record; `joined` says that another origin spoke of it before."""

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

    It is compared with what its own origin said; what that says for the first time is no change.
    Raises DuplicateRecord where the stored one is of another page that is still there: then one of
    the two has another's number, and neither has changed. Raises UnjoinedRecord for a result of
    which nothing tells whose it is.
    """
    if not is_result(record):
        return _store(connection, record, seen)
    record, home = store_home(connection, record, seen)
    came = _store(connection, record, home)
    note_result(connection, record, home)
    return came


def _store(connection: sqlite3.Connection, record: Record, seen: Seen) -> Written:
    kind, seen = _KINDS[type(record)], _spoken(record, seen)
    row = _columns(connection, record, seen)
    stored = stored_as(connection, kind, record, seen)
    if stored is None:
        return _create(connection, kind, row, seen)
    identity = (kind, int(stored["id"]))
    past = past_of(connection, stored, identity, seen)
    if not past:
        _refuse_double(connection, stored, seen)
        join(connection, stored, identity, row, seen)
        return "joined"
    row = with_other_words(past, row) if is_result(record) else row
    row = _as_stated(past, row, seen)
    seen = _caused(past, row, seen)
    _touch(connection, stored, identity, seen)
    if differs(connection, past, (*identity, seen.origin), row):
        _refuse_double(connection, stored, seen)
        put_off(connection, stored, identity, row, seen)
        return "pending"
    if not changes_between(past, row):
        _refresh(connection, stored, identity, (past, row), seen)
    return "unchanged"


def store_replayed(connection: sqlite3.Connection, record: Record, seen: Seen) -> Written:
    """Store what our parser reads today of an archived page: a difference is its doing.

    It is applied at once with cause `parser`; only where a difference of the source's own still
    waits for its run to be judged does it wait behind that. A held version is superseded. A
    record that nothing is stored of is created.
    """
    if is_result(record):  # its pages are not read again once they were read
        return "unchanged"
    kind, seen = _KINDS[type(record)], _spoken(record, replace(seen, cause="parser"))
    row = _columns(connection, record, seen)
    stored = stored_as(connection, kind, record, seen)
    if stored is None:
        return _create(connection, kind, row, seen)
    identity = (kind, int(stored["id"]))
    past = past_of(connection, stored, identity, seen)
    statement = (*identity, seen.origin)
    if not past or is_waiting(connection, statement):
        return store_record(connection, record, seen)
    row = _as_stated(past, row, seen)
    if differs(connection, past, statement, row):
        found = changes_between(past, row)
        apply_now(connection, stored, identity, (row, found), seen)
        return "changed"
    if not changes_between(past, row):
        _refresh(connection, stored, identity, (past, row), seen)
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
    if seen.origin not in {None, "card"} or stored["page_id"] is None:
        return
    other = one(connection, _OTHER_PAGE, stored["page_id"], seen.page_id)
    if other is not None:
        raise DuplicateRecord(f"{stored['key']} is the record of {other['url']} too")


def _as_stated(stored: Row, row: Row, seen: Seen) -> Row:
    """Give a row with the dates that the page states no differently than before."""
    row = with_whole_text(stored, with_stated_date(stored, row))
    return with_stated_bounds(stored, row, by_source=seen.cause == "source")


def _caused(past: Row, row: Row, seen: Seen) -> Seen:
    """Lay a text that came from a feed and now from its page, or the reverse, to our reading."""
    return replace(seen, cause="parser") if is_turn(past, row) else seen


def _spoken(record: Record, seen: Seen) -> Seen:
    return replace(seen, origin=record.origin) if isinstance(record, Grant) else seen


def _columns(connection: sqlite3.Connection, record: Record, seen: Seen) -> Row:
    row = columns_of(record) | {"source_id": seen.source_id}
    if isinstance(record, Competition):
        row["article_id"] = announced_in(connection, seen.page_id)
    return row


def _touch(
    connection: sqlite3.Connection, stored: Row, record: tuple[str, int], seen: Seen
) -> None:
    """Note that a record was seen; rows that many records share note nothing of each."""
    if seen.origin is not None and seen.origin not in FULL:
        return
    last = max(stored["last_seen"], seen.at)
    update(connection, TABLES[record[0]], stored["id"], {"last_seen": last})
    if record[0] in CLAIMED:
        touch_claims(connection, record, seen)


def _refresh(
    connection: sqlite3.Connection,
    stored: Row,
    record: tuple[str, int],
    versions: tuple[Row, Row],
    seen: Seen,
) -> None:
    """Renew what is no change, where an origin's past and present differ in it at all."""
    past, row = versions
    if seen.origin in FULL:
        organisation_of(connection, stored, seen)
    if seen.origin is None or set(claims_of(row, seen.origin)) - set(claims_of(past, seen.origin)):
        refresh(connection, stored, record, row, seen)


def _create(connection: sqlite3.Connection, kind: str, row: Row, seen: Seen) -> Written:
    said = row
    if seen.origin is not None:
        row = row | merged(claims_of(said, seen.origin))
        row["organisation_id"] = organisation_of(connection, row, seen)
    page_id = seen.page_id if seen.origin in {None, "card"} else None
    row = row | {"page_id": page_id, "snapshot_id": seen.snapshot_id}
    row |= {"first_seen": seen.at, "last_seen": seen.at}
    row["id"] = insert(connection, TABLES[kind], row)
    if seen.origin is not None:
        write_claims(connection, (kind, row["id"]), said, seen)
    index_record(connection, kind, row)
    store_revision(connection, (kind, row["id"]), row, seen)
    record_event(connection, "created", (kind, row["key"]), seen)
    return "created"
