"""Which of the found addresses are pages of a source, each once."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from crawler.addresses import canonical, clean_url, in_site
from crawler.discovery.found import Found
from crawler.items import PageKind
from crawler.sources import Source

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def pages_of(found: Iterable[Found], source: Source) -> dict[str, Found]:
    """Give the found pages of a source by key, the newest first, the first mention of each.

    Left out are other hosts, addresses that `article_path` does not match, and the front page.
    """
    pages: dict[str, Found] = {}
    for entry in found:
        if is_page(entry.url, source):
            pages.setdefault(canonical(entry.url, source), entry)
    return dict(sorted(pages.items(), key=lambda item: item[1].moment or _EARLIEST, reverse=True))


def is_page(url: str, source: Source) -> bool:
    """Say whether an address lies on the source's site and looks like a page of interest."""
    address = clean_url(url)
    if address is None or not in_site(address, source):
        return False
    path, query = urlsplit(address).path, urlsplit(address).query
    if source.article_path is not None:
        return any(re.search(source.article_path, text) for text in _paths(address, source))
    return path != "/" or query != ""


def _paths(address: str, source: Source) -> tuple[str, ...]:
    r"""Give what `article_path` may match: a path as it is sent, and in its own letters.

    An expression that speaks of a query, with `\?`, is for both: `^/news\.php\?n=\d+$`; there the
    parameters that tell pages apart stand in the order of the alphabet.
    """
    path = urlsplit(address).path
    if r"\?" not in (source.article_path or ""):
        return path, unquote(path)
    before, _, query = canonical(address, source).partition("?")
    return (f"/{unquote(before.partition('/')[2])}{'?' if query else ''}{query}",)


def kind_of(url: str, source: Source) -> PageKind:
    """Say what a page of a source is by its address: a portal has news beside its cards."""
    path = urlsplit(url).path
    is_news = source.news_path is not None and re.search(source.news_path, path) is not None
    return "article" if is_news else source.page_kind


def address_to_fetch(url: str, source: Source) -> str:
    """Give the address of a page as the source's own home has it: its scheme, without tracking."""
    address = clean_url(url) or url
    parts = urlsplit(address)
    scheme = urlsplit(source.home_url).scheme if in_site(address, source) else parts.scheme
    query = canonical(url, source).partition("?")[2]
    return parts._replace(scheme=scheme, query=query).geturl()
