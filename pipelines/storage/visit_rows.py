"""One visit, stored: its page, snapshot, records, and what it tells of other pages."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from crawler import clock
from crawler.items import Rejection
from pipelines.storage.absence import count_known, note_return
from pipelines.storage.appearance_rows import note_found
from pipelines.storage.cards import note_cards
from pipelines.storage.entry_rows import store_entries
from pipelines.storage.moves import checked, follow
from pipelines.storage.page_rows import Validators, finish_visit, page_of
from pipelines.storage.reader_rows import cause_of, note_reader
from pipelines.storage.record_rows import store_record
from pipelines.storage.rows import Row, insert
from pipelines.storage.run_health import fared, note_way
from pipelines.storage.runs import count, tally
from pipelines.storage.seen import Seen
from pipelines.storage.snapshot_rows import store_snapshot
from pipelines.storage.told_rows import seen_in_feed
from pipelines.storage.twins import is_unchanged_text, must_wait, settle_twins
from pipelines.visits import NormalizedVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored visit: its page, and the validators that wait for the end of the run."""

    page_id: int
    seen: Seen
    validators: Validators = field(default_factory=dict)


def store_visit(connection: sqlite3.Connection, visit: NormalizedVisit, run_id: int) -> Stored:
    """Write all that a visit brought, in the caller's transaction."""
    asked = page_of(connection, visit)
    visit = checked(connection, asked, visit)
    counts = tally(visit) + count_known(connection, asked, visit) + fared(asked, visit)
    same = is_unchanged_text(connection, asked, visit)
    page = follow(connection, asked, visit, run_id)
    seen = _seen(connection, visit, page, run_id)
    validators: Validators = {}
    if not must_wait(connection, page, visit, seen):
        written, validators = _store(connection, page, visit, seen)
        counts += written
        settle_twins(connection, (asked, page), visit, seen, same=same)
    listed = [entry.record for entry in visit.entries if entry.record]
    count(connection, run_id, counts, (*visit.records, *listed))
    return Stored(page_id=page["id"], seen=seen, validators=validators)


def _store(
    connection: sqlite3.Connection, page: Row, visit: NormalizedVisit, seen: Seen
) -> tuple[Counter[str], Validators]:
    there = seen_in_feed(connection, visit, seen)
    written: Counter[str] = Counter(
        store_record(connection, record, there) for record in visit.records
    )
    if visit.records or visit.entries:
        note_reader(connection, page, visit.parser)
    for fault in (visit.rejection, *visit.faults):
        if fault is not None:
            insert(connection, "rejects", _reject(fault, visit, seen))
    new = note_found(connection, visit, page, seen.run_id)
    written += store_entries(connection, visit, seen)
    note_cards(connection, visit)
    note_way(connection, seen.run_id, visit)
    created = written["created"]
    brought = created + written["joined"] > 0 and bool(visit.records)
    validators = finish_visit(connection, page, visit, changed=brought, new=new)
    note_return(connection, page, seen)
    same = written["unchanged"]
    return Counter(created=created, same=same, reread=written["pending"] + same), validators


def _seen(connection: sqlite3.Connection, visit: NormalizedVisit, page: Row, run_id: int) -> Seen:
    cause = cause_of(connection, page, visit.parser)
    return Seen(
        at=clock.to_text(visit.fetched_at),
        source_id=visit.place.source_id,
        run_id=run_id,
        page_id=page["id"],
        page_key=page["key"],
        snapshot_id=store_snapshot(connection, visit, page["id"], run_id),
        parser=visit.parser,
        cause=cause,
    )


def _reject(rejection: Rejection, visit: NormalizedVisit, seen: Seen) -> Row:
    facts = {"run_id": seen.run_id, "page_id": seen.page_id, "snapshot_id": seen.snapshot_id}
    return {**facts, "url": visit.place.url, "seen_at": seen.at} | {
        "reason": rejection.reason,
        "detail": rejection.detail,
    }
