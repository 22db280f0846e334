"""Listings: links to pages, and the way to the listing's next page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from parsel import Selector

from crawler.discovery.found import Found
from crawler.discovery.pagers import Link, is_row, next_in_row, plain_pager
from crawler.discovery.totals import stated_total
from crawler.encoding import decode
from crawler.extraction.loading import breaks_off
from crawler.extraction.platforms import platform_of_markup
from crawler.items import RawGrant, Rejection

# The ways that sites of the field number their pages: ?page=2, ?PAGEN_1=2, ?paged=2, /page/2/.
_NUMBER = re.compile(
    r"(?P<before>[?&](?:page|paged|PAGEN_\d+|p)=|/page/?)(?P<number>\d+)(?=$|[/&#])", re.IGNORECASE
)

_DOTTED = re.compile(r"\b(\d{2})\.(\d{2})\.(\d{4})\b")
_ANNOUNCED = ", ".join(
    f'link[rel~=alternate][type$="{kind}"]' for kind in ("rss+xml", "atom+xml", "feed+json")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a listing. `last` is the largest page number that its pager names.

    `number` is its own, where it has one. `next_url` is where the next page is; `pattern` is an
    address with a page number in it, from which the address of any page can be made. `feeds` are
    those that the page announces, `platform` is what it is made with, `lists` where its entries
    really are, if a script fetches them. `total` is how many entries it says the whole listing has;
    `cut_off` says that its markup breaks off. `rows` are what a portal's listing says of each
    application, `faults` what of them could not be read.
    """

    found: tuple[Found, ...]
    number: int | None = None
    next_url: str | None = None
    last: int | None = None
    pattern: str | None = None
    feeds: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    total: int | None = None
    cut_off: bool = False
    rows: tuple[RawGrant, ...] = ()
    faults: tuple[Rejection, ...] = ()
    platform: str | None = None


def read_listing(  # noqa: PLR0913  each place of a listing is named
    body: bytes,
    url: str,
    *,
    links: Iterable[str],
    next_page: str | None = None,
    dates: str | None = None,
    content_type: str | None = None,
    guess: bool = False,
) -> Listing:
    """Read a page of a listing by CSS selectors; without `links` every link of it counts.

    `dates` names where, in a link or beside it, the date of what it leads to stands. To `guess` is
    to look for a pager among all links where `next_page` names none. No input raises; a page
    without links gives none.
    """
    markup = decode(body, content_type) or "<html/>"
    page = Selector(markup, type="html")
    base = _absolute(url, page.css("base::attr(href)").get() or "") or url
    pager = _links(page, [next_page] if next_page else [], base)
    if guess and not pager:
        pager = plain_pager(_links(page, ["a[href]"], base), url)
    numbered = [(number, link) for link, _ in pager if (number := page_number(link)) is not None]
    last, pattern = max(numbered, default=(None, None))
    number = page_number(url)
    if number is None and pattern is not None:
        number = 0 if _counts_from_zero(pager) else 1
    return Listing(
        found=tuple(_found(page, list(links) or ["a[href]"], base, dates)),
        number=number,
        next_url=_next(url, number, pager, (last, pattern)),
        last=last,
        pattern=pattern,
        feeds=tuple(link for link, _ in _links(page, [_ANNOUNCED], base)),
        total=stated_total(page.root),
        cut_off=breaks_off(markup),
        platform=platform_of_markup(markup),
    )


def page_number(url: str) -> int | None:
    """Give the number that an address has in its listing, if it has one.

    >>> page_number("https://fund.example/cards?page=12"), page_number("https://fund.example/")
    (12, None)
    """
    found = _NUMBER.search(url)
    return int(found["number"]) if found else None


def with_page(pattern: str, number: int) -> str:
    """Put another page number into an address that has one.

    >>> with_page("https://paper.example/news/page/2/", 3)
    'https://paper.example/news/page/3/'
    """
    return _NUMBER.sub(lambda found: f"{found['before']}{number}", pattern, count=1)


def _counts_from_zero(pager: Iterable[Link]) -> bool:
    """Tell a first page whose second is number 1, as Drupal has it."""
    told = [(page_number(link), text) for link, text in pager]
    if any(text and text.isdecimal() and int(text) == number for number, text in told):
        return False
    return any(number == 1 for number, _ in told)


def _next(
    url: str, number: int | None, pager: list[Link], furthest: tuple[int | None, str | None]
) -> str | None:
    last, pattern = furthest
    if last is not None and pattern is not None and number is not None:
        return with_page(pattern, number + 1) if last > number else None
    if is_row(pager):
        return next_in_row(pager, url)
    return next((address for address, _ in pager if address != url), None)


def _found(page: Selector, links: list[str], base: str, dates: str | None) -> Iterable[Found]:
    for css in links:
        for link in _anchors(page, css):
            address = _absolute(base, _href(link))
            if address:
                stated = _date(link, dates)
                moment = _moment(stated)
                yield Found(url=address, title=_text(link), published=stated, moment=moment)


def _links(page: Selector, selectors: Iterable[str], base: str) -> list[Link]:
    """Give the addresses and texts of the links that selectors name."""
    anchors = [anchor for css in selectors for anchor in _anchors(page, css)]
    links = ((_absolute(base, _href(anchor)), _text(anchor)) for anchor in anchors)
    return [(address, text) for address, text in links if address]


def _anchors(page: Selector, css: str) -> list[Selector]:
    """Give the links that a selector names, or that lie in what it names."""
    try:
        chosen = page.css(css)
    except (ValueError, SyntaxError):
        return []
    nodes = [node for node in chosen if not isinstance(node.root, str)]
    direct = [node for node in nodes if _href(node)]
    return direct or [link for node in nodes for link in node.css("a[href]") if _href(link)]


def _href(node: Selector) -> str:
    # Not by `attrib`, which raises where the name of any attribute holds a control character.
    return node.xpath("@href").get("")


def _absolute(base: str, href: str) -> str | None:
    href = href.strip()
    if href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        address = urljoin(base, href)
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _text(node: Selector) -> str | None:
    return " ".join(" ".join(node.css("::text").getall()).split()) or None


def _date(link: Selector, dates: str | None) -> str | None:
    if stated := link.css("time::attr(datetime)").get():
        return stated
    if dates is None:
        return None
    shown = link.css(dates)
    if not shown and len(link.xpath("../a")) == 1:
        shown = link.xpath("..").css(dates)
    return _text(shown[0]) if shown else None


def _moment(text: str | None) -> datetime | None:
    """Read a day as portals print it; other dates are left to those who know the page."""
    found = _DOTTED.search(text or "")
    try:
        return datetime.strptime(found[0], "%d.%m.%Y").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
