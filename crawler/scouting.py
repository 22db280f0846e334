"""The queue of a source of which only the front page is known."""

from collections.abc import Iterable
from dataclasses import replace

from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.pages import pages_of
from crawler.discovery.sitemaps import Sitemap
from crawler.frontier import Frontier
from crawler.items import Place
from crawler.plan import Plan
from crawler.scout import SECTION_PAGES, Scout
from crawler.sources import Source
from crawler.stores import PageStore


class ScoutingFrontier(Frontier):
    """A frontier that asks where such sites usually name their articles, and learns their shape.

    The first run, and every full one, reads sitemaps and sections too; others the front page and
    the feed. What was tried and is not there is not tried again.
    """

    def __init__(self, source: Source, plan: Plan, store: PageStore) -> None:
        self.scout = Scout(source)
        super().__init__(source, plan, store)

    def found_by_feed(self, place: Place, found: Iterable[Found]) -> tuple[str, ...]:
        """Queue a feed's pages, and take their addresses for examples."""
        return super().found_by_feed(place, self.scout.of_feed(found))

    def found_by_sitemap(self, place: Place, sitemap: Sitemap) -> tuple[str, ...]:
        """Queue the articles of a sitemap; other guesses at where it is are needless now."""
        for way in [way for way in self._ways if way.kind == "sitemap" and way.guess]:
            self._ways.remove(way)
            self._seen.discard(way.key)
        pages = self.scout.of_others(sitemap.pages)
        return super().found_by_sitemap(place, replace(sitemap, pages=pages))

    def found_by_listing(self, place: Place, listing: Listing) -> tuple[str, ...]:
        """Queue the articles of the front page or of a section, and its next page for a while."""
        if place.url == self.source.home_url:
            self._add_guesses(listing)
        walk = self._walk(place)
        stops = not self.plan.full and (not self.scout.first or walk.pages + 1 >= SECTION_PAGES)
        if stops:
            listing = replace(listing, next_url=None, pattern=None)
        found = self.scout.of_others(listing.found)
        keys = super().found_by_listing(place, replace(listing, found=found, feeds=()))
        if stops:
            walk.end = walk.fault = "left early"
        return keys

    def _add_due(self) -> None:
        home = self.source.home_url
        place = Place(source_id=self.source.id, url=home, key=canonical(home), kind="listing")
        self._add_pages(place, self.scout.late())
        super()._add_due()

    def _add_guesses(self, front: Listing) -> None:
        known = self.store.known(self.source.id, list(pages_of(front.found, self.source)))
        self.scout.first = self.plan.full or not known
        ways = list(self.scout.ways(front))
        tried = self._known(url for _, url in ways)
        named = {*front.feeds, *(entry.url for entry in front.found)}
        for kind, url in ways:
            key = canonical(url)
            before = tried.get(key)
            if self.scout.first or before is None or before.state == "live":
                self._add_way(kind, url, tried)
                if url not in named and self._ways and self._ways[-1].key == key:
                    self._ways[-1] = replace(self._ways[-1], guess=True)
