"""What is left to do for one source in one run, newest first. It imports no Scrapy."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from crawler import clock, ways
from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.pages import kind_of, pages_of
from crawler.discovery.sitemaps import Sitemap, recent
from crawler.items import KnownPage, PageKind, Place, Rejection, Visit
from crawler.places import found_place, place_of, with_validators
from crawler.plan import Plan
from crawler.progress import Counts
from crawler.sources import Source
from crawler.stores import PageStore
from crawler.walk import Walk, proof_of
from crawler.ways import DISCOVERY

# One refused page says little of its host; several in a row say that it wants us gone, or is.
BLOCKS_IN_A_ROW = 3
SILENT_IN_A_ROW = 5
# sitemaps.org knows sitemaps and an index over them; indexes without end are a trap.
DEEPEST_SITEMAP = 4
_SILENCE = frozenset({"unknown_host", "unreachable", "timeout"})


class Frontier:
    """The queue of one source.

    First pages that are suspected missing, then what is new, each way of discovery once the pages
    of the one before are asked for, at last known pages that are due. Where the pages of a run are
    bounded, suspected ones take at most half of them.
    """

    def __init__(self, source: Source, plan: Plan, store: PageStore) -> None:
        self.source = source
        self.plan = plan
        self.store = store
        self.counts = Counts(started=clock.timestamp())
        self.reason = "finished"
        self.walks: dict[str, Walk] = {}
        self._pages: deque[Place] = deque()
        self._ways: deque[Place] = deque()
        self._seen: set[str] = set()
        self._depths: dict[str, int] = {}
        self._looked: dict[str, datetime | None] = {}
        self._granted = 0
        self._limit = min(filter(None, (plan.limit, source.budget)), default=None)
        self._asking = False
        self._ended = False
        self._blocks = 0
        self._blocked = False
        self._silent = 0
        self._due_asked = plan.narrow
        self._begin()

    def next(self) -> Place | None:
        """Give what to visit next, or None: wait for what is in flight, or all is done."""
        if not self._pages and not self._ways and not self._due_asked and not self.counts.in_flight:
            self._add_due()
        if self._at_limit():
            return None
        place = self._pop()
        if place is not None:
            self.counts.asked += 1
            self.counts.in_flight += 1
            self._granted += place.kind not in DISCOVERY
            self._asking = self._asking or place.kind in DISCOVERY
        self.counts.waiting = len(self._pages)
        return place

    def end(self) -> bool:
        """Say, once, that nothing waits and nothing is in flight."""
        if self._ended or self._pages or self._ways or self.counts.in_flight:
            return False
        self._ended = True
        if self._blocks and self._blocks == self.counts.asked:
            self.reason = "blocked"
        self.counts.state = self.reason
        return True

    def take(self, visit: Visit, *, certainly_blocked: bool = False) -> None:
        """Count what came of a place that `next` gave, and stop where asking on is wrong."""
        counts = self.counts
        counts.in_flight -= 1
        self._asking = self._asking and visit.place.kind not in DISCOVERY
        counts.not_modified += visit.not_modified
        counts.rejected += visit.rejection is not None
        counts.records += len(visit.records)
        counts.fetched += visit.http_status is not None and visit.place.kind not in DISCOVERY
        if visit.rejection and visit.place.kind == "listing":
            self._walk(visit.place).broken(visit.rejection.detail or visit.rejection.reason)
        reason = visit.rejection.reason if visit.rejection else None
        self._blocks = self._blocks + 1 if reason == "blocked" else 0
        self._blocked = self._blocked or reason == "blocked"
        self._silent = self._silent + 1 if reason in _SILENCE else 0
        if certainly_blocked or self._blocks >= BLOCKS_IN_A_ROW:
            self.stop("blocked")
        elif self._silent >= SILENT_IN_A_ROW:
            self.stop("unreachable")

    def lose_patience(self) -> None:
        """Leave the rest to the next run, if there is any: the site takes too long to answer."""
        if self._pages or self._ways:
            self.stop("slow")

    def leave(self, reason: str) -> None:
        """Stop before a place that `next` gave was asked for: nothing is known of it."""
        self.counts.in_flight -= 1
        self.counts.asked -= 1
        self.stop(reason)

    def stop(self, reason: str) -> None:
        """Drop what waits; the run ends when nothing is in flight."""
        self.reason = reason
        self._due_asked = True
        self._pages.clear()
        self._ways.clear()

    def found_by_feed(self, place: Place, found: Iterable[Found]) -> tuple[str, ...]:
        """Queue the pages of a feed; the feeds that were only to be tried after it are dropped."""
        self._ways = deque(way for way in self._ways if way.kind != "feed")
        return self._add_pages(place, found)

    def found_by_sitemap(self, place: Place, sitemap: Sitemap) -> tuple[str, ...]:
        """Queue the pages of a sitemap, and before all others the sitemaps of an index."""
        depth = self._depths.get(place.key, 1) + 1
        earliest = None if self.plan.full else self.plan.earliest(self.source)
        children = recent(sitemap.sitemaps, earliest) if depth <= DEEPEST_SITEMAP else ()
        self._depths |= {canonical(child.url): depth for child in children}
        known = self._known(child.url for child in children)
        for child in reversed(children):
            if not ways.may_rest(self.plan, known.get(canonical(child.url))):
                self._add_way("sitemap", child.url, known, found_in=place.url, first=True)
        return self._add_pages(place, sitemap.pages)

    def found_by_open_data(self, place: Place, files: Iterable[Found]) -> tuple[str, ...]:
        """Queue the workbooks that a page of open data names, but those looked at of late."""
        files = list(files)
        known = self._known(file.url for file in files)
        for file in files:
            if self.plan.full or not ways.is_resting(known.get(canonical(file.url))):
                book = self._way("workbook", file.url, found_in=place.url)
                self._push(replace(book, published=file.published), known, first=True)
        return tuple(canonical(file.url) for file in files)

    def found_by_listing(self, place: Place, listing: Listing) -> tuple[str, ...]:
        """Queue the pages of a listing, and its next page."""
        keys = pages_of(listing.found, self.source)
        known = self.store.known(self.source.id, list(keys))
        walk = self._walk(place)
        following = walk.read(place.url, listing, keys, brings_unknown=len(known) < len(keys))
        ends = following is None or self.plan.is_behind(listing.found, self.source)
        for url in (*listing.lists, *(() if ends else (following,))):
            self._add_way("listing", url, {}, found_in=walk.listing, first=True)
        if place.url == self.source.home_url and not self.source.feeds:
            for url in listing.feeds[:1]:
                self._add_way("feed", url, self._known([url]), found_in=place.url, first=True)
        return self._add_pages(place, listing.found)

    def found_by_page(self, place: Place, found: Iterable[Found]) -> tuple[str, ...]:
        """Queue what belongs to a page that has just been read: it is asked for next."""
        waiting = len(self._pages)
        keys = self._add_pages(place, found)
        self._pages.rotate(len(self._pages) - waiting)
        return keys

    def failed_listing(self, place: Place, rejection: Rejection) -> None:
        """Decide what follows a page of a listing that could not be read: of portals alone."""

    def position(self, place: Place) -> str | None:  # noqa: ARG002  of portals alone
        """Give the page at which a later run goes on with the listing of a place just read."""
        return None

    def proof(self) -> tuple[bool, dict[str, object] | None]:
        """Give whether every listing was read to its proven end, and the facts."""
        walks = [walk for way, walk in self.walks.items() if way not in self.source.news]
        listings = tuple(ways.in_months(self.source.listings, self.source, self.plan))
        complete, proof = proof_of(walks, len(listings))
        return complete and not self._blocked, proof

    def _begin(self) -> None:
        if self.plan.pages:
            self._add_given()
            return
        self._add_suspected()
        known = self._known(url for _, url in ways.declared(self.source, self.plan))
        for kind, url in ways.ways_to_ask(self.source, self.plan, known):
            self._add_way(kind, url, known)

    def _add_given(self) -> None:
        source_id = self.source.id
        keys = {canonical(url, self.source): url for url in self.plan.pages}
        known = self.store.known(source_id, list(keys))
        for key, url in keys.items():
            kind = kind_of(url, self.source)
            place = Place(source_id=source_id, url=url, key=key, kind=kind)
            self._add_page(with_validators(place, known.get(key)))

    def _add_due(self) -> None:
        self._due_asked = True
        for place in self._due(self._left):
            self._add_page(place)

    @property
    def _left(self) -> int | None:
        return None if self._limit is None else max(self._limit - self._granted, 0)

    def _due(self, most: int | None) -> Iterator[Place]:
        """Give known pages that are due, or all of a full run; none of what lists hold whole."""
        source_id = self.source.id
        due = self.store.due(source_id, clock.now(), limit=most)
        known = self.store.all(source_id) if self.plan.full else due
        visited = () if self.source.whole else known
        return (place_of(page, source_id) for page in visited if page.kind not in DISCOVERY)

    def _add_suspected(self) -> None:
        most = 0 if self.source.whole else None if self._limit is None else self._limit // 2
        for page in self.store.suspected(self.source.id, limit=most):
            self._add_page(place_of(page, self.source.id))

    def _known(self, urls: Iterable[str]) -> Mapping[str, KnownPage]:
        return self.store.known(self.source.id, [canonical(url) for url in urls])

    def _add_way(
        self,
        kind: PageKind,
        url: str,
        known: Mapping[str, KnownPage],
        *,
        found_in: str | None = None,
        first: bool = False,
    ) -> None:
        self._push(self._way(kind, url, found_in), known, first=first)

    def _way(self, kind: PageKind, url: str, found_in: str | None) -> Place:
        key = canonical(url)
        return Place(source_id=self.source.id, url=url, key=key, kind=kind, found_in=found_in)

    def _push(self, place: Place, known: Mapping[str, KnownPage], *, first: bool) -> None:
        if place.key in self._seen:
            return
        self._seen.add(place.key)
        if ways.may_be_unchanged(place.kind, self.plan):
            place = with_validators(place, known.get(place.key))
        (self._ways.appendleft if first else self._ways.append)(place)

    def _add_pages(self, place: Place, found: Iterable[Found]) -> tuple[str, ...]:
        pages = pages_of(found, self.source)
        known = self.store.known(self.source.id, list(pages))
        looked = self._last_look(place)
        for key, entry in pages.items():
            if ways.is_wanted(entry, known.get(key), looked, (self.plan, self.source)):
                self._add_page(found_place(key, entry, place, self.source, known.get(key)))
        return tuple(pages)

    def _last_look(self, place: Place) -> datetime | None:
        """Give when a feed, sitemap or listing was read well before this run."""
        first = place.found_in if place.kind == "listing" else None
        key = canonical(first) if first else place.key
        if key not in self._looked:
            way = self.store.known(self.source.id, [key]).get(key)
            self._looked[key] = way.last_seen if way else None
        return self._looked[key]

    def _add_page(self, place: Place) -> None:
        if place.key not in self._seen:
            self._seen.add(place.key)
            if not self.store.removed([place.key]):
                self._pages.append(place)

    def _pop(self) -> Place | None:
        """Pages go first; a way of discovery waits until the one before it has answered."""
        queue = self._pages or (deque() if self._asking else self._ways)
        return queue.popleft() if queue else None

    def _at_limit(self) -> bool:
        if self._left != 0 or not (self._pages or self._ways):
            return False
        self.stop("limit")
        return True

    def _walk(self, place: Place) -> Walk:
        listing = place.found_in or place.url
        month = ways.is_month(listing, self.source)
        walk = Walk(listing=listing, full=self.plan.full, archive=month)
        return self.walks.setdefault(listing, walk)
