"""The queue of a site that is looked over: where it names its articles, then a handful of them."""

import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.shapes import of_headlines
from crawler.frontier import Frontier
from crawler.items import PageKind, Place, Visit
from crawler.plan import Plan
from crawler.scouting import ScoutingFrontier
from crawler.sources import Source
from crawler.spider import SourceSpider
from crawler.stores import PageStore
from crawler.ways import DISCOVERY

SAMPLE = 5
"""Records that are enough to judge by."""
# Requests of each kind; eight feeds are all that are guessed where the site announces none.
MOST: dict[PageKind, int] = {"feed": 8, "sitemap": 5, "listing": 4}
MOST_PAGES = 9
# Together with the last answer's time-out and a look at the certificate: within a minute.
WAYS_SECONDS, ALL_SECONDS = 26.0, 43.0


class ProbingFrontier(ScoutingFrontier):
    """Scouts a site out as a first crawl does, but asks all ways before the first page.

    `given` are addresses of articles that a person named; they come first. What a feed names is
    an article by definition, and comes before what only looks like one.
    """

    def __init__(
        self, source: Source, plan: Plan, store: PageStore, given: Iterable[str] = ()
    ) -> None:
        self._until = {
            "ways": time.monotonic() + WAYS_SECONDS,
            "all": time.monotonic() + ALL_SECONDS,
        }
        self._asked: Counter[str] = Counter()
        self._sure: dict[str, None] = {}
        self._records = 0
        self.left: list[Place] = []
        super().__init__(source, plan, store)
        for url in given:
            key = canonical(url, source)
            self._add_page(Place(source_id=source.id, url=url, key=key, kind=source.page_kind))
            self._sure[key] = None
        self._enough = SAMPLE + len(self._sure)

    def next(self) -> Place | None:
        """Give what to ask next while there is time."""
        if time.monotonic() > self._until["all"]:
            self.lose_patience()
        return super().next()

    def take(self, visit: Visit, *, certainly_blocked: bool = False) -> None:
        """Count what came of a place; a handful of records is enough."""
        super().take(visit, certainly_blocked=certainly_blocked)
        self._records += len(visit.records) if visit.place.kind not in DISCOVERY else 0
        if self._records >= self._enough:
            self.stop("finished")

    def found_by_feed(self, place: Place, found: Iterable[Found]) -> tuple[str, ...]:
        """Queue a feed's pages and remember that they are articles."""
        keys = super().found_by_feed(place, found)
        self._sure |= dict.fromkeys(keys)
        return keys

    def found_by_listing(self, place: Place, listing: Listing) -> tuple[str, ...]:
        """Queue a listing's pages; its first page is enough if it names a handful of articles."""
        first = replace(listing, next_url=None, pattern=None)
        if self.source.bare:
            ample = self._articles(listing) >= SAMPLE
            return super().found_by_listing(place, first if ample else listing)
        return Frontier.found_by_listing(self, place, first)

    def _articles(self, listing: Listing) -> int:
        shapes = self.scout.shapes or of_headlines(listing.found)
        return len({link.url for link in listing.found if shapes.match(link.url)})

    def _pop(self) -> Place | None:
        while self._ways:
            way = self._ways.popleft()
            if self._may_ask(way):
                return way
            self.left.append(way)
        sure = [place for key in self._sure for place in self._pages if place.key == key]
        self._pages = deque(dict.fromkeys([*sure, *self._pages]))
        if self._asked["page"] >= MOST_PAGES:
            self._pages.clear()
        self._asked["page"] += 1
        return self._pages.popleft() if self._pages else None

    def _may_ask(self, way: Place) -> bool:
        self._asked[way.kind] += 1
        in_time = time.monotonic() < self._until["ways"]
        return in_time and self._asked[way.kind] <= MOST.get(way.kind, 1)


class ProbeSpider(SourceSpider):
    """One spider over one site that is looked over; `given` are articles that a person named."""

    def __init__(self, *, given: Iterable[str] = (), **arguments: Any) -> None:  # noqa: ANN401
        super().__init__(**arguments)
        self._given = tuple(given)

    def queue_of(self, source: Source, plan: Plan, store: PageStore) -> Frontier:
        """Make the queue that asks all ways first."""
        return ProbingFrontier(source, plan, store, self._given)
