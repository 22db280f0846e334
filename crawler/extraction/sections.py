"""The sections of a card: what follows a heading, or what an element with a telling id holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extraction.furniture import skipper
from crawler.extraction.labels import section_of, section_of_id
from crawler.extraction.strangers import is_link, without_strangers
from crawler.extraction.text import Element, Line, Skip, lines, text_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "summary", "legend"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a page puts into an applicant's text: a link that unfolds or leads on, an advertisement.
_UNFOLDS = re.compile(
    r"(?:читать|узнать|показать|смотреть|подробнее|развернуть|свернуть|скрыть|далее)\b.{0,60}",
    re.IGNORECASE,
)
_ADVERTISES = re.compile(r"(?:на правах )?реклама\b.{0,160}|.{0,160}\berid\b.{0,80}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section's name, its heading as printed, and the elements that make it up."""

    name: str
    heading: str
    nodes: tuple[Element, ...]

    def paragraphs(self) -> tuple[str, ...]:
        """Return its lines of text, without the heading."""
        skip = skipper(self.nodes)
        found = [line for node in self.nodes for line in lines(node, skip)]
        own = [line for line in without_strangers(found) if not _is_inserted(line)]
        if own and own[0].block.tag in _TITLES:  # a heading in words of its own
            own = own[1:]
        return tuple(line.text for line in own if section_of(line.text) != self.name)

    def items(self) -> tuple[str, ...]:
        """Return the items of its lists, else its paragraphs."""
        skip = skipper(self.nodes)
        listed = (item for node in self.nodes for item in _items(node))
        texts = (_item_text(item, skip) for item in listed if not skip(item))
        return tuple(filter(None, texts)) or self.paragraphs()


def sections(root: Element) -> dict[str, Section]:
    """Return the sections below `root` by name; the first of a name counts."""
    found: dict[str, Section] = {}
    for section in _sections(root):
        if section.name not in found and section.paragraphs():
            found[section.name] = section
    return found


def _sections(root: Element) -> Iterator[Section]:
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        if name := section_of_id(node.get("id") or ""):
            yield Section(name, _heading_in(node, name), (node,))
        elif name := _opens(node):
            yield Section(name, text_of(node), tuple(_following(node)))


def _opens(node: Element) -> str | None:
    """Give the section that a heading, or an element that holds nothing else, opens."""
    if node.tag == "a" or (len(node) and node.tag not in _HEADINGS):
        return None
    return section_of(text_of(node))


def _heading_in(node: Element, name: str) -> str:
    return next((line.text for line in lines(node) if section_of(line.text) == name), "")


def _following(heading: Element) -> Iterator[Element]:
    """Give what stands after a heading, or after what wraps it alone, until the next."""
    node = heading
    while node.getnext() is None and node.getparent() is not None and node.tag != "body":
        node = node.getparent()
    for sibling in node.itersiblings():
        if any(_opens(inner) for inner in sibling.iter() if isinstance(inner.tag, str)):
            return
        yield sibling


def _items(node: Element) -> list[Element]:
    found: list[Element] = [node] if node.tag == "li" else list(node.iter("li"))
    return found


def _item_text(item: Element, skip: Skip) -> str:
    return " ".join(line.text for line in lines(item, skip) if not _is_inserted(line))


def _is_inserted(line: Line) -> bool:
    if _ADVERTISES.fullmatch(line.text):
        return True
    return is_link(line) and _UNFOLDS.fullmatch(line.text) is not None
