"""The article by the shape of its page: a headline and the paragraphs that follow it."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extraction.dates import is_date
from crawler.extraction.furniture import is_phrase, skipper, without_furniture
from crawler.extraction.page import Page
from crawler.extraction.text import Element, Line, Skip, lines, text_of

# A container wins by the text of its own paragraphs; what lies deeper counts less.
_WEIGHTS = (1.0, 0.5, 0.35, 0.2)
_SHORTEST_PARAGRAPH = 40
_RUNNING_TEXT = 100
_MOST_LINKED = 0.5


@dataclass(frozen=True, slots=True)
class Structure:
    """The headline, if there is one, and what follows it: short lines, then the paragraphs."""

    headline: Element | None
    head: tuple[Line, ...]
    paragraphs: tuple[str, ...]


def read(page: Page) -> Structure:
    """Find the article of a page without knowing its site."""
    headline = main_heading(page)
    skip = skipper([] if headline is None else [headline])
    after = tuple(_after(page.root, headline, skip))
    head = tuple(_head(after))
    container = _container(after)
    found = () if container is None else tuple(_paragraphs(after, container))
    return Structure(headline, head, found)


def main_heading(page: Page) -> Element | None:
    """Return the h1 that is the page's: of several, the one that its title begins with."""
    headings = [node for node in page.root.iter("h1") if text_of(node)]
    titles = [page.meta("og:title") or "", page.document_title]
    for heading in headings:
        text = text_of(heading).casefold()
        if any(title.casefold().startswith(text) for title in titles if title):
            return heading
    return headings[0] if headings else None


def _after(root: Element, headline: Element | None, skip: Skip) -> Iterator[Line]:
    """The lines that follow the headline, or all of them."""
    seen = headline is None
    for line in lines(root, skip):
        if seen and line.block is not headline:
            yield line
        seen = seen or _inside(line.block, headline)


def _inside(node: Element, ancestor: Element) -> bool:
    return node is ancestor or any(above is ancestor for above in node.iterancestors())


def _head(after: tuple[Line, ...]) -> Iterator[Line]:
    """The short lines before the running text begins."""
    for line in after[:30]:
        if len(line.text) >= _RUNNING_TEXT:
            return
        yield line


def _is_running(line: Line) -> bool:
    return len(line.text) >= _SHORTEST_PARAGRAPH and line.linked < _MOST_LINKED * len(line.text)


def _container(after: tuple[Line, ...]) -> Element | None:
    """The element that holds most of the running text most closely."""
    scores: dict[Element, float] = {}
    for line in after:
        if not _is_running(line):
            continue
        node = _holder(line.block)
        for weight in _WEIGHTS:
            if node is None or node.tag == "html":
                break
            scores[node] = scores.get(node, 0) + weight * len(line.text)
            node = node.getparent()
    return max(scores, key=lambda node: scores[node], default=None)


def _holder(block: Element) -> Element:
    """What a paragraph lies in: its parent, or itself where text stands in a bare container."""
    return block.getparent() if block.tag in {"p", "li", "blockquote"} else block


def _paragraphs(after: tuple[Line, ...], container: Element) -> Iterator[str]:
    inside = [line for line in after if _inside(line.block, container)]
    body = [line for line in inside if not _is_list_of_links(line)]
    start = next((n for n, line in enumerate(body) if not _leads_in(line)), len(body))
    yield from without_furniture(body[start:])


def _is_list_of_links(line: Line) -> bool:
    """An item of a list, or a bare line, that is a link to somewhere else."""
    return line.linked >= 0.9 * len(line.text.replace(" ", "")) and line.block.tag != "p"


def _leads_in(line: Line) -> bool:
    """A line of the head that lies in the container of the paragraphs."""
    return is_date(line.text) or is_phrase(line.text) or line.block.tag in {"h1", "time"}
