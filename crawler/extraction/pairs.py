"""Labels and their values, by what markup they stand in and never by where."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extraction.labels import LONGEST, field_of, section_of
from crawler.extraction.text import Element, fold, text_of, unseen

_INLINE_LABEL = frozenset({"b", "strong", "span", "em", "i", "dt", "th", "label"})
_NO_PAIR = frozenset({"html", "head", "body", "script", "style", "svg", "nav", "header", "footer"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value as printed, and the element that holds others of its kind."""

    label: str
    value: str
    group: Element


def pairs(root: Element) -> Iterator[Pair]:
    """Yield the labels below `root` that are known, and the unknown ones that stand among them."""
    found = [pair for node in root.iter() if (pair := _pair(node))]
    groups = {id(pair.group) for pair in found if field_of(pair.label)}
    for pair in found:
        if field_of(pair.label) or (id(pair.group) in groups and not section_of(pair.label)):
            yield pair


def _pair(node: Element) -> Pair | None:
    if not isinstance(node.tag, str) or node.tag in _NO_PAIR or unseen(node):
        return None
    if node.tag == "dt":
        return _definition(node)
    children = [child for child in node if isinstance(child.tag, str) and text_of(child)]
    if len(children) == 2 and not _own_text(node):  # noqa: PLR2004
        return _two(node, children)
    if children and children[0].tag in _INLINE_LABEL and not fold(node.text):
        return _label_then_text(node, children[0])
    return None if children else _one_text(node)


def _definition(node: Element) -> Pair | None:
    value = node.getnext()
    if value is None or value.tag != "dd":
        return None
    parent = node.getparent()
    group = parent.getparent() if parent.tag == "div" else parent
    return Pair(_label(text_of(node)), text_of(value), group)


def _two(node: Element, children: list[Element]) -> Pair | None:
    """Two texts side by side: the known label of the two, else the first, is the label."""
    first, second = (text_of(child) for child in children)
    if field_of(second) and not field_of(first):
        first, second = second, first
    if len(first) > LONGEST or children[0].tag == "dt":
        return None
    return Pair(_label(first), second, node.getparent())


def _label_then_text(node: Element, label: Element) -> Pair | None:
    """«**Label:** value», where only the label has an element of its own."""
    text, whole = text_of(label), text_of(node)
    if not (field_of(text) or text.endswith(":")) or not whole.startswith(text):
        return None
    value = whole[len(text) :].lstrip(" :")
    return Pair(_label(text), value, node.getparent()) if value else None


def _one_text(node: Element) -> Pair | None:
    """«Label: value» in one text, for labels that are known."""
    label, colon, value = text_of(node).partition(":")
    if colon and field_of(label) and value.strip():
        parent = node.getparent()
        return Pair(_label(label), value.strip(), parent if parent is not None else node)
    return None


def _own_text(node: Element) -> str:
    tails = (child.tail or "" for child in node)
    return fold((node.text or "") + "".join(tails)).strip(" :|—–-")


def _label(text: str) -> str:
    return fold(text).rstrip(" :*")
