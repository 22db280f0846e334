"""What the feeds, sitemaps and listings of a site gave, read once more from their answers."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from crawler import clock
from crawler.discovery.auto import NEXT_PAGES
from crawler.discovery.feeds import read_feed
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing, read_listing
from crawler.discovery.pages import pages_of
from crawler.discovery.shapes import Shapes, sections_of
from crawler.discovery.sitemaps import read_sitemap
from crawler.discovery.telegram import is_channel, read_channel
from crawler.extraction.unreadable import Unreadable
from crawler.items import Visit
from crawler.outcomes import Answer
from crawler.sources import Source
from dozor.probing.look import Look
from dozor.probing.model import Way

KINDS = ("feed", "sitemap", "listing")


def ways_of(look: Look) -> tuple[Way, ...]:
    """Give every way that was asked, in order."""
    visits = [visit for visit in look.visits if visit.place.kind in KINDS]
    return tuple(_way(look, visit) for visit in visits)


def sections(look: Look) -> tuple[str, ...]:
    """Give the addresses of the sections that the home page links to, asked or not."""
    home = next(iter(look.visits), None)
    answer = look.answer(home) if home else None
    if answer is None or not look.source.bare:
        return ()
    found = read_links(answer).found
    return tuple(sections_of(found, look.shapes, look.source.home_url))


def read_links(answer: Answer, next_page: str | None = None) -> Listing:
    """Read every link of an answer's page."""
    return read_listing(
        answer.body, answer.url, links=(), next_page=next_page, content_type=answer.content_type
    )


def _way(look: Look, visit: Visit) -> Way:
    place, answer = visit.place, look.answer(visit)
    way = Way(kind=place.kind, url=place.url, guess=place.guess, found_in=place.found_in)
    if visit.rejection or answer is None:
        return replace(way, trouble=_trouble(visit))
    try:
        return _read(way, answer, look.source, look.shapes)
    except Unreadable as error:
        return replace(way, trouble=str(error.detail or error.reason))


def _read(way: Way, answer: Answer, source: Source, shapes: Shapes) -> Way:
    if way.kind == "feed":
        entries = read_feed(answer.body, answer.url)
        return replace(way, pages=len(pages_of(entries, source)), newest=_newest(entries))
    if way.kind == "sitemap":
        sitemap = read_sitemap(answer.body, answer.url)
        articles = [page for page in sitemap.pages if page.published or shapes.match(page.url)]
        pages = len(pages_of(articles, source))
        newest = _newest(articles)
        return replace(way, pages=pages, others=len(sitemap.sitemaps), newest=newest)
    if is_channel(way.url):
        return replace(way, pages=len(read_channel(answer.body, answer.url)[1]))
    articles = [link for link in read_links(answer).found if shapes.match(link.url)]
    pager = pager_of(answer)
    return replace(way, pages=len(pages_of(articles, source)), next_page=pager)


def pager_of(answer: Answer) -> str | None:
    """Give the selectors of the usual pagers that lead from a page to further ones of its list."""
    leading = [css for css in map(str.strip, NEXT_PAGES.split(",")) if _leads_on(answer, css)]
    return ", ".join(leading[:2]) or _numbered(answer)


def _numbered(answer: Answer) -> str | None:
    """Give a selector of a row of numbers that has no class, by the parameter that they count."""
    guessed = read_listing(answer.body, answer.url, links=(), guess=True)
    here = set(parse_qsl(urlsplit(answer.url).query))
    there = parse_qsl(urlsplit(guessed.next_url or "").query)
    counted = [name for name, value in there if (name, value) not in here and value.isdecimal()]
    css = f'a[href*="{counted[0]}="]' if len(counted) == 1 and counted[0].isidentifier() else None
    return css if css and read_links(answer, css).next_url == guessed.next_url else None


def _leads_on(answer: Answer, css: str) -> bool:
    read = read_links(answer, css)
    return read.next_url is not None or read.pattern is not None


def _newest(found: Iterable[Found]) -> str | None:
    moments = [entry.moment for entry in found if entry.moment]
    return clock.to_text(max(moments)) if moments else None


def _trouble(visit: Visit) -> str:
    if visit.rejection is None:
        return "no answer"
    return f"{visit.rejection.reason}: {visit.rejection.detail}".rstrip(": ")
