"""Pages: what each visit leaves behind on the row of its page."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from crawler import clock
from pipelines.revisits import Look, Pace, PageFacts, gone_rest, learned, next_visit
from pipelines.storage.rows import Row, insert, one, update
from pipelines.visits import DISCOVERY, NormalizedVisit, Outcome, outcome

if TYPE_CHECKING:
    from crawler.items import PageKind

Validators = dict[str, str | None]

_PAGE = """
    SELECT pages.*, sources.interval_minutes AS declared_minutes, sources.parser_version
    FROM pages
    JOIN sources ON sources.id = pages.source_id
    WHERE pages.source_id = ? AND pages.key = ?
"""
_ARTICLE_FACTS = "SELECT sort_utc AS since FROM articles WHERE page_id = ?"
_CALL_FACTS = "SELECT status, closes_by_utc AS closes FROM competitions WHERE page_id = ?"
_GRANT_FACTS = """
    SELECT status, evaluation FROM grants WHERE page_id = ?1
    UNION ALL SELECT status, evaluation FROM result_pages JOIN grants ON grants.id = record_id
    WHERE result_pages.page_id = ?1
"""
_FACTS = {"article": _ARTICLE_FACTS, "grant": _GRANT_FACTS, "competition": _CALL_FACTS}


def page_of(connection: sqlite3.Connection, visit: NormalizedVisit) -> Row:
    """Give the row of a visit's page, made where it is new."""
    place = visit.place
    page = page_at(connection, place.source_id, place.key)
    if page is not None:
        return _settled(connection, page, visit)
    row = {"source_id": place.source_id, "key": place.key, "url": place.url, "kind": place.kind}
    insert(connection, "pages", {**row, "first_seen": clock.to_text(visit.fetched_at)})
    made = page_at(connection, place.source_id, place.key)
    assert made is not None
    return made


def _settled(connection: sqlite3.Connection, page: Row, visit: NormalizedVisit) -> Row:
    """Give a page its kind with its first visit: it was named before anybody looked."""
    kind = visit.place.kind
    if page["visits"] or page["kind"] == kind:
        return page
    update(connection, "pages", page["id"], {"kind": kind})
    return page | {"kind": kind}


def page_at(connection: sqlite3.Connection, source_id: str, key: str) -> Row | None:
    """Give the row of the page with a key, with what its source says of it."""
    return one(connection, _PAGE, source_id, key)


def finish_visit(
    connection: sqlite3.Connection,
    page: Row,
    visit: NormalizedVisit,
    *,
    changed: bool,
    new: int = 0,
) -> Validators:
    """Write a visit to its page, after its records; `changed` says that one is new or differs.

    `new` counts the pages that a feed, sitemap or listing named for the first time. Gives its
    validators and next visit, which must wait until what it led to is stored as well (see
    `keep_validators`); those of other pages are stored here.
    """
    facts = _record_facts(connection, page)
    came = _came(page, visit, has_record=facts is not None)
    row = _seen(page, visit, came) | _state(page, visit, came, has_record=facts is not None)
    if changed:
        row |= {"last_changed": row["last_fetched"], "changes": page["changes"] + 1}
    is_look = page["kind"] in DISCOVERY and came in {"links", "unchanged"}
    row |= _pace(page, visit, new) if is_look else {}
    due = _due(page, _page_facts(page, row, facts), came, visit.fetched_at)
    later: Validators = {"next_visit": clock.to_text(due)}
    if is_look or page["kind"] not in DISCOVERY:  # a body that is no feed must not become one
        later |= _validators(visit, came)
    update(connection, "pages", page["id"], row if is_look else row | later)
    return later if is_look else {}


def keep_validators(connection: sqlite3.Connection, page_id: int, validators: Validators) -> None:
    """Store a feed's validators: all that it led to is stored."""
    update(connection, "pages", page_id, validators)


def _came(page: Row, visit: NormalizedVisit, *, has_record: bool) -> Outcome:
    """Say what came of a visit, for its page: unchanged since a reject is that reject again."""
    came = outcome(visit)
    if came != "unchanged" or page["kind"] in DISCOVERY:
        return came
    return came if has_record and page["led_to"] != "reject" else "reject"


def _seen(page: Row, visit: NormalizedVisit, came: Outcome) -> Row:
    at = clock.to_text(visit.fetched_at)
    row: Row = {"visits": page["visits"] + 1, "http_status": visit.http_status}
    row["last_fetched"] = at if visit.http_status else page["last_fetched"]
    if came in {"record", "links", "unchanged"}:
        row |= {"last_seen": at, "failures": 0}
        row["url"] = visit.final_url or visit.place.url
    else:
        as_known = page["state"] == "gone" and came == "absent"
        row["failures"] = 0 if as_known else page["failures"] + 1
        if not page["visits"]:  # a page that was only named has its key for an address
            row["url"] = visit.place.url
    return row


def _due(page: Row, facts: PageFacts, came: Outcome, at: datetime) -> datetime:
    if page["gone_at"] and came == "absent":
        return at + gone_rest(clock.from_text(page["gone_at"]), at)
    return next_visit(facts, came, at)


def _pace(page: Row, visit: NormalizedVisit, new: int) -> Row:
    """Give what a look at a feed, sitemap or listing teaches of its pace."""
    last = page["last_fetched"]
    waited = visit.fetched_at - clock.from_text(last) if last else None
    declared = page["declared_minutes"]
    before = Pace(interval=page["interval_minutes"] or declared, looks=page["looks"])
    share = 0.0 if visit.not_modified else new / len(visit.found) if visit.found else None
    after = learned(before, Look(share=share, waited=waited), declared)
    own = None if after.interval == declared else after.interval
    return {"interval_minutes": own, "looks": after.looks}


def _state(page: Row, visit: NormalizedVisit, came: Outcome, *, has_record: bool) -> Row:
    if came == "absent":
        return _absent(page, visit, has_record=has_record)
    if came in {"blocked", "error", "reject"}:
        suspected = page["state"] in {"missing", "gone", "moved"}
        return {} if suspected else {"state": "blocked" if came == "blocked" else "error"}
    alive: Row = {"first_failed": None, "confirmations": 0, "missing_since": None, "gone_at": None}
    return alive | {"state": "live", "moved_to": None, "twin_of": None}


def _absent(page: Row, visit: NormalizedVisit, *, has_record: bool) -> Row:
    """Note a page's own word that it is not there; what follows from it is judged elsewhere."""
    row: Row = {
        "first_failed": page["first_failed"] or clock.to_text(visit.fetched_at),
        "confirmations": page["confirmations"] + 1,
    }
    if page["state"] in {"blocked", "error"}:
        row["state"] = "live" if has_record or page["kind"] in DISCOVERY else "new"
    return row


def _validators(visit: NormalizedVisit, came: Outcome) -> Validators:
    """Give what proves the page unchanged next time: only beside what this answer led to."""
    if visit.rejection is not None and visit.rejection.reason == "duplicate":
        return {}  # it must be read again once the other page has left
    answered = visit.http_status == HTTPStatus.OK
    if came not in {"record", "links"} and not answered:
        return {}
    validators = {"etag": visit.etag, "last_modified": visit.last_modified}
    if visit.not_modified:  # the same body, perhaps under another tag
        return validators
    if came not in {"record", "links", "reject"}:
        return {}
    digest = visit.snapshot.body_sha256 if visit.snapshot else None
    if visit.snapshot is None or visit.snapshot.kept_at:
        validators["body_at"] = visit.snapshot.kept_at if visit.snapshot else None
    return {**validators, "body_sha256": digest, "led_to": came}


@dataclass(frozen=True, slots=True)
class _RecordFacts:
    since: datetime | None = None
    status: str | None = None
    evaluation: str | None = None
    closes: datetime | None = None


def _record_facts(connection: sqlite3.Connection, page: Row) -> _RecordFacts | None:
    sql = _FACTS.get(page["kind"])
    row = one(connection, sql, page["id"]) if sql else None
    if row is None:
        return None
    moments = {name: row.get(name) for name in ("since", "closes")}
    return _RecordFacts(
        **{name: clock.from_text(moment) for name, moment in moments.items() if moment},
        status=row.get("status"),
        evaluation=row.get("evaluation"),
    )


def _page_facts(page: Row, row: Mapping[str, object], facts: _RecordFacts | None) -> PageFacts:
    since = facts.since if facts else None
    return PageFacts(
        kind=cast("PageKind", page["kind"]),
        since=since or clock.from_text(page["first_seen"]),
        interval=cast("int", row.get("interval_minutes") or page["declared_minutes"]),
        failures=cast("int", row["failures"]),
        status=facts.status if facts else None,
        evaluation=facts.evaluation if facts else None,
        closes=facts.closes if facts else None,
    )
