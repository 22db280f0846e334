"""What travels from a page to the store: places to visit, raw records, visits.

Raw records hold the site's own text; nothing in them is interpreted. `origins` names, for each
field that was found, the extractor that found it (`own`, `json-ld`, `opengraph`, `address`,
`feed`, `head`, `trafilatura`, a label's text …).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

PageKind = Literal[
    "article", "grant", "competition", "feed", "sitemap", "listing", "open_data", "workbook"
]
"""What a page is: `open_data` names files of data, `workbook` is such a file."""
Origin = Literal["card", "listing", "workbook", "results"]
"""Who speaks of an application: its own page, a row of a listing or of a workbook, its outcome."""

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
    "duplicate",  # another page of the source has the same text or number; detail names it
]

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page to visit, with what its request needs to know of the last visit.

    `published` is the date that the feed or listing states for it, in the site's own text.
    `body_at` is the date of the archive's record that has the body of the digest.
    """

    source_id: str
    url: str
    key: str
    kind: PageKind
    found_in: str | None = None
    published: str | None = None
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    body_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """What the store remembers of a page, for a spider that decides whether to visit it."""

    key: str
    url: str
    kind: PageKind
    state: str
    next_visit: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    body_at: str | None = None


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
class RawArticle:
    """A news article as its page has it. Paragraphs of the body are joined by a line break."""

    url: str
    key: str = ""
    source_id: str = ""
    timezone: str | None = None
    region: str | None = None
    title: str | None = None
    lead: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    image_url: str | None = None
    language: str | None = None
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawGrant:
    """An application for a grant as one origin has it; `unknown` keeps labels that nobody knows.

    A card speaks of everything: what it lacks, it says is not. Every other origin is sparse: null
    says nothing of a field, an empty text that its place is empty. `repeated` keeps, by field, what
    a label says that is printed once more with another value.
    """

    origin: Origin = "card"
    url: str
    key: str = ""
    source_id: str = ""
    timezone: str | None = None
    region: str | None = None
    title: str | None = None
    application_number: str | None = None
    contest: str | None = None
    direction: str | None = None
    status: str | None = None
    evaluation: str | None = None
    rating: str | None = None
    submitted: str | None = None
    decided: str | None = None
    period: str | None = None
    requested: str | None = None
    cofinancing: str | None = None
    total: str | None = None
    awarded: str | None = None
    disbursed: str | None = None
    organisation: str | None = None
    inn: str | None = None
    ogrn: str | None = None
    violations: str | None = None
    website: str | None = None
    address: str | None = None
    geography: str | None = None
    summary: str | None = None
    aims: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    social_significance: str | None = None
    target_groups: tuple[str, ...] = ()
    unknown: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    repeated: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCompetition:
    """A call for applications as its page has it; `text` is its running text.

    `window` is one text for both opening and closing («с 1 по 15 марта»). `published` is when the
    page was written, which dates without a year refer to. `unknown` keeps labels nobody knows,
    `further` what is known and has no field of its own, as the days of an event.
    """

    url: str
    key: str = ""
    source_id: str = ""
    timezone: str | None = None
    title: str | None = None
    organiser: str | None = None
    status: str | None = None
    window: str | None = None
    opens: str | None = None
    closes: str | None = None
    amount: str | None = None
    regions: tuple[str, ...] = ()
    audience: str | None = None
    published: str | None = None
    text: str | None = None
    unknown: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    further: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


RawRecord = RawArticle | RawGrant | RawCompetition


class NoWorkbook(ValueError):  # noqa: N818  it says what the file is
    """A file that is no table of projects; its text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A table of applications, read row by row; nothing of it is held but the file.

    `columns` names a field of RawGrant for each column (`starts` and `ends` make its `period`), an
    empty text for one that nobody knows, whose name stands in `headings`. `rows` gives, each time
    it is called, the number of every row in its sheet with the cells' words. `address` is where a
    person finds an application by its `{number}`; `problems` says what is wrong with the headings.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    address: str
    problems: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, tuple[str, ...]]]]


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
    workbook: Callable[[], Workbook] | None = None


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
