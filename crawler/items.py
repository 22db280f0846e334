"""What travels from a page to the store: places to visit, raw records, visits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from crawler.raw import (
    NoWorkbook,
    Origin,
    RawArticle,
    RawCompetition,
    RawGrant,
    RawRecord,
    Workbook,
)
from crawler.told import BY_FEED, Told

__all__ = [
    "BY_FEED", "HostClaim", "KnownPage", "NamedCard", "NoWorkbook", "Origin", "PageKind", "Place",
    "RawArticle", "RawCompetition", "RawGrant", "RawRecord", "Reason", "Rejection", "RunEnded",
    "RunStarted", "Snapshot", "Visit", "Workbook",
]  # fmt: skip

PageKind = Literal[
    "article", "grant", "competition", "feed", "sitemap", "listing", "open_data", "workbook"
]
"""What a page is: `open_data` names files of data, `workbook` is such a file."""

Reason = Literal[
    "http_error",  # detail: the status
    "not_found",  # 404, 410
    "soft_404",  # says so with a 200, or leads to the front page
    "empty",  # a 200 without a body
    "blocked",  # a protection's page, or 401, 403, 429
    "shell",  # a page that a script would fill
    "not_article",  # a page of another kind
    "cut_off",  # fewer bytes than were promised, or markup that breaks off
    "no_title",
    "no_body",
    "not_xml",  # a feed or sitemap that is none
    "too_large",
    "wrong_type",
    "redirect_loop",
    "unknown_host",
    "unreachable",
    "timeout",
    "robots",
    "refused",  # an address that must not be visited: this machine, a private network
    "invalid",  # read, but no valid record
    "unjoined",  # says something of an application that nothing tells which it is
    "duplicate",  # another page of the source has the same text or number; detail names it
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page to visit, with what its request needs to know of the last visit.

    `published` is the date that the feed or listing states for it, in the site's own text. `guess`
    says that nobody named it: it is where such things often are. `body_at` is the date of the
    archive's record that has the body of the digest. `known` says that it was visited before.
    `told` is what a feed states of it that gives its whole text, `told_in` the key of that feed,
    `text_by` the extractor by which the text of its stored record was found.
    """

    source_id: str
    url: str
    key: str
    kind: PageKind
    known: bool = False
    found_in: str | None = None
    guess: bool = False
    published: str | None = None
    title: str | None = None
    told: Told | None = field(default=None, repr=False)
    told_in: str | None = None
    text_by: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    body_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """What the store remembers of a page, for a spider that decides whether to visit it.

    `last_seen` is when it last answered well; `named`, of a page that is gone, when a feed, sitemap
    or listing last named it. `failures` counts the visits since then that brought nothing.
    `text_by` is the extractor that found the text of its article; where that is its feed, `title`
    is the article's.
    """

    key: str
    url: str
    kind: PageKind
    state: str
    next_visit: datetime | None = None
    last_seen: datetime | None = None
    named: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    body_at: str | None = None
    failures: int = 0
    text_by: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCard:
    """A card that a listing of this run names, with what its row says of the application."""

    place: Place
    row: "RawGrant | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostClaim:
    """What came of a process's claim to a host.

    `ours` says that it may ask the host until the claim is given up; `last_asked` (seconds since
    1970) is when some process did so last, `delay` the pause in seconds that it kept. Else another
    process holds it, or the host wants nobody before `blocked_until`, for the `reason` in words.
    `blocks` counts the blocks since its last good answer.
    """

    ours: bool
    last_asked: float | None = None
    delay: float | None = None
    blocked_until: datetime | None = None
    reason: str = ""
    blocks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Where the archive keeps a response. `length` counts the bytes of the body as received.

    `kept_at` is the date of its record, null for a revisit, whose body an earlier record has.
    """

    warc_file: str
    warc_offset: int
    body_sha256: str
    length: int
    kept_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a page yielded no record."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at one page and what came of it: exactly one is made for every request.

    `not_modified` says that the server or the digest proved the page unchanged; then nothing else
    of it is new. `links` counts the addresses that a feed, sitemap or listing gave, `found` are
    their pages' keys, visited in this run or not, `entries` the records that a listing holds
    itself, each with the key of its own page; `way` is the key of the first page of the listing
    that this one continues. `moved_to` is the key of the page of the source that answered, where
    every redirect to it was permanent. `goes_on` is the page of a listing that a later run goes on
    at, empty where there is nothing to go on with, null where that stands as it was. `faults` say
    what of a page could not be read although the rest was. `fetched_at` is in UTC. `http_status` is
    null where nothing answered. `parser` is the version of extraction that read it.
    `workbook` opens a table of applications in the body that was archived; it raises NoWorkbook.
    """

    place: Place
    fetched_at: datetime
    http_status: int | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    snapshot: Snapshot | None = None
    not_modified: bool = False
    records: tuple[RawRecord, ...] = ()
    rejection: Rejection | None = None
    links: int = 0
    found: tuple[str, ...] = ()
    entries: tuple[RawRecord, ...] = ()
    way: str | None = None
    moved_to: str | None = None
    goes_on: str | None = None
    faults: tuple[Rejection, ...] = ()
    parser: str | None = None
    workbook: Callable[[], Workbook] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """A source's run begins; everything after it that names the source belongs to it."""

    source_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """Nothing of the source is in flight any more.

    `complete` with its `proof` (facts that JSON can hold) says that a listing was read to its
    proven end; `reason` is `finished`, `limit`, `blocked`, `busy` (another crawl was at the host),
    `unreachable` (several requests in a row found no host) or `archive_failed`.
    """

    source_id: str
    at: datetime
    reason: str = "finished"
    complete: bool = False
    proof: Mapping[str, object] | None = None
