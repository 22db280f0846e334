"""What a source's declaration must be, so that no part of it fails in the midst of a crawl."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from crawler.addresses import clean_url
from crawler.discovery.months import fault_of
from crawler.filters import read_filters

if TYPE_CHECKING:
    from crawler.sources import Source

_REGION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_DECADE = 10 * 366 * 24 * 60
# What exceeds these is a slip of the pen, and would overflow a calendar.
_LARGEST = {"interval": _DECADE, "since": 100_000, "delay": 3600}


def check(source: "Source", vocabularies: Mapping[str, object]) -> None:
    """Raise ValueError, naming the source, for the first part that cannot work.

    `vocabularies` holds, by field, the Literal of the words that it may be.
    """
    reason = next(_faults(source, vocabularies), None)
    if reason:
        raise ValueError(f"source {source.id}: {reason}")


def _faults(source: "Source", vocabularies: Mapping[str, object]) -> Iterator[str]:
    for name, words in vocabularies.items():
        if (word := getattr(source, name)) not in get_args(words):
            yield f"{name} must be one of {', '.join(filter(None, get_args(words)))}, not {word!r}"
    yield from _faulty_home(source)
    for name in ("feeds", "sitemaps", "listings", "news", "open_data"):
        for url in getattr(source, name):
            if clean_url(url) is None:
                yield f"{name} holds no web address: {url!r}"
            elif name == "listings" and (fault := fault_of(url)):
                yield fault
    for name, largest in _LARGEST.items():
        if not 0 <= getattr(source, name) <= largest:
            yield f"{name} must be a number from 0 to {largest}, not {getattr(source, name)}"
    yield from _faulty_patterns(source)


def _faulty_home(source: "Source") -> Iterator[str]:
    if not is_zone(source.timezone):
        yield f"no zone is called {source.timezone!r}; write it as Europe/Moscow"
    if source.region is not None and not _REGION.fullmatch(source.region):
        yield f"region must be a code of ISO 3166-2, as RU-PSK, not {source.region!r}"


def _faulty_patterns(source: "Source") -> Iterator[str]:
    for name in ("article_path", "news_path"):
        try:
            re.compile(getattr(source, name) or "")
        except re.error as error:
            yield f"{name} is no regular expression: {error}"
    yield from _faulty_filters(source)
    for css in filter(None, [*source.links, source.next_page]):
        if not is_selector(css):
            yield f"no CSS selector: {css!r}"


def _faulty_filters(source: "Source") -> Iterator[str]:
    if source.filters and source.engine != "myrtex":
        yield "filters need the engine myrtex, whose listing understands them"
    try:
        read_filters(source.filters)
    except ValueError as error:
        yield str(error)


def is_selector(text: str) -> bool:
    """Say whether a text is a CSS selector, or XPath behind `xpath:`."""
    from lxml import etree  # noqa: PLC0415  only where there is something to select
    from parsel.csstranslator import HTMLTranslator  # noqa: PLC0415

    kind, _, path = text.partition(":")
    try:
        etree.XPath(path if kind == "xpath" else HTMLTranslator().css_to_xpath(text))
    except (etree.XPathError, SyntaxError, ValueError):  # cssselect's errors are SyntaxErrors
        return False
    return True


def is_zone(name: str | None) -> bool:
    """Say whether a zone has this IANA name; none at all is allowed."""
    try:
        return name is None or bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):  # none of that name, or a folder of zones
        return False
