"""Where on a page a value stands, and whether what is read there is that value."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from crawler.extraction import own
from crawler.extraction.agreement import f1
from crawler.extraction.dates import holds_date
from crawler.extraction.page import Page
from crawler.extraction.people import authors
from crawler.extraction.text import Element, fold, text_of
from crawler.sources import Selectors, Source
from pipelines.dates import parse_date

DATES = frozenset({"published", "modified"})
LISTS = frozenset({"author", "tags"})
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*")
_UNSEEN = ("script", "style", "noscript", "head", "html", "body")
# An element with more text than this around a short value is not the value's own.
_MOST = 200
_SHORTEST_BODY = 200
_ALIKE = 0.5


def read_place(page: Page, field: str, css: str, source: Source) -> str:
    """Read a field of a page by one selector, as extraction does; an empty text for nothing."""
    places = Selectors(**{field: (css,)})
    if field == "body":
        own_page = replace(page, source=replace(source, selectors=places))
        return str(own.read(own_page).get(field, ""))
    found = own.fields(page, places).get(field, "")
    if field == "author":
        return ", ".join(authors(found, page)) if found else ""
    return found if isinstance(found, str) else ", ".join(found)


def agrees(field: str, found: str, value: str, *, now: datetime, timezone: str | None) -> bool:
    """Say whether what was read is what a person saw; a date may be known less or more exactly."""
    if field in DATES:
        return _same_date(found, value, now, timezone)
    if field == "body":
        return all(part.casefold() in _flat(found) for part in parts(value))
    if field in LISTS:
        return _names(found) == _names(value)
    return fold(found).casefold() == value.casefold()


def is_fit(field: str, found: str) -> bool:
    """Say whether what was read on another page can be a value of its field."""
    if field == "body":
        return len(found) >= _SHORTEST_BODY
    return holds_date(found) if field in DATES else 0 < len(found) <= 2 * _MOST


def nodes_with(
    page: Page, field: str, value: str, *, now: datetime, timezone: str | None
) -> Iterator[Element]:
    """Yield the elements of a page that show a value, the innermost first."""
    for node in reversed(list(page.root.iter("*"))):
        if node.tag in _UNSEEN:
            continue
        shown = node.get("content") or "" if node.tag == "meta" else _short(node)
        if shown and _shows(field, shown, value, now, timezone):
            yield node


def parts(value: str) -> list[str]:
    """Part a text that a person shortened: «Начало … конец»."""
    return [part for part in _CUT.split(fold(value)) if part]


def _shows(field: str, shown: str, value: str, now: datetime, timezone: str | None) -> bool:
    if field in DATES:
        return _same_date(shown, value, now, timezone)
    if field in LISTS:
        return any(name in shown.casefold() for name in _names(value))
    return shown.casefold() == value.casefold()


def _same_date(found: str, value: str, now: datetime, timezone: str | None) -> bool:
    if fold(found).casefold() == value.casefold():
        return True
    if not holds_date(found):
        return False
    read = [parse_date(text, reference=now, timezone=timezone) for text in (found, value)]
    if None in read:
        return False
    one, other = (date.edtf for date in read if date)
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _names(text: str) -> set[str]:
    return {name.strip().casefold() for name in text.split(",") if name.strip()}


def _short(node: Element) -> str:
    """Give the text of an element that is no more than a value; empty for larger ones."""
    pieces = 0
    for text in node.itertext():
        pieces += len(text)
        if pieces > 4 * _MOST:
            return ""
    shown = text_of(node)
    return shown if len(shown) <= _MOST else ""


def containers(page: Page, value: str, body: str) -> list[Element]:
    """Give the elements that hold all parts of a text, the likeliest to be the article's first.

    `body` is the article's text as it is read without own selectors.
    """
    wanted = [part.casefold() for part in parts(value)]
    holding = []
    for node in page.root.iter("div", "article", "section", "main", "td", "p"):
        text = _flat(text_of(node))
        if len(text) >= _SHORTEST_BODY and all(part in text for part in wanted):
            holding.append((node, text))
    holding.reverse()  # the innermost first
    alike = {node: f1(body, text) for node, text in holding} if body else {}
    if max(alike.values(), default=0.0) < _ALIKE:
        return [node for node, _ in holding]
    return sorted(alike, key=lambda node: -round(alike[node], 2))


def _flat(text: str) -> str:
    return fold(text).casefold()
