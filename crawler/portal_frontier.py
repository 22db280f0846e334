"""The queue of a portal: its listing over as many runs as it takes, its cards by urgency.

A portal may list 190,000 applications. Rows of the listing say the most of each, so the listing
goes first, a bounded number of pages in a run; cards wait in the store and are visited by what the
store knows of them.
"""

from collections.abc import Iterator

from crawler import clock
from crawler.addresses import canonical
from crawler.discovery.listings import Listing, page_number, with_page
from crawler.discovery.pages import kind_of, pages_of
from crawler.filters import Filter, filtered, read_filters
from crawler.frontier import Frontier
from crawler.items import NamedCard, Place, Rejection
from crawler.places import found_place
from crawler.plan import Plan
from crawler.sources import Source
from crawler.stores import Cards, PageStore
from crawler.walk import SHORT, Walk

TRIES = 3
"""Runs in which a page of a listing may fail before the reading goes on behind it."""
MOST_PASSED = 3
"""Pages in a row that are gone past."""


class PortalFrontier(Frontier):
    """First what is suspected missing, then news and the listing, then cards that were chosen.

    Then known pages that are due and the cards that nobody chose, if they are asked for: half of
    what is left of a run's pages each, so that neither keeps the other waiting for ever.
    """

    def __init__(self, source: Source, plan: Plan, store: PageStore) -> None:
        self._named: dict[str, NamedCard] = {}
        self._positions: dict[str, str | None] = {}
        self._saved: dict[str, str | None] = {}
        self._listing_pages = 0
        self._stages = iter(("wanted", "some due", "rest", "due"))
        super().__init__(source, plan, store)

    def found_by_listing(self, place: Place, listing: Listing) -> tuple[str, ...]:
        """Queue news; let cards wait, or queue those that a narrowed run is for."""
        if (place.found_in or place.url) in self.source.news:
            return super().found_by_listing(place, listing)
        found = pages_of(listing.found, self.source)
        cards = {key: entry for key, entry in found.items() if self._is_card(entry.url)}
        rows = {row.key: row for row in listing.rows}
        visited = self.store.known(self.source.id, list(cards))
        for key, entry in cards.items():
            if key not in visited or self.plan.narrow:
                card = found_place(key, entry, place, self.source, visited.get(key))
                self._take_card(NamedCard(place=card, row=rows.get(key)))
        following = self._read_on(place, listing, tuple(cards))
        if following:
            way = self._walk(place).listing
            self._add_way("listing", following, {}, found_in=way, first=True)
        return tuple(cards)

    def failed_listing(self, place: Place, rejection: Rejection) -> None:
        """Go past a page that was tried often enough, and end at one behind the stated end.

        What is gone past is said to be a fault of the walk, which then proves nothing.
        """
        number, is_news = page_number(place.url), (place.found_in or place.url) in self.source.news
        if number is None or is_news or rejection.reason == "blocked" or self.plan.narrow:
            return
        walk = self._walk(place)
        behind = walk.is_behind_end(number, absent=rejection.reason == "not_found")
        if not behind and not self._is_tried_enough(place):
            return
        following = with_page(place.url, number + 1)
        ends = behind or self._is_one_of_many(place, number)
        if not self.plan.full:
            self._positions[place.key] = "" if ends else following
        if not ends:
            self._listing_pages += 1
            self._add_way("listing", following, {}, found_in=walk.listing, first=True)

    def _is_tried_enough(self, place: Place) -> bool:
        return self.plan.full or self._failures(place.url) + 1 >= TRIES

    def _is_one_of_many(self, place: Place, number: int) -> bool:
        """Say whether so many pages in a row failed that there is nothing to be gone past."""
        before = [with_page(place.url, number - back) for back in range(1, MOST_PASSED + 1)]
        return number > MOST_PASSED and all(map(self._failures, before))

    def _failures(self, url: str) -> int:
        key = canonical(url)
        known = self.store.known(self.source.id, [key]).get(key)
        return known.failures if known else 0

    def position(self, place: Place) -> str | None:
        """Give the page at which a later run goes on; empty: nothing; None: where it stood."""
        return self._positions.get(place.key)

    def proof(self) -> tuple[bool, dict[str, object] | None]:
        """Give the proof of the whole listing: a narrowed one proves nothing of the rest."""
        if self.plan.pages or self.plan.numbers:
            return False, None
        complete, proof = super().proof()
        if not self._filters:
            return complete, proof
        return False, {
            **(proof or {}),
            "filters": [f"{name}={value}" for name, value in self._filters],
        }

    @property
    def _filters(self) -> tuple[Filter, ...]:
        return (*read_filters(self.source.filters), *self.plan.filters)

    def _begin(self) -> None:
        if self.plan.pages or not (self.plan.narrow or self._filters):
            super()._begin()
            self._begin_unfinished()
        if not self.plan.numbers and (self.plan.pages or not self._filters):
            return
        numbers = [("search", number) for number in self.plan.numbers]
        narrowed = [(*self._filters, number) for number in numbers] or [self._filters]
        for listing in self.source.listings:
            for filters in narrowed:
                self._add_way("listing", filtered(listing, filters), {})

    def _begin_unfinished(self) -> None:
        """Ask a listing that was left in its midst, due or not."""
        for listing in () if self.plan.narrow else self.source.listings:
            if self.store.position(self.source.id, canonical(listing)):
                self._add_way("listing", listing, {})

    def _is_card(self, url: str) -> bool:
        return kind_of(url, self.source) == "grant"

    def _take_card(self, card: NamedCard) -> None:
        if not self.plan.narrow:
            self._named[card.place.key] = card
        elif not self.plan.numbers or _number(card) in self.plan.numbers:
            self._add_page(card.place)

    def _read_on(self, place: Place, listing: Listing, cards: tuple[str, ...]) -> str | None:
        """Give the next page of a listing for this run, and note where a later one begins."""
        walk = self._walk(place)
        fresh = len(self.store.named(self.source.id, cards)) < len(cards)
        following = walk.read(place.url, listing, cards, brings_unknown=fresh)
        if following is None and walk.end == "nothing unknown" and self._resume(walk):
            return self._next_to(walk)
        self._listing_pages += 1
        stops = following is not None and self._is_deep_enough()
        if stops:
            walk.leave("to be gone on with")
        if not self.plan.narrow and not self.plan.full:
            self._positions[place.key] = self._note(
                place, walk, ends=following is None, fresh=fresh
            )
        return None if stops or following is None else self._narrowed(walk, following)

    def _narrowed(self, walk: Walk, following: str) -> str | None:
        """Keep the filters, which the links to other pages may drop; a number needs one page."""
        number = page_number(following)
        if self.plan.numbers or not self._filters or number is None:
            return None if self.plan.numbers else following
        return with_page(walk.listing, number)

    def _note(self, place: Place, walk: Walk, *, ends: bool, fresh: bool) -> str | None:
        if ends:
            return ""
        if self._saved_of(walk) and not walk.resumed:
            return None  # at its head: what was left unread lies deeper
        return place.url if fresh or walk.resumed or walk.fault else None

    def _resume(self, walk: Walk) -> bool:
        if walk.resumed or not self._saved_of(walk):
            return False
        walk.resume()
        return True

    def _next_to(self, walk: Walk) -> str | None:
        """Give where the last run stopped; its last page again, for entries may have moved up."""
        saved = self._saved_of(walk)
        return walk.onward if saved is None or canonical(saved) in self._seen else saved

    def _is_deep_enough(self) -> bool:
        bounds = filter(None, (self.source.depth, self.plan.limit))
        depth = min(bounds, default=None)
        return depth is not None and not self.plan.full and self._listing_pages >= depth

    def _saved_of(self, walk: Walk) -> str | None:
        if walk.listing not in self._saved:
            key = canonical(walk.listing)
            narrow = self.plan.narrow or self.plan.full
            self._saved[walk.listing] = None if narrow else self.store.position(self.source.id, key)
        return self._saved[walk.listing]

    def _walk(self, place: Place) -> Walk:
        walk = super()._walk(place)
        walk.short = 1 if self._saved_of(walk) else SHORT
        return walk

    def _add_due(self) -> None:
        """Queue the next kind of pages that has any."""
        for stage in self._stages:
            for place in self._stage(stage):
                self._add_page(place)
            if self._pages:
                return
        self._due_asked = True

    def _stage(self, stage: str) -> Iterator[Place]:
        left = self._left
        if stage.endswith("due"):
            yield from self._due(left // 2 if left and stage == "some due" else left)
        elif stage == "wanted" or not self.plan.full:
            which: Cards = "all" if self.plan.full else "wanted" if stage == "wanted" else "rest"
            named = tuple(self._named.values())
            yield from self.store.waiting(
                self.source.id, clock.now(), named, which=which, limit=left
            )


class ResultsFrontier(PortalFrontier):
    """The queue of a site of results: every project is asked for, and its result behind it."""

    def _stage(self, stage: str) -> Iterator[Place]:
        if stage != "wanted":
            return super()._stage(stage)
        named, now = tuple(self._named.values()), clock.now()
        return iter(self.store.waiting(self.source.id, now, named, which="all", limit=self._left))


def _number(card: NamedCard) -> str | None:
    return card.row.application_number if card.row else None
