"""What stands right above an article's headline, and right below its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from crawler.extraction.dates import (
    holds_date,
    is_counted_date,
    is_of_today,
    split_update,
    stated_date,
)
from crawler.extraction.phrases import opens_box
from crawler.extraction.structure import Structure
from crawler.extraction.text import Element, Line, is_longer, text_of

_ABOVE, _BELOW = 3, 3
_PAGE_HEAD = 9
"""Lines before a headline that make an element the page's: its menu is in it, and its clock."""
_LINKED, _RUNNING = 25, 40
_HEADLINE = 25
"""Characters from which a link is the headline of other news, and no address or button."""
_FOOT = 250
"""Characters up to which an element below the text may be the article's foot."""
_OF_THE_ARTICLE = re.compile(
    r"верси\w+ для печати|распечатать|постоянн\w+ (?:адрес|ссылк)|поделиться", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+$")
_NEIGHBOUR = re.compile(r"следующ|предыдущ|^(?:назад|вперед|вперёд)\b", re.IGNORECASE)


def above_headline(structure: Structure) -> Iterator[Line]:
    """Yield the lines right above the headline that stand in an element with it and the text.

    Those of the page's own head do not: with today's date, they share only what holds the menu.
    """
    headline, container = structure.headline, structure.container
    if headline is None or container is None:
        return
    above = list(headline.iterancestors())
    far = structure.before[-_PAGE_HEAD:][:1]
    for line in reversed(structure.before[-_ABOVE:]):
        common = next((node for node in above if _holds(node, line.block)), None)
        if line.linked >= _LINKED or _is_of_the_page(common, far, line):
            return
        if not is_of_today(split_update(line.text)[0]):
            yield line


def _is_of_the_page(common: Element | None, far: Sequence[Line], line: Line) -> bool:
    """Tell a line that shares with the headline what holds the page's head too."""
    if common is None or common.tag in {"body", "html"}:
        return True
    return any(_holds(common, other.block) for other in far if other is not line)


def dated_by_name(structure: Structure) -> Iterator[Line]:
    """Yield the lines in the article, up to a box of other news, that name a publication's date."""
    container = structure.container
    if container is None or container.getparent() is None:
        return
    article = _entry(container)
    for line in before_other_news(structure.after):
        if stated_date(line.text) and _holds(article, line.block):
            yield line


def _entry(container: Element) -> Element:
    """Give the element that the microformat hAtom says is one entry, or the one around the text."""
    above = list(container.iterancestors())
    entries = (node for node in above if "hentry" in (node.get("class") or "").split())
    return next(entries, above[0])


def foot(structure: Structure) -> Iterator[Line]:
    """Yield the lines below the headline with a date that stand beside the link to print."""
    if any(_OF_THE_ARTICLE.search(line.text) for line in structure.after):
        for line in before_other_news(structure.after):
            if holds_date(line.text) and _is_foot(_beside(line)):
                yield line
    yield from filter(_is_counted, _below(structure))


def _below(structure: Structure) -> Sequence[Line]:
    """Give the few lines that follow the article's text, up to a link."""
    container, after = structure.container, list(before_other_news(structure.after))
    if container is None:
        return ()
    last = max((n for n, line in enumerate(after) if _holds(container, line.block)), default=0)
    return list(takewhile(lambda line: not line.linked, after[last + 1 :][:_BELOW]))


def _is_counted(line: Line) -> bool:
    """Tell a date with counters of views, as below an article, and beside no other news."""
    around = _beside(line)
    return is_counted_date(line.text) and around is not None and _is_alone(around)


def _is_foot(node: Element | None) -> bool:
    return node is not None and bool(_OF_THE_ARTICLE.search(text_of(node))) and _is_alone(node)


def _is_alone(node: Element) -> bool:
    return not any(map(_is_of_others, map(text_of, node.iter("a"))))


def _is_of_others(link: str) -> bool:
    """Tell the headline of other news, and a link to what was told before or after."""
    if _ADDRESS.match(link) or _OF_THE_ARTICLE.match(link):
        return False
    return len(link) >= _HEADLINE or _NEIGHBOUR.search(link) is not None


def before_other_news(after: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of an article up to the box of other news, or whatever follows its text."""
    seen = False
    for line in after:
        if seen and opens_box(line.text):
            return
        seen = seen or len(line.text) >= _RUNNING
        yield line


def _beside(line: Line) -> Element | None:
    """Give the largest element around a line that is as short as a foot."""
    found = None
    for node in (line.block, *line.block.iterancestors()):
        if is_longer(node, _FOOT):
            break
        found = node
    return found


def _holds(node: Element, inner: Element) -> bool:
    return node is inner or node in inner.iterancestors()
