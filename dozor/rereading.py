"""One archived page, read again by the parser as it is now. Nothing is stored here."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from crawler import clock
from crawler.archive import read_snapshot
from crawler.blocks import find_block
from crawler.items import Place, Rejection, Visit
from crawler.outcomes import Answer
from crawler.reading import read_answer
from crawler.sources import Source
from crawler.told import Told
from dozor.rereading_told import told_again
from pipelines.changes import Change, changes_between
from pipelines.normalize import normalize_visit
from pipelines.records import Record
from pipelines.stated_bounds import with_stated_bounds
from pipelines.stated_texts import is_of_feed
from pipelines.storage.replays import ArchivedPage, Reread
from pipelines.storage.rows import Row, columns_of

# Columns that are renewed without being a change: how values were found.
_BESIDES = ("url", "modified_utc", "modified_edtf")
_HOW = ("texts", "origins", "problems")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a page: what to write, and what to tell.

    `changes` are those of its stored record; `trouble` says why the record cannot be read again.
    """

    reread: Reread
    changes: tuple[Change, ...] = ()
    created: bool = False
    trouble: str = ""


class _Body(NamedTuple):
    snapshot: Row
    answer: Answer
    told: Told | None = None


class _Found(NamedTuple):
    """The record of a page, and the call that an article announces."""

    record: Record
    call: Record | None = None


def reread(data: Path, archived: ArchivedPage, source: Source, *, changed: bool) -> Outcome | None:
    """Read a page again from the archive of a data folder; None where nobody ever read it.

    `changed` says that the parser is another than the one that read what is stored.

    A page with a record is read as it was when the record was: what came later, and could not be
    read then or was not accepted, is left to the next visit. One that yielded none may do so now.
    """
    if archived.record is None:
        return _perhaps_new(data, archived, source)
    if archived.mixed:
        return Outcome(reread=Reread(page=archived.page, ask_again=changed))
    body = _body(data, archived.read)
    if body is not None and archived.told_by is not None:
        body = _with_told(data, archived, body, source)
    if body is None:
        trouble = "its archived answer is missing or damaged"
        return Outcome(reread=Reread(page=archived.page), trouble=trouble)
    ask_again = changed and _reads_later(data, archived, source)
    return _compared(archived, body, source, ask_again=ask_again)


def _perhaps_new(data: Path, archived: ArchivedPage, source: Source) -> Outcome | None:
    page = archived.page
    if archived.read or not archived.later:
        return None
    body = _body(data, archived.later)
    found = _read(archived, body, source) if body else None
    if body is None or not isinstance(found, _Found):
        return Outcome(reread=Reread(page=page, agrees=body is not None))
    new = Reread(
        page=page, record=found.record, call=found.call, snapshot=body.snapshot, agrees=True
    )
    return Outcome(reread=new, created=True)


def _compared(archived: ArchivedPage, body: _Body, source: Source, *, ask_again: bool) -> Outcome:
    page, stored = archived.page, archived.record
    assert stored is not None
    found = _read(archived, body, source, _stated_date(stored))
    if isinstance(found, Rejection):
        trouble = f"{found.reason}: {found.detail}" if found.detail else found.reason
        return Outcome(reread=Reread(page=page, ask_again=ask_again), trouble=trouble)
    row = columns_of(found.record)
    if archived.page["kind"] == "competition":
        row = with_stated_bounds(stored, row, by_source=False)
    changes = changes_between(stored, row)
    differs = bool(changes) or _differs_besides(stored, row)
    written = Reread(
        page=page,
        record=found.record if differs else None,
        call=found.call if differs else _call_to_write(archived.call, found.call),
        snapshot=archived.told if archived.told and is_of_feed(row) else body.snapshot,
        agrees=True,
        ask_again=ask_again,
    )
    return Outcome(reread=written, changes=changes)


def _differs_besides(stored: Row, row: Row) -> bool:
    if any(row[name] != stored[name] for name in _BESIDES if name in row):
        return True
    return any(json.loads(row[name]) != json.loads(stored[name]) for name in _HOW)


def _call_to_write(stored: Row | None, call: Record | None) -> Record | None:
    """Give the call that an article announces, where it is not stored as it reads."""
    if call is None or stored is None:
        return call
    row = with_stated_bounds(stored, columns_of(call), by_source=False)
    return call if changes_between(stored, row) or _differs_besides(stored, row) else None


def _reads_later(data: Path, archived: ArchivedPage, source: Source) -> bool:
    body = _body(data, archived.later)
    return body is not None and isinstance(_read(archived, body, source), _Found)


def _read(
    archived: ArchivedPage, body: _Body, source: Source, published: str | None = None
) -> "_Found | Rejection":
    """Extract and normalise an answer as of the moment when it came."""
    page = archived.listing or archived.page
    place = Place(
        source_id=source.id,
        url=page["url"],
        key=page["key"],
        kind=page["kind"],
        published=published,
        told=body.told,
        text_by=_found_by(archived.record),
    )
    reading = read_answer(place, body.answer, source)
    visit = normalize_visit(
        Visit(
            place=place,
            fetched_at=clock.from_text(body.snapshot["fetched_at"]),
            records=reading.records,
            rejection=reading.rejection,
            entries=tuple(raw for raw in reading.entries if raw.key == archived.page["key"]),
        )
    )
    records = (*visit.records, *(entry.record for entry in visit.entries if entry.record))
    if records:
        return _Found(*records[:2])
    return visit.rejection or Rejection(reason="invalid", detail="the page yielded no record")


def _found_by(stored: Row | None) -> str | None:
    """Give what found the text among others of its page; a feed's text is read from the feed."""
    if stored is None or is_of_feed(stored):
        return None
    found: str | None = json.loads(stored["origins"]).get("body")
    return found


def _stated_date(stored: Row) -> str | None:
    """Give the date that the feed stated, where the record took it from there."""
    origins, texts = json.loads(stored["origins"]), json.loads(stored["texts"])
    by_feed = (name for name in ("published_edtf", "published") if origins.get(name) == "feed")
    return next((texts[name] for name in by_feed if name in texts), None)


def _with_told(data: Path, archived: ArchivedPage, body: _Body, source: Source) -> _Body:
    """Add what the feed said of an article whose text it gave."""
    answer = kept_answer(data, archived.told) if archived.told else None
    if answer is None or archived.told_by is None:
        return body
    return body._replace(told=told_again(archived.page, archived.told_by, answer, source))


def _body(data: Path, snapshots: Sequence[Row]) -> _Body | None:
    """Give the newest answer with its body; None where the archive has not got it.

    A revisit refers back to an earlier answer with the same digest, which was the one read.
    """
    for snapshot in snapshots:
        same = snapshot["body_sha256"] == snapshots[0]["body_sha256"]
        if same and (answer := kept_answer(data, snapshot)):
            return _Body(snapshot, answer)
    return None


def kept_answer(data: Path, snapshot: Row) -> Answer | None:
    """Give an archived answer with its body; None where it is missing, damaged or a revisit."""
    try:
        kept = read_snapshot(data, snapshot["warc_file"], snapshot["warc_offset"])
    except (OSError, ValueError, EOFError):  # missing, torn or damaged
        return None
    if hashlib.sha256(kept.body).hexdigest() != snapshot["body_sha256"]:
        return None
    headers = {name.lower(): value for name, value in kept.headers}
    return Answer(
        status=kept.status,
        url=snapshot["final_url"],
        body=kept.body,
        content_type=headers.get("content-type", ""),
        block=find_block(kept.status, headers, kept.body),
    )
