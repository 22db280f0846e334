"""When a page is due again, and a host that blocked us. Pure: facts in, a moment out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.items import PageKind
from pipelines.visits import DISCOVERY, Outcome

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
GONE = 30 * _DAY
"""How long a gone or moved page is left alone, unless something names it anew."""
_ARTICLE = (2 * _HOUR, 60 * _DAY)
_ABSENT_AT_MOST = _DAY
_FAILED_AT_MOST = 7 * _DAY
_REJECT = (7 * _DAY, 90 * _DAY)
_GRANT = {
    "under_review": _DAY,
    "won": 7 * _DAY,
    "not_supported": 60 * _DAY,
    "withdrawn": 60 * _DAY,
}
_GRANT_EVALUATED = 60 * _DAY
_GRANT_UNKNOWN = 7 * _DAY
# Deadlines are put off on their last day, or a few days after.
_CALL_OPEN, _CALL_UNKNOWN, _CALL_CLOSED = _DAY, 7 * _DAY, 60 * _DAY
_CALL_LINGERS = 7 * _DAY
# 28 MB of a public office's traffic, published anew about once a month; one at a new address is
# not waited for.
_WORKBOOK = 6 * _DAY
_HOST = (_HOUR, _DAY)
_LEAST_REST = timedelta(minutes=1)
# The bounds and steps of adaptive schedulers in the field: poll faster where more than two thirds
# of what a feed names is new, slower under a third, after two looks that agree.
_SLOWER, _FASTER = 1.5, 0.5
_FEW, _MANY = 1 / 3, 2 / 3
_LEAST_MINUTES, _MOST_MINUTES = 10, 24 * 60
# A feed that brings something may be looked at this much more rarely than its source asks: what it
# brings would not be lost, but be late.
_LATE = 4
_DUE_EARLY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the next visit depends on.

    `since` is the publication or, where that is not known, the first sight; `failures` counts the
    visits without a good answer since the last one; `interval`, in minutes, is the page's own or
    the source's. `closes` is the latest moment at which a call may close.
    """

    kind: PageKind
    since: datetime
    interval: int
    failures: int = 0
    status: str | None = None
    evaluation: str | None = None
    closes: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a feed, sitemap or listing is looked at: every `interval` minutes.

    `looks` counts those in a row that asked for another pace: above 0 a slower, below 0 a faster.
    """

    interval: int
    looks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look brought: `share` is that of unknown pages in what was named, None for nothing.

    `waited` is the time since the look before, None for the first.
    """

    share: float | None
    waited: timedelta | None


def learned(pace: Pace, look: Look, declared: int) -> Pace:
    """Give the pace after a look; `declared` is the source's own interval in minutes.

    A look counts if it was on time (between half and twice the interval after the last). Two in a
    row with less than a third of new entries slow the pace down by half, with more than two thirds
    double it; it stays between 10 minutes (or what is declared, if that is less) and a day, and
    within four times what is declared while there is anything new.
    """
    if look.share is None or not _on_time(pace, look):
        return pace
    turn = 1 if look.share < _FEW else -1 if look.share > _MANY else 0
    if turn == 0 or turn != pace.looks:
        return Pace(interval=pace.interval, looks=turn)
    return Pace(interval=_turned(pace.interval, turn, declared, brings=look.share > 0))


def _on_time(pace: Pace, look: Look) -> bool:
    interval = timedelta(minutes=max(pace.interval, 1))
    return look.waited is not None and interval / 2 <= look.waited <= interval * 2


def _turned(interval: int, turn: int, declared: int, *, brings: bool) -> int:
    least = max(min(_LEAST_MINUTES, declared), 1)
    late = min(_LATE * declared, _MOST_MINUTES) if brings else _MOST_MINUTES
    wanted = round(interval * (_SLOWER if turn > 0 else _FASTER))
    return max(min(wanted, max(late, declared)), least)


def host_rest(asked: timedelta | None, blocks: int) -> timedelta:
    """Give how long a host is left alone after its `blocks`-th block in a row.

    As long as it asked for, a minute at least; else an hour, doubling up to a day.
    """
    return max(asked, _LEAST_REST) if asked else _doubled(_HOST[0], blocks, _HOST[1])


def next_visit(page: PageFacts, outcome: Outcome, now: datetime) -> datetime:
    """Give the moment of the next visit after one that came out like this just now.

    Feeds and listings keep their interval, less a fifth: a crontab of the same interval starts each
    round some minutes sooner or later, and must not find them due only the next time. An article is
    looked at again when it is twice as old as now (2 hours to 60 days). A card waits by its status.
    A call is looked at daily until a week after it closes, then hardly ever.
    A failure is retried after an hour, then after twice as long each time: up to a day for a page
    that says it is not there (three such answers over 48 hours make it gone) and for feeds and
    listings, which bring all that is new, up to a week for another failed fetch.
    """
    return now + _gap(page, outcome, now)


def _gap(page: PageFacts, outcome: Outcome, now: datetime) -> timedelta:
    if outcome in {"absent", "blocked", "error"}:
        soon = outcome == "absent" or page.kind in DISCOVERY
        most = _ABSENT_AT_MOST if soon else _FAILED_AT_MOST
        return _doubled(_HOUR, page.failures, most)
    if page.kind == "workbook":
        return _WORKBOOK
    if page.kind in DISCOVERY:
        return timedelta(minutes=page.interval) * _DUE_EARLY
    if outcome == "reject":
        return _doubled(_REJECT[0], page.failures, _REJECT[1])
    if page.kind == "competition":
        return _call_gap(page, now)
    return _grant_gap(page) if page.kind == "grant" else _article_gap(page, now)


def _doubled(first: timedelta, failures: int, most: timedelta) -> timedelta:
    return min(first * (1 << min(max(failures - 1, 0), 16)), most)


def _article_gap(page: PageFacts, now: datetime) -> timedelta:
    least, most = _ARTICLE
    return min(max(now - page.since, least), most)


def _grant_gap(page: PageFacts) -> timedelta:
    if page.evaluation is not None:
        return _GRANT_EVALUATED
    return _GRANT.get(page.status or "", _GRANT_UNKNOWN)


def _call_gap(page: PageFacts, now: datetime) -> timedelta:
    if page.closes is None:
        return _CALL_CLOSED if page.status == "closed" else _CALL_UNKNOWN
    return _CALL_OPEN if now < page.closes + _CALL_LINGERS else _CALL_CLOSED
