"""Labels and their values, by what markup they stand in and never by where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.extraction.labels import LONGEST, field_of, section_of
from crawler.extraction.text import BLOCKS, Element, fold, text_of, unseen

Known = Callable[[str], str | None]
_INLINE_LABEL = frozenset({"b", "strong", "span", "em", "i", "label"})
_NO_PAIR = frozenset({"nav", "footer"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value as printed, and the element that holds others of its kind.

    `turned` says that the value stands before the label.
    """

    label: str
    value: str
    group: Element
    turned: bool = False


def pairs(root: Element, known: Known = field_of) -> Iterator[Pair]:
    """Yield the labels below `root` that are known, and the unknown ones that stand among them.

    `known` gives the field that a label stands for; those of an application's card if not given.
    """
    found = [pair for node in _shown(root) if (pair := _pair(node, known))]
    groups = {id(pair.group): pair.turned for pair in found if known(pair.label)}
    for pair in found:
        if known(pair.label):
            yield pair
        elif id(pair.group) in groups and not section_of(pair.label):
            turned = groups[id(pair.group)]
            yield Pair(pair.value, pair.label, pair.group) if turned else pair


def _shown(root: Element) -> Iterator[Element]:
    """Give every element below `root` that is no furniture."""
    walker = etree.iterwalk(root, events=("start",))
    for _, node in walker:
        if node.tag in _NO_PAIR or unseen(node):
            walker.skip_subtree()
        else:
            yield node


def _pair(node: Element, known: Known) -> Pair | None:
    if node.tag == "dt":
        return _definition(node)
    children = [child for child in node if isinstance(child.tag, str) and text_of(child)]
    if len(children) == 2 and not _own_text(node):  # noqa: PLR2004
        return _two(node, children, known)
    inline = all(child.tag not in BLOCKS for child in children)
    if children and inline and children[0].tag in _INLINE_LABEL and not fold(node.text):
        return _label_then_text(node, children[0], known)
    return _one_text(node, known) if inline else None


def _definition(node: Element) -> Pair | None:
    value = node.getnext()
    if value is None or value.tag != "dd":
        return None
    parent = node.getparent()
    group = parent.getparent() if parent.tag == "div" else parent
    return Pair(_label(text_of(node)), text_of(value), group)


def _two(node: Element, children: list[Element], known: Known) -> Pair | None:
    """Read two texts side by side: the known label of the two, else the first, is the label."""
    first, second = (text_of(child) for child in children)
    turned = known(first) is None and known(second) is not None
    label, value = (second, first) if turned else (first, second)
    if len(label) > LONGEST or children[0].tag == "dt":
        return None
    if _is_whole(children[turned], known):
        return None
    return Pair(_label(label), value, node.getparent(), turned)


def _is_whole(node: Element, known: Known) -> bool:
    """Say whether a node holds a label with its value: of two rows neither is the other's label."""
    parts = [text_of(child) for child in node if isinstance(child.tag, str)]
    if len(list(filter(None, parts))) > 1 and any(map(known, parts)):
        return True
    label, colon, value = text_of(node).partition(":")
    return bool(colon and value.strip() and known(label))


def _label_then_text(node: Element, label: Element, known: Known) -> Pair | None:
    """«**Label:** value», where only the label has an element of its own."""
    text, whole = text_of(label), text_of(node)
    if not (known(text) or text.endswith(":")) or not whole.startswith(text):
        return None
    value = whole[len(text) :].lstrip(" :")
    return Pair(_label(text), value, node.getparent()) if value else None


def _one_text(node: Element, known: Known) -> Pair | None:
    """«Label: value» in one text, for labels that are known."""
    label, colon, value = text_of(node).partition(":")
    in_front = ":" in (node.text or "") or not len(node)
    if colon and in_front and known(label) and value.strip():
        parent = node.getparent()
        return Pair(_label(label), value.strip(), parent if parent is not None else node)
    return None


def _own_text(node: Element) -> str:
    tails = (child.tail or "" for child in node)
    return fold((node.text or "") + "".join(tails)).strip(" :|—–-")


def _label(text: str) -> str:
    return fold(text).rstrip(" :*")
