"""Finding the articles of a source of which only the front page is known.

The front page names feeds and sections; a feed's entries, and the headlines of the front page, show
what the addresses of articles look like; sitemaps and sections are read for more of that shape.
"""

from collections.abc import Iterable, Iterator

from crawler.discovery.auto import feeds_to_try, sitemaps_to_try
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.shapes import Shapes, of_articles, of_headlines, sections_of
from crawler.discovery.telegram import is_channel
from crawler.items import PageKind
from crawler.sources import Source

# A front page's menu rarely has more; each costs a request in a first run.
MOST_SECTIONS = 12
# How far a first run follows a section's pages; a full one reads them all.
SECTION_PAGES = 3


class Scout:
    """What is learned of one bare source in one run."""

    def __init__(self, source: Source) -> None:
        self.first = False
        self.shapes = Shapes()
        self._source = source
        self._held: dict[str, Found] = {}

    def ways(self, front: Listing) -> Iterator[tuple[PageKind, str]]:
        """Give kind and address of what to ask after the front page.

        Runs that are not the `first`, which know pages of it, do not look for older ones.
        """
        home = self._source.home_url
        if is_channel(home):
            return  # its preview is all that a channel has
        self.shapes |= of_headlines(front.found)
        for url in feeds_to_try(front, home):
            yield "feed", url
        if self.first:
            for url in sitemaps_to_try(home):
                yield "sitemap", url
            for url in tuple(sections_of(front.found, self.shapes, home))[:MOST_SECTIONS]:
                yield "listing", url

    def of_feed(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Take the entries of a feed: articles, whose addresses show how others look."""
        entries = tuple(found)
        self.shapes |= of_articles(entry.url for entry in entries)
        return entries

    def of_others(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Choose the articles among addresses of all kinds; hold the others back.

        What states its own date, as entries of a news sitemap do, is an article.
        """
        entries = tuple(found)
        dated = [entry for entry in entries if entry.published]
        self.shapes |= of_articles(entry.url for entry in dated)
        self._held |= {entry.url: entry for entry in entries if not self._is_article(entry)}
        return tuple(entry for entry in entries if self._is_article(entry))

    def late(self) -> tuple[Found, ...]:
        """Give, once, what was held back and has a shape that was learned since."""
        if not self.shapes:
            self.shapes = of_headlines(self._held.values()) or of_articles(self._held)
        late = tuple(entry for entry in self._held.values() if self._is_article(entry))
        self._held.clear()
        return late

    def _is_article(self, entry: Found) -> bool:
        return bool(entry.published) or self.shapes.match(entry.url)
