"""What a page shows in the places that its platform is known for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from crawler.extraction import own
from crawler.extraction.evidence import Findings
from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.known_places import PLACES
from crawler.extraction.page import Page
from crawler.extraction.platforms import platform_of
from crawler.extraction.text import Element, lines, text_of
from crawler.sources import Selectors

_RUNNING = 40
_MOST = 0.8
"""The share of the text that one of several such places must hold to be the article's."""


def read(page: Page) -> Findings:
    """Read every field but the text from the platform's places, near the article's text.

    That is, in the smallest element with the text and its headline: other news, whose markup is
    the same, lie outside. Where no text is in its place, nothing is read.
    """
    selectors, nodes = _places(page)
    if not nodes:
        return {}
    return own.fields(page, selectors, within=_scope(page, nodes[0], selectors))


def read_body(page: Page, said: str | None = None) -> str:
    """Read the text; `said` is that which the page's JSON-LD has."""
    selectors, nodes = _places(page)
    return "\n".join(_body(page, nodes, selectors, said))


@lru_cache(maxsize=4)
def _places(page: Page) -> tuple[Selectors, Sequence[Element]]:
    selectors = PLACES.get(platform_of(page) or "", Selectors())
    return selectors, _body_nodes(page, selectors)


def _body_nodes(page: Page, selectors: Selectors) -> Sequence[Element]:
    """Give the element with the article's text, or the parts into which it is cut."""
    for selector in selectors.body:
        found = [node for node in page.select(selector) if not isinstance(node, str)]
        nodes = [node for node in own.outermost(found) if _running(node)]
        if len(nodes) == 1 or (nodes and "," in selector):
            return nodes
        if nodes and _running(nodes[0]) >= _MOST * sum(map(_running, nodes)):
            return nodes[:1]
    return ()


def _running(node: Element) -> int:
    texts = (line.text for line in lines(node) if line.linked < len(line.text) / 2)
    return sum(len(text) for text in texts if len(text) >= _RUNNING)


def _body(
    page: Page, nodes: Sequence[Element], selectors: Selectors, said: str | None
) -> Iterator[str]:
    """Yield the paragraphs; a title that stands in the same place before them is none."""
    skip = skipper(nodes, [*own.dropped(page, selectors), *_headlines(page, selectors)])
    seen = (line for node in nodes for line in lines(node, skip))
    return without_furniture(seen, said)


def _headlines(page: Page, selectors: Selectors) -> Iterator[Element]:
    yield from own.headline(page)
    for selector in selectors.title:
        yield from page.select(selector)


def _scope(page: Page, body: Element, selectors: Selectors) -> Element:
    """Give the smallest element around the body that has a headline too."""
    wanted = [node for node in _headlines(page, selectors) if text_of(node)]
    for above in body.iterancestors():
        if above.tag in {"body", "html"} or any(above in node.iterancestors() for node in wanted):
            scope: Element = above
            return scope
    return page.root
