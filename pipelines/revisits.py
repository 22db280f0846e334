"""When a page is due again. Pure: facts of the page in, a moment out."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the next visit depends on.

    `since` is the publication or, where that is not known, the first sight; `failures` counts the
    visits without a good answer since the last one; `interval` is the source's, in minutes.
    """

    kind: PageKind
    since: datetime
    interval: int
    failures: int = 0
    status: str | None = None
    evaluation: str | None = None


def next_visit(page: PageFacts, outcome: Outcome, now: datetime) -> datetime:
    """Give the moment of the next visit after one that came out like this just now.

    Feeds and listings keep the source's interval. An article is looked at again when it is twice
    as old as now (2 hours to 60 days). A card waits by its status. A failure is retried after an
    hour, then after twice as long each time: up to a day for a page that says it is not there
    (three such answers over 48 hours make it gone), up to a week for a failed fetch.
    """
    return now + _gap(page, outcome, now)


def _gap(page: PageFacts, outcome: Outcome, now: datetime) -> timedelta:
    if outcome in {"absent", "blocked", "error"}:
        most = _ABSENT_AT_MOST if outcome == "absent" else _FAILED_AT_MOST
        return _doubled(_HOUR, page.failures, most)
    if page.kind in DISCOVERY:
        return timedelta(minutes=page.interval)
    if outcome == "reject":
        return _doubled(_REJECT[0], page.failures, _REJECT[1])
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
