"""The extractors that are compared: Dozor, trafilatura, newspaper4k, readability, news-please."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import trafilatura
from lxml import html

from crawler.extraction import Unreadable, extract_article
from pipelines.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.sources import Source

_NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Read(NamedTuple):
    """What an extractor gave; None for what it never gives.

    A `day` is as much of YYYY-MM-DD as it says it knows.
    """

    body: str = ""
    title: str | None = None
    day: str | None = None


_NOTHING = Read("", "", "")


def readers() -> dict[str, Callable[[bytes, str], Read]]:
    """Give Dozor and the peers that are installed (see requirements.txt)."""
    found: dict[str, Callable[[bytes, str], Read]] = {
        "Dozor, own selectors": own,
        "Dozor, generic": generic,
        "trafilatura with metadata": trafilatura_whole,
        "trafilatura without": trafilatura_text,
    }
    peers = {"newspaper4k": _newspaper, "readability-lxml": _readability, "news-please": _please}
    for name, load in peers.items():
        with suppress(ImportError):
            found[name] = _forgiving(load())
    return found


def _forgiving(read: Callable[[bytes, str], Read]) -> Callable[[bytes, str], Read]:
    """Take a page on which a peer fails for one of which it gives nothing."""

    def attempt(page: bytes, url: str) -> Read:
        try:
            return read(page, url)
        except Exception:  # noqa: BLE001  peers raise what they like
            return _NOTHING

    return attempt


def own(page: bytes, url: str) -> Read:
    """Read by the site's own selectors, where Dozor has a spider for it."""
    return _dozor(page, url, _sources().get(_site(url)))


def generic(page: bytes, url: str) -> Read:
    """Read without knowing the site."""
    return _dozor(page, url, None)


def knows(url: str) -> bool:
    """Say whether Dozor has selectors of its own for the site of an address."""
    source = _sources().get(_site(url))
    return source is not None and bool(source.selectors.body)


def _dozor(page: bytes, url: str, source: Source | None) -> Read:
    try:
        raw = extract_article(page, url, source=source)
    except Unreadable:
        return _NOTHING
    when = parse_date(
        raw.published or "",
        reference=_NOW,
        timezone=raw.timezone,
        month_first=raw.language in {"en", None},
    )
    return Read(raw.body or "", raw.title or "", when.edtf[:10] if when else "")


_KNOWN: dict[str, Any] = {}


def _sources() -> dict[str, Source]:
    if not _KNOWN:
        from scrapy.spiderloader import SpiderLoader  # noqa: PLC0415  slow, and only for Dozor
        from scrapy.utils.project import get_project_settings  # noqa: PLC0415

        loader = SpiderLoader.from_settings(get_project_settings())
        for name in loader.list():
            source = getattr(loader.load(name), "source", None)
            if source is not None:
                _KNOWN[_site(source.home_url)] = source
    return _KNOWN


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def trafilatura_whole(page: bytes, url: str) -> Read:
    """Read text and metadata."""
    text = _decoded(page)
    found = trafilatura.bare_extraction(text, url=url, include_comments=False, with_metadata=True)
    return (
        _NOTHING if found is None else Read(found.text or "", found.title or "", found.date or "")
    )


def trafilatura_text(page: bytes, url: str) -> Read:
    """Read the text alone."""
    return Read(trafilatura.extract(_decoded(page), url=url, include_comments=False) or "")


def _decoded(page: bytes) -> str:
    return page.decode("utf-8", "replace")


def _newspaper() -> Callable[[bytes, str], Read]:
    article_of = import_module("newspaper").Article

    def read(page: bytes, url: str) -> Read:
        article = article_of(url, fetch_images=False)
        article.download(input_html=_decoded(page))
        article.parse()
        return Read(article.text, article.title or "", _day(article.publish_date))

    return read


def _readability() -> Callable[[bytes, str], Read]:
    document_of = import_module("readability").Document

    def read(page: bytes, url: str) -> Read:
        document = document_of(_decoded(page), url=url)
        text = html.fromstring(document.summary()).xpath("string()")
        return Read(re.sub(r"\n\s+", "\n", text), document.title())

    return read


def _please() -> Callable[[bytes, str], Read]:
    news_please = import_module("newsplease").NewsPlease

    def read(page: bytes, url: str) -> Read:
        article = news_please.from_html(_decoded(page), url=url, fetch_images=False)
        return Read(article.maintext or "", article.title or "", _day(article.date_publish))

    return read


def _day(moment: object) -> str:
    return moment.strftime("%Y-%m-%d") if isinstance(moment, datetime) else str(moment or "")[:10]
