"""The names that a page gives its site."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from crawler.extraction.page import Page
from crawler.extraction.text import fold, letters, text_of

SEPARATOR: Final = re.compile(r"\s+(?:[|/»«•·:—–-]|::)\s+|\s*\|\s*|:\s+")
"""What stands between a headline and the names of a section and of the site."""
_FEED = re.compile(r"\s*(?:[»|:—–-]\s*)?\b(?:rss|feed|лента)\b.*$", re.IGNORECASE)
_KIND = re.compile(r"^(?:новости|газета|портал|сайт|сетевое издание|ииа|риа|иа|сми)(?=\W)\W*")
_FEEDS = "//link[contains(@type, 'rss')]/@title"
_SHORTEST = 6
"""Letters from which a host's name that a text begins with is no accident."""
_NAME = 8
"""Letters from which what a text begins with is a site's name, and no word of a headline."""


def names_site(page: Page, text: str) -> bool:
    """Tell the site's name, as it, its source, its host, its feed or a link to its front page has.

    A word for what the site is may stand before the name.
    """
    folded = text.casefold().strip()
    wanted = {letters(folded), letters(_KIND.sub("", folded))}
    return "" in wanted or not wanted.isdisjoint(_names(page))


def begins_with_host(page: Page, text: str) -> bool:
    """Tell a text that begins with the name of the page's host."""
    host = letters(_host(page))
    return len(host) >= _SHORTEST and letters(text).startswith(host)


def begins_with_name(page: Page, text: str) -> bool:
    """Tell the site's name with more behind it: «Name in Town»."""
    return any(len(name) >= _NAME and letters(text).startswith(name) for name in _names(page))


@lru_cache(maxsize=4)
def _names(page: Page) -> frozenset[str]:
    host = _host(page)
    names = [page.meta("og:site_name", "application-name") or "", host, host.rpartition(".")[0]]
    names += [page.source.title] if page.source else []
    parts = urlsplit(page.url)
    home = f"{parts.scheme}://{parts.netloc}"
    for link in page.root.xpath("//a[@href=$root or @href=$home or @href=$slash]",
                                root="/", home=home, slash=f"{home}/"):  # fmt: skip
        names += [text_of(link), link.get("title") or "", *link.xpath(".//img/@alt")]
    for feed in page.root.xpath(_FEEDS):
        names += [_FEED.sub("", feed), SEPARATOR.split(fold(feed))[0]]
    return frozenset(letters(name) for name in names if name)


def _host(page: Page) -> str:
    return (urlsplit(page.url).hostname or "").removeprefix("www.")
