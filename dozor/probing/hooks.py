"""CSS selectors that lead to an element of a page, those that last longest first."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.extraction.text import Element

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
_PLAIN = re.compile(r"[^\"\\\n]{1,80}")
_NUMBERS = re.compile(r"\d{3,}")
# Names that a build makes anew each time, behind the part that people wrote.
_BUILT = re.compile(r"([A-Za-z][\w-]{2,}(?:__|--|_|-))(?=\w*[a-z])(?=\w*[A-Z0-9])\w{5,}")
_LAYOUT = re.compile(
    r"(?:active|clearfix|row|left|right|center|wrapper|container|block|item|col(?:-\w+)*-?\d*"
    r"|[mp][trblxy]?-\d|text-(?:left|right|center)|d-\w+|flex\w*|grid\w*|bold|small|big|first|last)"
)
_MEANING = ("itemprop", "property", "data-role", "data-testid", "data-field")
_DEEPEST = 5


class Hook(NamedTuple):
    """A selector and how little is to be expected of it: 0 lasts longest."""

    css: str
    rank: int


def hooks_of(node: Element) -> Iterator[Hook]:
    """Yield selectors of an element by itself, then below an ancestor, then by its place."""
    own = list(_own(node))
    yield from own
    if node.tag == "meta":
        return
    for depth, above in enumerate(_ancestors(node)):
        for outer in _own(above):
            for inner in own:
                yield Hook(f"{outer.css} {inner.css}", max(outer.rank, inner.rank) + 1)
            yield Hook(f"{outer.css} {node.tag}", outer.rank + 2 + depth)
            if depth == 0:
                place = f"{node.tag}:nth-of-type({_place(node)})"
                yield Hook(f"{outer.css} > {place}", outer.rank + 6)
    if node.tag in {"h1", "article"}:
        yield Hook(node.tag, 2)


def _own(node: Element) -> Iterator[Hook]:
    """Yield selectors of an element by what it is called."""
    tag = node.tag
    for name in _MEANING:
        value = node.get(name)
        if value and _PLAIN.fullmatch(value):
            yield _of_meaning(tag, name, value)
    if tag == "meta" and (value := node.get("name")) and _PLAIN.fullmatch(value):
        yield _of_meaning(tag, "name", value)
    if tag == "a" and (value := node.get("rel")) and _PLAIN.fullmatch(value):
        yield Hook(f'a[rel~="{value.split()[0]}"]', 2)
    identity = node.get("id") or ""
    if _NAME.fullmatch(identity) and not _NUMBERS.search(identity):
        yield Hook(f"#{identity}", 1)
    for name in (node.get("class") or "").split():
        yield from _of_class(tag, name)


def _of_meaning(tag: str, name: str, value: str) -> Hook:
    """Name an element by what it means; what is in the page's head is read without help anyway."""
    if tag == "meta":
        return Hook(f'meta[{name}="{value}"]::attr(content)', 3)
    return Hook(f'[{name}="{value}"]', 0)


def _of_class(tag: str, name: str) -> Iterator[Hook]:
    if built := _BUILT.fullmatch(name):
        yield Hook(f'[class*="{built[1]}"]', 3)
    elif _NAME.fullmatch(name) and not _NUMBERS.search(name):
        layout = 4 if _LAYOUT.fullmatch(name) else 0
        yield Hook(f".{name}", 1 + layout)
        yield Hook(f"{tag}.{name}", 2 + layout)


def _ancestors(node: Element) -> Iterator[Element]:
    above = node.getparent()
    for _ in range(_DEEPEST):
        if above is None or above.tag in {"body", "html"}:
            return
        yield above
        above = above.getparent()


def _place(node: Element) -> int:
    return 1 + sum(1 for _ in node.itersiblings(node.tag, preceding=True))
