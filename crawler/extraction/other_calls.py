"""Boxes of other calls on a call's page: their labels must not be taken for its own."""

import re
from collections.abc import Iterator

from crawler.extraction.page import Page
from crawler.extraction.text import Element, text_of

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:crp_related|related\w*|relatedposts|yarpp|similar\w*|recommend\w*|also)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_NEVER = frozenset({"html", "body", "main", "article"})
_HEADING = re.compile(
    r"(?:другие|похожие|ещё|еще|смотрите также|рекомендуем|вам может быть интересно)\b"
    r"(?:.{0,20}\b(?:конкурс|грант|программ|проект|отбор|возможност)\w*)?.{0,20}",
    re.IGNORECASE,
)


def remove_others(page: Page) -> None:
    """Take out of a page's tree what its source drops, and what shows calls besides its own."""
    selectors = page.source.selectors.drop if page.source else ()
    found = [node for selector in selectors for node in page.select(selector)]
    found += [node for node in page.root.iter() if _is_named_so(node)]
    found += [node for heading in _headings(page.root) for node in _with_rest(heading)]
    for node in [one for one in found if not isinstance(one, str)]:
        parent = node.getparent()
        if parent is not None:
            _cut(parent, node)


def _is_named_so(node: Element) -> bool:
    if not isinstance(node.tag, str) or node.tag in _NEVER:
        return False
    return _CLASS.search(f"{node.get('class') or ''} {node.get('id') or ''}") is not None


def _headings(root: Element) -> Iterator[Element]:
    """Give the headings over other calls."""
    return (node for node in root.iter("h2", "h3", "h4") if _HEADING.fullmatch(text_of(node)))


def _with_rest(heading: Element) -> list[Element]:
    """Give a heading and what follows it beside it."""
    return [heading, *heading.itersiblings()]


def _cut(parent: Element, node: Element) -> None:
    """Take an element out of its parent and leave the text behind it where it is."""
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
