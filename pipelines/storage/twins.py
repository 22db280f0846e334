"""Twins: a new page with the text of a known one waits until the known one has answered.

It is that page moved, or an address that leads to the same: never a second record.
"""

import sqlite3
from dataclasses import replace
from datetime import timedelta

from crawler import clock
from crawler.items import Rejection
from pipelines.records import Article, Record
from pipelines.sameness import is_alike, is_same_text
from pipelines.storage.moves import move_records, turn_to_moved
from pipelines.storage.page_records import records_of
from pipelines.storage.rows import Row, columns_of, insert, named, one, update
from pipelines.storage.seen import Seen
from pipelines.storage.versions import stored_record
from pipelines.visits import NormalizedVisit, outcome

_AGAIN = timedelta(days=1)
_TITLED = """
    SELECT articles.*, pages.confirmations, pages.state FROM articles
    JOIN pages ON pages.id = page_id
    WHERE articles.source_id = ? AND title = ? AND page_id <> ? ORDER BY articles.id
"""
_TWINS = "SELECT * FROM pages WHERE twin_of = ? ORDER BY id"
_PAGE = "SELECT * FROM pages WHERE id = ?"


def must_wait(
    connection: sqlite3.Connection, page: Row, visit: NormalizedVisit, seen: Seen
) -> bool:
    """Say whether a page that has no record brings the text of another, and let it wait then.

    The other is due at once. Where it has said already that it is not there, it has moved here,
    and nothing waits.
    """
    if not visit.records or records_of(connection, page["id"]):
        return False
    twin = _twin(connection, page, visit.records[0])
    if twin is None:
        return False
    if twin["confirmations"] or twin["state"] in {"missing", "gone"}:
        old = one(connection, _PAGE, twin["page_id"])
        assert old is not None
        move_records(connection, old, page, (visit.final_url or visit.place.url, seen))
        update(connection, "pages", page["id"], {"twin_of": None})
        return False
    _wait(connection, page, visit, twin["page_id"])
    return True


def settle_twins(
    connection: sqlite3.Connection,
    pages: tuple[Row, Row],
    visit: NormalizedVisit,
    seen: Seen,
    *,
    same: bool,
) -> None:
    """Decide on the pages that waited for one; `same` says that its text is what it was.

    To be called after the visit is stored, with the page that was asked for and the one that
    answered. A block or a failure decides nothing.
    """
    asked, page = pages
    cursor = connection.execute(_TWINS, (asked["id"],))
    twins = [named(cursor, row) for row in cursor.fetchall()]
    came = outcome(visit)
    if not twins or came not in {"record", "unchanged", "absent"}:
        return
    if came == "absent":
        _move(connection, page, twins[0], seen)
        return
    for twin in twins:
        if same:
            turn_to_moved(connection, twin["id"], page["id"], seen.at)
            _note(connection, twin, page, seen)
        else:
            _look_again(connection, twin, seen.at)


def is_unchanged_text(connection: sqlite3.Connection, page: Row, visit: NormalizedVisit) -> bool:
    """Say whether a visit finds the text that is stored of its page; to be asked before it is."""
    if outcome(visit) != "record":
        return True
    stored = [stored_record(connection, (r.kind, r.id)) for r in records_of(connection, page["id"])]
    return any(row and is_same_text(row, columns_of(visit.records[0])) for row in stored)


def _twin(connection: sqlite3.Connection, page: Row, record: Record) -> Row | None:
    if not isinstance(record, Article):
        return None
    said = columns_of(record)
    cursor = connection.execute(_TITLED, (page["source_id"], record.title, page["id"]))
    titled = [named(cursor, row) for row in cursor.fetchall()]
    found = next((row for row in titled if is_same_text(row, said)), None)
    return found or _of_same_address(connection, page, said)


def _of_same_address(connection: sqlite3.Connection, page: Row, said: Row) -> Row | None:
    """Find the record that a page was a second address of, though one of them was edited since."""
    if page["state"] != "moved" or page["moved_to"] is None:
        return None
    old = one(connection, _PAGE, page["moved_to"])
    records = records_of(connection, page["moved_to"])
    stored = stored_record(connection, (records[0].kind, records[0].id)) if records else None
    if old is None or stored is None or not is_alike(stored, said):
        return None
    return stored | {"confirmations": old["confirmations"], "state": old["state"]}


def _wait(connection: sqlite3.Connection, page: Row, visit: NormalizedVisit, twin_of: int) -> None:
    at = clock.to_text(visit.fetched_at)
    row = {"twin_of": twin_of, "visits": page["visits"] + 1, "http_status": visit.http_status}
    row |= {"last_fetched": at, "last_seen": at, "url": visit.final_url or visit.place.url}
    row["next_visit"] = clock.to_text(visit.fetched_at + _AGAIN)
    update(connection, "pages", page["id"], row)
    update(connection, "pages", twin_of, {"next_visit": at})


def _move(connection: sqlite3.Connection, page: Row, twin: Row, seen: Seen) -> None:
    there = replace(seen, page_id=twin["id"], page_key=twin["key"])
    move_records(connection, page, twin, (twin["url"], there))
    alive = {"state": "live", "twin_of": None, "moved_to": None, "next_visit": seen.at}
    update(connection, "pages", twin["id"], alive)
    connection.execute(
        "UPDATE pages SET twin_of = ?, next_visit = ? WHERE twin_of = ?",
        (twin["id"], seen.at, page["id"]),
    )


def _look_again(connection: sqlite3.Connection, twin: Row, at: str) -> None:
    update(connection, "pages", twin["id"], {"twin_of": None, "next_visit": at})


def _note(connection: sqlite3.Connection, twin: Row, page: Row, seen: Seen) -> None:
    """Note why a page yields no record of its own."""
    rejection = Rejection(reason="duplicate", detail=f"the same text as {page['url']}")
    row = {"run_id": seen.run_id, "page_id": twin["id"], "url": twin["url"], "seen_at": seen.at}
    insert(connection, "rejects", row | {"reason": rejection.reason, "detail": rejection.detail})
