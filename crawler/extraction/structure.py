"""The article by the shape of its page: a headline and the paragraphs that follow it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.dates import is_date, opens_byline
from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.headings import is_headline
from crawler.extraction.main_heading import main_heading
from crawler.extraction.next_article import before_next_article
from crawler.extraction.page import Page
from crawler.extraction.phrases import begins_comments, is_phrase, opens_box
from crawler.extraction.teasers import teasers_among
from crawler.extraction.text import Element, Line, lines
from crawler.extraction.world_dates import date_of_byline

# A container wins by the text of its own paragraphs; what lies deeper counts less.
_WEIGHTS = (1.0, 0.5, 0.35, 0.2)
_RUNNING = 40
"""Characters from which a line is running text, and no label, menu or date."""
_MOST_LINKED = 0.5
_ALL_LINKED = 0.9
_HEAD_LINES = 30
_LINES_WITHOUT_TEXT = 6
_LINES_WITHOUT_HEADLINE = 4
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "»", '"', ";")
_SUBHEADINGS = frozenset({"h2", "h3", "h4"})
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})


@dataclass(frozen=True)
class Structure:
    """What follows the headline: short lines, and the element that holds the paragraphs.

    `lead` is a sentence between them that stands apart from the paragraphs.
    """

    headline: Element | None
    before: Sequence[Line]
    head: tuple[Line, ...]
    lead: str | None
    after: Sequence[Line]
    container: Element | None

    def paragraphs(self, said: str | None = None) -> tuple[str, ...]:
        """Give the article's text; `said` is that which the page states for machines."""
        container = self.container
        return () if container is None else tuple(_paragraphs(self.after, container, said))


def read(page: Page) -> Structure:
    """Find the article of a page without knowing its site."""
    headline = main_heading(page)
    skip = skipper([] if headline is None else [headline])
    shown = list(lines(page.root, skip))
    at = next((number for number, line in enumerate(shown) if is_headline(line, headline)), 0)
    after = list(before_next_article(_before_comments(_after(shown[at:], headline)), headline))
    container = _container(after)
    head = tuple(_head(after, container, headline))
    lead = next((line.text for line in head if _is_running(line) and _opens(line)), None)
    return Structure(headline, shown[:at], head, lead, after, container)


def _after(shown: Iterable[Line], headline: Element | None) -> Iterator[Line]:
    """Yield the lines that follow the headline, or all of them."""
    seen = headline is None
    for line in shown:
        if seen and line.block is not headline:
            yield line
        seen = seen or is_headline(line, headline)


def _inside(node: Element, ancestor: Element) -> bool:
    return node is ancestor or any(above is ancestor for above in node.iterancestors())


def _before_comments(after: Iterator[Line]) -> Iterator[Line]:
    seen = False
    for line in after:
        if seen and begins_comments(line.text):
            return
        seen = seen or _is_running(line)
        yield line


def _head(
    after: Sequence[Line], container: Element | None, headline: Element | None
) -> Sequence[Line]:
    """Give the lines before the first paragraph; a lead may be among them.

    Where there is no headline they are the last few: those before are the page's own head.
    """
    shown = after if headline is None else after[:_HEAD_LINES]
    texts = (number for number, line in enumerate(shown) if _begins_text(line, container))
    if headline is None:
        end = next(texts, 0)
        return after[max(0, end - _LINES_WITHOUT_HEADLINE) : end]
    return shown[: next(texts, _LINES_WITHOUT_TEXT if container is None else _HEAD_LINES)]


def _begins_text(line: Line, container: Element | None) -> bool:
    return container is not None and _is_text(line) and _inside(line.block, container)


def _is_text(line: Line) -> bool:
    """Tell running text from a long byline with a date."""
    dated = is_date(line.text) or opens_byline(line.text) or date_of_byline(line.text)
    return _is_running(line) and not dated


def _is_running(line: Line) -> bool:
    return len(line.text) >= _RUNNING and line.linked < _MOST_LINKED * len(line.text)


def _container(after: Sequence[Line]) -> Element | None:
    """Return the element that holds most of the running text most closely.

    An element with one line of text is a paragraph; one with several is what holds them.
    """
    scores: dict[Element, float] = {}
    lines_of = Counter(line.block for line in after)
    teasers = teasers_among(after)
    for line in after:
        if not _is_running(line) or line in teasers or is_phrase(line.text):
            continue
        broken = lines_of[line.block] > 1
        node = (
            line.block if broken and line.block.tag not in _PARAGRAPHS else line.block.getparent()
        )
        for weight in _WEIGHTS:
            if node is None or node.tag == "html":
                break
            scores[node] = scores.get(node, 0) + weight * len(line.text)
            node = node.getparent()
    return max(scores, key=lambda node: scores[node], default=None)


def _paragraphs(after: Sequence[Line], container: Element, said: str | None) -> Iterator[str]:
    parts = _parts(container)
    inside = [line for line in after if any(_inside(line.block, part) for part in parts)]
    running = [number for number, line in enumerate(inside) if _is_running(line)]
    kind = Counter(inside[number].block.tag for number in running).most_common(1)[0][0]
    while len(running) > 1 and _is_subtitle(inside[running[0]], kind):
        running = running[1:]
    first, last = running[0], running[-1] + 1
    opening = [line for line in inside[:first] if _opens(line) or opens_box(line.text) == "summary"]
    if first and _is_subheading(inside[first - 1], inside[first:last]):
        opening.append(inside[first - 1])
    closing = [line for line in inside[last:] if _closes(line, kind)]
    yield from without_furniture([*opening, *inside[first:last], *closing], said)


def _parts(container: Element) -> list[Element]:
    """Return the container, or it and its twins, into which some sites cut an article."""
    node = container
    while node.tag != "body" and len(node.getparent()) == 1:
        node = node.getparent()
    beside = [] if node.getparent() is None else list(node.getparent())
    twins = [other for other in beside if _are_twins(node, other)]
    return twins if len(twins) > 1 else [container]


def _are_twins(one: Element, other: Element) -> bool:
    if one.tag != other.tag or one.get("class") != other.get("class"):
        return False
    return bool(one.get("class")) or _shape(one) == _shape(other)


def _shape(node: Element) -> list[str]:
    """Give the tags of a node and of what it alone holds, down to a paragraph."""
    tags = [node.tag]
    while len(node) == 1 and node.tag not in _PARAGRAPHS:
        node = node[0]
        tags.append(node.tag)
    return tags


def _opens(line: Line) -> bool:
    """Tell a short sentence before the first long one from a label, a date or a link."""
    said = line.text.endswith(_SENTENCE_ENDS) and not line.linked
    return said and not is_date(line.text) and not is_phrase(line.text)


def _is_subtitle(line: Line, kind: str) -> bool:
    """Tell a second headline above the first paragraph: another block, and no sentence."""
    return line.block.tag != kind and not line.text.endswith(_SENTENCE_ENDS)


def _is_subheading(line: Line, text: Iterable[Line]) -> bool:
    """Tell the heading above the first paragraph that others in the text are like."""
    kind = (line.block.tag, line.block.get("class"))
    return kind[0] in _SUBHEADINGS and any(
        kind == (other.block.tag, other.block.get("class")) for other in text
    )


def _closes(line: Line, kind: str) -> bool:
    """Tell a short paragraph after the last long one from what else stands there."""
    all_linked = line.linked >= _ALL_LINKED * len(line.text.replace(" ", ""))
    return line.block.tag == kind and not all_linked
