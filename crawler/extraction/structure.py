"""The article by the shape of its page: a headline and the paragraphs that follow it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.dates import is_date
from crawler.extraction.furniture import begins_comments, is_phrase, skipper, without_furniture
from crawler.extraction.page import Page
from crawler.extraction.text import Element, Line, Skip, lines, text_of

# A container wins by the text of its own paragraphs; what lies deeper counts less.
_WEIGHTS = (1.0, 0.5, 0.35, 0.2)
_RUNNING = 40
"""Characters from which a line is running text, and no label, menu or date."""
_SURELY_RUNNING = 100
_MOST_LINKED = 0.5
_ALL_LINKED = 0.9
_HEAD_LINES = 30
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "»", '"', ";")
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})


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
    after = list(_before_comments(_after(page.root, headline, skip)))
    container = _container(after)
    found = () if container is None else tuple(_paragraphs(after, container))
    return Structure(headline, tuple(_head(after)), found)


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
    """Yield the lines that follow the headline, or all of them."""
    seen = headline is None
    for line in lines(root, skip):
        if seen and line.block is not headline:
            yield line
        seen = seen or _inside(line.block, headline)


def _inside(node: Element, ancestor: Element) -> bool:
    return node is ancestor or any(above is ancestor for above in node.iterancestors())


def _before_comments(after: Iterator[Line]) -> Iterator[Line]:
    seen = False
    for line in after:
        if seen and begins_comments(line.text):
            return
        seen = seen or _is_running(line)
        yield line


def _head(after: Sequence[Line]) -> Iterator[Line]:
    """Yield the short lines before the running text begins."""
    for line in after[:_HEAD_LINES]:
        if len(line.text) >= _SURELY_RUNNING:
            return
        yield line


def _is_running(line: Line) -> bool:
    return len(line.text) >= _RUNNING and line.linked < _MOST_LINKED * len(line.text)


def _container(after: Sequence[Line]) -> Element | None:
    """Return the element that holds most of the running text most closely."""
    scores: dict[Element, float] = {}
    for line in filter(_is_running, after):
        node = _holder(line.block)
        for weight in _WEIGHTS:
            if node is None or node.tag == "html":
                break
            scores[node] = scores.get(node, 0) + weight * len(line.text)
            node = node.getparent()
    return max(scores, key=lambda node: scores[node], default=None)


def _holder(block: Element) -> Element:
    """Return what a paragraph lies in; text in a bare container lies in that."""
    return block.getparent() if block.tag in _PARAGRAPHS else block


def _paragraphs(after: Sequence[Line], container: Element) -> Iterator[str]:
    parts = _parts(container)
    inside = [line for line in after if any(_inside(line.block, part) for part in parts)]
    running = [number for number, line in enumerate(inside) if _is_running(line)]
    first, last = running[0], running[-1] + 1
    kind = Counter(inside[number].block.tag for number in running).most_common(1)[0][0]
    opening = [line for line in inside[:first] if _opens(line)]
    closing = [line for line in inside[last:] if _closes(line, kind)]
    yield from without_furniture([*opening, *inside[first:last], *closing])


def _parts(container: Element) -> list[Element]:
    """Return the container and its twins, into which some sites cut an article."""
    name, parent = container.get("class"), container.getparent()
    if not name or parent is None:
        return [container]
    return [node for node in parent if node.tag == container.tag and node.get("class") == name]


def _opens(line: Line) -> bool:
    """Tell a short sentence before the first long one from a label, a date or a link."""
    said = line.text.endswith(_SENTENCE_ENDS) and not line.linked
    return said and not is_date(line.text) and not is_phrase(line.text)


def _closes(line: Line, kind: str) -> bool:
    """Tell a short paragraph after the last long one from what else stands there."""
    all_linked = line.linked >= _ALL_LINKED * len(line.text.replace(" ", ""))
    return line.block.tag == kind and not all_linked
