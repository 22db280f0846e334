"""What a run is asked to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler import clock
from crawler.discovery.found import Found
from crawler.filters import Filter, read_filters
from crawler.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`pages` are visited and nothing else; `limit` bounds the pages of each source.

    `since` (UTC) leaves out pages that state an older date, unless they are known already; None
    takes the days that each source names. `full` takes every page that is known, `due` leaves out
    the feeds, sitemaps and listings whose next look has not come.

    Of portals whose engine is known: `numbers` are applications whose cards are found and visited,
    and nothing else; `filters` narrow the listing, and what it gives is visited.
    """

    pages: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    limit: int | None = None
    since: datetime | None = None
    full: bool = False
    due: bool = False

    @property
    def narrow(self) -> bool:
        """Whether the run is to visit what is named, and nothing else."""
        return bool(self.pages or self.numbers or self.filters)

    def is_behind(self, found: Iterable[Found], source: Source) -> bool:
        """Say whether a page of a list that holds records whole has only what is too old to store.

        Other lists are read on, for their proof.
        """
        if self.full or not source.whole:
            return False
        known = [entry.moment for entry in found]
        earliest = self.earliest(source)
        return bool(known) and all(moment and moment < earliest for moment in known)

    def earliest(self, source: Source) -> datetime:
        """Give the moment before which a new page of a source is too old."""
        return self.since or clock.now() - timedelta(days=source.since)


ARGUMENTS = frozenset({"pages", "numbers", "filters", "limit", "since", "full", "due"})
"""The names of a spider's arguments that make up its plan."""


def plan_of(  # noqa: PLR0913  one argument for each of a spider's
    *,
    pages: str | Iterable[str] | None = None,
    numbers: str | Iterable[str] | None = None,
    filters: str | Iterable[str] | None = None,
    limit: str | int | None = None,
    since: str | datetime | None = None,
    full: str | bool = False,
    due: str | bool = False,
) -> Plan:
    """Read the arguments of a spider, as Python gives them or as text. Raises ValueError.

    >>> plan_of(pages="https://a.example/1, https://a.example/2", limit="5").limit
    5
    """
    return Plan(
        pages=_listed(pages or ()),
        numbers=_listed(numbers or ()),
        filters=read_filters(_listed(filters or ())),
        limit=_limit(limit),
        since=_since(since),
        full=_flag(full),
        due=_flag(due),
    )


def _listed(texts: str | Iterable[str]) -> tuple[str, ...]:
    parts = texts.replace("\n", ",").split(",") if isinstance(texts, str) else texts
    return tuple(part.strip() for part in parts if part.strip())


def _flag(flag: str | bool) -> bool:
    return flag if isinstance(flag, bool) else flag.lower() in {"1", "true", "yes", "on"}


def _limit(limit: str | int | None) -> int | None:
    if limit is None or limit == "":
        return None
    try:
        number = int(limit)
    except ValueError:
        number = 0
    if number < 1:
        raise ValueError(f"limit must be a whole number of 1 or more, not {limit!r}")
    return number


def _since(since: str | datetime | None) -> datetime | None:
    if since is None or since == "":
        return None
    if isinstance(since, datetime):
        return since if since.tzinfo else since.replace(tzinfo=UTC)
    try:
        return clock.from_text(since)
    except ValueError:
        raise ValueError(f"since must be a date such as 2026-03-02, not {since!r}") from None
