"""What truly happened in a world, and what a monitor says happened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

TruthKind = Literal[
    "new",  # a page is published and its feed, sitemap or listing names it
    "edited",  # a headline's number, name or date, or a fact of the text
    "status",  # a card's status
    "sum",  # a card's money
    "removed",  # how: 404, 410, soft_404, front_page, delisted; until it is restored
    "restored",  # how: named again by its feed, sitemap or listing, or unnamed
    "moved",  # 301 to a new address, same content; new: that address
    "blocked",  # a whole site; how: 403, 429, guard_200, guard_403
    "failing",  # a whole site; how: 5xx, reset
    "stale",  # a feed has been silent for longer than ever before, and stays so
    # What follows is no event: a monitor that tells of it is wrong.
    "noise",  # a counter, a ticker, a session id, white space, typography, order of tags
    "empty",  # a whole site answers 200 without a body
    "truncated",  # a listing is cut, or one page of it is an empty 200
    "mismatch",  # a listing states a total that it does not hold
    "clamped",  # a page number beyond the last gives the last page
    "flapping",  # a page answers 404 for one round and is back
    "clock_skew",  # a site's dates are a day ahead
    "redesign",  # all markup of a site changes, no value does
    "encoding",  # a site turns from UTF-8 to windows-1251
    "duplicate",  # a site names one page by several addresses
    "scrolled",  # a page leaves a feed or a rolling list and lives on
    "unlisted",  # a card leaves a listing that is complete and lives on at its address
]
ReportKind = Literal[
    "new",
    "changed",
    "missing",  # a suspicion: the page itself, or a listing proven complete, says it is not there
    "gone",  # the claim that a page was removed
    "restored",
    "moved",
    "blocked",
    "failing",
    "stale",
    "redesign",
]

ALL_REPORTS: frozenset[ReportKind] = frozenset(get_args(ReportKind))
UNREADABLE: frozenset[TruthKind] = frozenset(
    {"blocked", "failing", "empty", "truncated", "mismatch"}
)
HAZARDS: tuple[TruthKind, ...] = (
    "noise",
    "empty",
    "truncated",
    "mismatch",
    "clamped",
    "flapping",
    "clock_skew",
    "redesign",
    "encoding",
    "duplicate",
    "scrolled",
    "unlisted",
    "blocked",
    "failing",
    "stale",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, at an aware moment, to a page or (page null) to a whole site.

    `page` is the page's first address. `field` is the record's column; `old` and `new` are texts
    that the field's old and new value contain. `until` is the moment from which it no longer
    shows (null: to the end). `companions` are columns that rightly change with it. `born` is the
    moment of the page's publication, `status` a card's status just before, in the site's words
    (null for articles), `gap` the longest pause that a feed had made before it fell silent.
    """

    at: datetime
    kind: TruthKind
    site: str
    page: str | None = None
    how: str = ""
    field: str | None = None
    old: str | None = None
    new: str | None = None
    until: datetime | None = None
    companions: frozenset[str] = frozenset()
    born: datetime | None = None
    status: str | None = None
    gap: timedelta | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Whether it shows at a moment."""
        return self.at <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One thing that a monitor says happened; `at` is the moment of the round that told it.

    `field`, `old` and `new` are null where the monitor knows only that the page differs.
    """

    kind: ReportKind
    site: str
    at: datetime
    url: str | None = None
    field: str | None = None
    old: str | None = None
    new: str | None = None
