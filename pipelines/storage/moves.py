"""Moves: a record follows its page to another address, with key and history."""

import sqlite3
from dataclasses import replace

from crawler import clock
from crawler.items import Rejection
from pipelines.revisits import MOVED
from pipelines.sameness import is_alike
from pipelines.storage.merging import merge
from pipelines.storage.page_records import TABLES, RecordName, records_of
from pipelines.storage.page_rows import page_at, page_of
from pipelines.storage.rows import Row, columns_of, update
from pipelines.storage.seen import Seen, record_event
from pipelines.storage.versions import stored_record
from pipelines.visits import NormalizedVisit, outcome

_ANSWERED = {"record", "unchanged"}
_FORGET = {"etag": None, "last_modified": None, "body_sha256": None, "led_to": None}
_ALIVE = {"first_failed": None, "confirmations": 0, "missing_since": None, "gone_at": None}


def checked(connection: sqlite3.Connection, page: Row, visit: NormalizedVisit) -> NormalizedVisit:
    """Give a visit as it counts: a page that leads to another record for good is not there."""
    known = records_of(connection, page["id"]) if visit.moved_to and visit.records else []
    stored = stored_record(connection, (known[0].kind, known[0].id)) if known else None
    if stored is None or is_alike(stored, columns_of(visit.records[0])):
        return visit
    detail = f"leads to another page: {visit.final_url}"
    rejection = Rejection(reason="soft_404", detail=detail)
    return replace(visit, records=(), rejection=rejection, moved_to=None)


def follow(connection: sqlite3.Connection, page: Row, visit: NormalizedVisit, run_id: int) -> Row:
    """Give the page that a visit is of: the one asked for, or the one that it has moved to.

    A record of the first goes over to the second. An address that led elsewhere from the first
    is a page like others, unless what it leads to is known already.
    """
    key = visit.moved_to
    if key is None or outcome(visit) not in _ANSWERED:
        return page
    target = page_at(connection, page["source_id"], key)
    known = target is not None and (records_of(connection, target["id"]) or target["twin_of"])
    if not known and not records_of(connection, page["id"]):
        return page
    if target is None:
        place = replace(visit.place, key=key, url=visit.final_url or visit.place.url)
        target = page_of(connection, replace(visit, place=place))
    at = clock.to_text(visit.fetched_at)
    seen = _seen(target, run_id, at)
    move_records(connection, page, target, (visit.final_url or target["url"], seen))
    answered = {"visits": page["visits"] + 1, "last_fetched": at, "http_status": visit.http_status}
    update(connection, "pages", page["id"], answered)
    update(connection, "pages", target["id"], {"read_by": page["read_by"]})
    fresh = page_at(connection, page["source_id"], key)
    assert fresh is not None
    return fresh


def move_records(
    connection: sqlite3.Connection, page: Row, target: Row, to: tuple[str, Seen]
) -> None:
    """Let a page's records be those of another, with an event unless they stood there already.

    `to` is the address that they have now, and when it was seen. Where both pages have a record,
    the two are one: the older stays.
    """
    url, seen = to
    there = records_of(connection, target["id"])
    for record in records_of(connection, page["id"]):
        twin = next((one for one in there if one.kind == record.kind), None)
        kept = _merge(connection, record, twin, seen) if twin else record
        stored = stored_record(connection, (kept.kind, kept.id))
        place = {"page_id": target["id"], "url": url}
        update(connection, TABLES[kept.kind], kept.id, place)
        if stored is not None and stored["url"] != url:
            happened = "moved" if kept == record else "refreshed"
            record_event(connection, happened, (kept.kind, kept.key), seen)
    turn_to_moved(connection, page["id"], target["id"], seen.at)


def turn_to_moved(connection: sqlite3.Connection, page_id: int, target_id: int, at: str) -> None:
    """Mark a page as an address of another, which is visited in its stead."""
    rest = clock.to_text(clock.from_text(at) + MOVED)
    row = {"state": "moved", "moved_to": target_id, "twin_of": None, "next_visit": rest}
    update(connection, "pages", page_id, row | {"failures": 0} | _FORGET | _ALIVE)


def _merge(
    connection: sqlite3.Connection, one: RecordName, other: RecordName, seen: Seen
) -> RecordName:
    """Let two records be the older of them."""
    kept, gone = sorted((one, other), key=lambda record: record.id)
    merge(connection, gone, kept.id, seen)
    return kept


def _seen(page: Row, run_id: int, at: str) -> Seen:
    return Seen(
        at=at,
        source_id=page["source_id"],
        run_id=run_id,
        page_id=page["id"],
        page_key=page["key"],
        snapshot_id=None,
    )
