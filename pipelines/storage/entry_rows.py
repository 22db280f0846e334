"""Entries: records that a listing holds itself, each stored as of its own page.

A Telegram post has an address though it is read from its channel's preview; an API's list may be
the only place that tells of an event. Their pages are known and never asked for.
"""

import sqlite3
from collections import Counter
from dataclasses import replace

from pipelines.storage.absence import note_return
from pipelines.storage.page_rows import page_at
from pipelines.storage.reader_rows import cause_of, note_reader
from pipelines.storage.record_rows import store_record
from pipelines.storage.rows import Row, insert, update
from pipelines.storage.seen import Seen
from pipelines.visits import ListedEntry, NormalizedVisit

_ALIVE: Row = {"first_failed": None, "confirmations": 0, "missing_since": None, "gone_at": None}
_ALIVE |= {"next_visit": None, "twin_of": None, "moved_to": None, "failures": 0}


def store_entries(
    connection: sqlite3.Connection, visit: NormalizedVisit, seen: Seen
) -> Counter[str]:
    """Store a listing's entries with their pages, and count what came of the records.

    `seen` is that of the listing. An entry that stands as it did, and was read by the same parser,
    writes nothing.
    """
    written: Counter[str] = Counter()
    for entry in visit.entries:
        page = _page(connection, entry, seen)
        if not _is_unchanged(page, entry, visit):
            written[_store(connection, page, entry, seen)] += 1
    return written


def _page(connection: sqlite3.Connection, entry: ListedEntry, seen: Seen) -> Row:
    page = page_at(connection, seen.source_id, entry.key)
    if page is not None:
        return page
    row = {"source_id": seen.source_id, "key": entry.key, "url": entry.url, "kind": entry.kind}
    insert(connection, "pages", {**row, "first_seen": seen.at})
    made = page_at(connection, seen.source_id, entry.key)
    assert made is not None
    return made


def _is_unchanged(page: Row, entry: ListedEntry, visit: NormalizedVisit) -> bool:
    same_reader = visit.parser == (page["read_by"] or page["parser_version"])
    known = page["state"] == "live" or entry.record is None
    return known and page["body_sha256"] == entry.digest and same_reader


def _store(connection: sqlite3.Connection, page: Row, entry: ListedEntry, seen: Seen) -> str:
    here = replace(
        seen,
        page_id=page["id"],
        page_key=page["key"],
        cause=cause_of(connection, page, seen.parser),
    )
    came = "rejected"
    if entry.record is not None:
        came = store_record(connection, entry.record, here)
    elif entry.rejection is not None:
        told: Row = {"reason": entry.rejection.reason, "detail": entry.rejection.detail}
        told |= {"run_id": seen.run_id, "page_id": page["id"], "snapshot_id": seen.snapshot_id}
        insert(connection, "rejects", told | {"url": entry.url, "seen_at": seen.at})
    note_reader(connection, page, seen.parser)
    row = {"url": entry.url, "kind": entry.kind, "body_sha256": entry.digest, "last_seen": seen.at}
    row |= {"visits": page["visits"] + 1, "state": "live" if entry.record else "error"}
    row |= {"led_to": "record" if entry.record else "reject"}
    update(connection, "pages", page["id"], row | _ALIVE)
    note_return(connection, page, here)
    return came
