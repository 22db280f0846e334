"""What a site's own selectors find. One that finds nothing sensible leaves its field to others."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.extraction.dates import holds_date, is_date, split_update
from crawler.extraction.evidence import Findings
from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.main_heading import main_heading
from crawler.extraction.page import Page, text_or_value
from crawler.extraction.text import Element, lines
from crawler.sources import Selectors

_CLOCK = re.compile(r"\d:\d\d")
_TEXTS = ("title", "lead", "section")
_LISTS = ("tags", "author")


class _Places(NamedTuple):
    """A page, and the element within which its selectors may find something; None is all."""

    page: Page
    within: Element | None = None

    def select(self, selector: str) -> Sequence[Element | str]:
        found = self.page.select(selector)
        if self.within is None:
            return found
        return [node for node in found if self._holds(node)]

    def _holds(self, node: Element | str) -> bool:
        element = node.getparent() if isinstance(node, str) else node  # type: ignore[attr-defined]
        return element is self.within or self.within in element.iterancestors()


def read(page: Page, said: str | None = None) -> Findings:
    """Read every field that the page's source has selectors for.

    `said` is the article's text as the page's JSON-LD has it.
    """
    if page.source is None:
        return {}
    selectors = page.source.selectors
    found = {**fields(page, selectors), "body": _body(page, selectors, said)}
    return {name: value for name, value in found.items() if value}


def fields(page: Page, selectors: Selectors, within: Element | None = None) -> Findings:
    """Read every field but the body by selectors, of the whole page or of a part of it."""
    places = _Places(page, within)
    found: Findings = {name: _text(places, getattr(selectors, name)) for name in _TEXTS}
    found |= {name: _texts(places, getattr(selectors, name)) for name in _LISTS}
    found |= _dates(places, selectors)
    found["image"] = _image(places, selectors.image)
    return {name: value for name, value in found.items() if value}


def _text(places: _Places, selectors: Sequence[str]) -> str:
    return next((text for text in _candidates(places, selectors) if text), "")


def _candidates(places: _Places, selectors: Sequence[str]) -> Iterator[str]:
    for selector in selectors:
        yield from map(text_or_value, places.select(selector))


def _texts(places: _Places, selectors: Sequence[str]) -> tuple[str, ...]:
    for selector in selectors:
        if texts := tuple(filter(None, map(text_or_value, places.select(selector)))):
            return texts
    return ()


def _dates(places: _Places, selectors: Selectors) -> dict[str, str]:
    found = {}
    for name in ("published", "modified"):
        texts = (
            _moment(node)
            for selector in getattr(selectors, name)
            for node in places.select(selector)
        )
        found[name] = next((text for text in texts if holds_date(text)), "")
    published, later = split_update(found["published"])
    return {"published": published, "modified": found["modified"] or later or ""}


def _moment(node: Element | str) -> str:
    """Give the text of a date's element; of a `time` its attribute where that says more."""
    text = text_or_value(node)
    if isinstance(node, str):
        return text
    stated: str = node.get("datetime") or node.get("content") or ""
    said = holds_date(stated) and (":" in stated or not holds_date(text))
    return stated if said else _with_clock(node, text)


def _with_clock(node: Element, text: str) -> str:
    """Give the moment that the element around a day makes of it: «14:39 | 25.11.2011»."""
    above = node.getparent()
    around = "" if _CLOCK.search(text) or above is None else text_or_value(above)
    return around if _CLOCK.search(around) and is_date(around) else text


def _image(places: _Places, selectors: Sequence[str]) -> str:
    for selector in selectors:
        for node in places.select(selector):
            address = node if isinstance(node, str) else image_address(node)
            if found := places.page.absolute(address):
                return found
    return ""


def image_address(node: Element) -> str | None:
    """Return where an image comes from, also when a script loads it later."""
    for name in ("data-src", "data-lazy-src", "data-original", "src", "content", "href"):
        value: str | None = node.get(name)
        if value and not value.startswith("data:"):
            return value
    return None


def _body(page: Page, selectors: Selectors, said: str | None) -> str:
    drop = [*dropped(page, selectors), *headline(page)]
    for selector in selectors.body:
        nodes = [node for node in page.select(selector) if not isinstance(node, str)]
        skip = skipper(nodes, drop)
        seen = (line for node in outermost(nodes) for line in lines(node, skip))
        if body := "\n".join(without_furniture(seen, said)):
            return body
    return ""


def headline(page: Page) -> list[Element]:
    """Give the page's headline, which is no part of the text around it."""
    heading = main_heading(page)
    return [] if heading is None else [heading]


def dropped(page: Page, selectors: Selectors) -> list[Element]:
    """Give the elements that selectors name as furniture."""
    return [node for selector in selectors.drop for node in page.select(selector)]


def outermost(nodes: Sequence[Element]) -> list[Element]:
    """Leave out elements that lie inside others of the list."""
    chosen = set(nodes)
    return [node for node in nodes if chosen.isdisjoint(node.iterancestors())]
