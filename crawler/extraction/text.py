"""Text out of markup: white space folded, blocks told apart."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

# lxml has no type stubs; an element is what its parser made.
Element = Any

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
        "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
        "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_SIGNS = re.compile(r"[\W_]+")
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
        "canvas", "select", "option", "textarea", "button", "input", "head", "title", "audio",
        "video", "map", "datalist",
    }
)  # fmt: skip
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

Skip = Callable[[Element], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as a reader sees it, and the innermost block that it begins in."""

    text: str
    block: Element
    linked: int = 0
    """How many of its characters are inside links."""


def fold(text: str | None) -> str:
    """Fold every kind of white space to single spaces and drop what has no width."""
    return " ".join(_INVISIBLE.sub("", text or "").split())


def letters(text: str) -> str:
    """Give the letters and digits of a text alone, in small letters, to compare it by."""
    return _SIGNS.sub("", text).casefold()


def unseen(node: Element) -> bool:
    """Tell an element whose text no reader sees."""
    if node.tag in _UNSEEN or node.get("hidden") is not None:
        return True
    style = node.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def lines(root: Element, skip: Skip = unseen) -> Iterator[Line]:
    """Yield the non-empty lines below `root` in order, without what `skip` leaves out."""
    pieces: list[str] = []
    linked, block, depth = 0, root, 0
    for sign, node, text in _signs(root, skip):
        if sign == "break":
            if line := _line(pieces, block, linked):
                yield line
            pieces, linked, block = [], 0, node
        elif sign == "link":
            depth += 1 if text == "start" else -1
        else:
            pieces.append(text)
            linked += len(text.strip()) if depth else 0
    if line := _line(pieces, block, linked):
        yield line


def _line(pieces: list[str], block: Element, linked: int) -> Line | None:
    text = fold("".join(pieces))
    return Line(text, block, linked) if text else None


def _signs(root: Element, skip: Skip) -> Iterator[tuple[str, Element, str]]:
    """Flatten a tree to breaks, starts and ends of links, and pieces of text."""
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: Element = None
    for event, node in walker:
        if event == "start":
            if node is not root and skip(node):
                walker.skip_subtree()
                skipped = node
                continue
            yield from _opening(node)
        else:
            if node is not skipped:
                yield from _closing(node)
            if node is not root and node.tail:
                yield "text", node, node.tail


def _opening(node: Element) -> Iterator[tuple[str, Element, str]]:
    if node.tag in BLOCKS or node.tag == "br":
        yield "break", node if node.tag != "br" else node.getparent(), ""
    elif node.tag in _CELLS:
        yield "text", node, " "
    elif node.tag == "a":
        yield "link", node, "start"
    if node.text:
        yield "text", node, node.text


def _closing(node: Element) -> Iterator[tuple[str, Element, str]]:
    if node.tag in BLOCKS:
        yield "break", node.getparent(), ""
    elif node.tag == "a":
        yield "link", node, "end"


def text_of(node: Element, skip: Skip = unseen) -> str:
    """Return the text of an element on one line."""
    return " ".join(line.text for line in lines(node, skip))


def beginning(node: Element, length: int) -> str:
    """Return the first characters of the text of an element, reading no further."""
    found = ""
    for line in lines(node):
        found = f"{found} {line.text}" if found else line.text
        if len(found) >= length:
            break
    return found[:length]


def is_longer(node: Element, limit: int) -> bool:
    """Tell whether the text of an element has more than so many characters."""
    return len(beginning(node, limit + 1)) > limit
