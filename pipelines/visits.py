"""A visit with its records interpreted, and what kind of outcome it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.items import PageKind, Place, Rejection, Snapshot, Workbook
from pipelines.records import Record

Outcome = Literal["record", "links", "unchanged", "absent", "blocked", "error", "reject"]

_ABSENT = frozenset({"not_found", "soft_404"})
_FAILED = frozenset(
    {"http_error", "redirect_loop", "unknown_host", "unreachable", "timeout", "cut_off", "empty"}
)
DISCOVERY = frozenset({"feed", "sitemap", "listing", "open_data", "workbook"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """What a listing itself holds of one page: its record, or why there is none.

    `kind` is that of the page; `digest` is of the entry's own text, so that one which stays as it
    is costs nothing.
    """

    key: str
    url: str
    kind: PageKind
    digest: str
    record: Record | None = None
    rejection: Rejection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedVisit:
    """A `crawler.items.Visit` whose raw records have become records, or a rejection.

    `parser` is the version of the whole reader (see `pipelines.version`).
    """

    place: Place
    fetched_at: datetime
    http_status: int | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    snapshot: Snapshot | None = None
    not_modified: bool = False
    records: tuple[Record, ...] = ()
    rejection: Rejection | None = None
    links: int = 0
    found: tuple[str, ...] = ()
    entries: tuple[ListedEntry, ...] = ()
    way: str | None = None
    moved_to: str | None = None
    goes_on: str | None = None
    faults: tuple[Rejection, ...] = ()
    parser: str | None = None
    workbook: Callable[[], Workbook] | None = None


def outcome(visit: NormalizedVisit) -> Outcome:
    """Say what came of a visit.

    `absent`: the page itself says that it is not there; `blocked`: a protection answered;
    `error`: the fetch failed; `reject`: it was fetched, but is no record; `links`: a feed, sitemap
    or listing. These exclude each other, so that the counts of a run add up to its pages.
    """
    if visit.not_modified:
        return "unchanged"
    if visit.records and visit.place.kind not in DISCOVERY:
        return "record"
    if visit.rejection is None:
        return "links"
    return _failure(visit.rejection.reason)


def _failure(reason: str) -> Outcome:
    if reason == "blocked":
        return "blocked"
    if reason in _ABSENT:
        return "absent"
    return "error" if reason in _FAILED else "reject"
