"""Lines that stand between an article's paragraphs and are another's: a link in a box of its own.

Advertisements, teasers and links to read on turn at each visit; taken for text, they would be
edits. Two things tell them: they are in another kind of block than the text, and what the page
says of its text for machines lacks them. Neither counts alone for words that are no link.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from crawler.extraction.dates import is_date
from crawler.extraction.text import Element, Line, letters, text_of

_RUNNING = 40
"""Characters from which a line is running text."""
_LONGEST = 300
_AROUND = 3
_MOST = 0.8
"""The share of the running text that must be in the text for machines, or that is cut short."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset({"div", "section", "article", "center", "main", "body"})


def without_strangers(found: Sequence[Line], said: str | None = None) -> list[Line]:
    """Leave out what is not the article's own; `said` is its text as the page's JSON-LD has it.

    Where the paragraphs are `p`, a link alone in another block is a stranger, and anywhere in a
    block with a class that no paragraph has; there a date is one as well. So is a heading that
    stands inside a link: it heads a card that is a link as a whole. Where `said` holds most of the
    text, so are the links and the short lines in other blocks that it lacks.
    """
    running = [line for line in found if len(line.text) >= _RUNNING and not is_link(line)]
    if not running:
        return list(found)
    kind = Counter(line.block.tag for line in running).most_common(1)[0][0]
    classes = {line.block.get("class") for line in running} | {None}
    found = [line for line in found if not (_is_boxed(line, classes) or _heads_card(line))]
    whole = letters(said or "")
    if not _holds_most(whole, running):
        whole = ""
    return [line for line in found if not _is_stranger(line, kind, whole)]


def _is_boxed(line: Line, classes: set[str | None]) -> bool:
    """Tell a link, or its date, that is alone in a block with a class that no paragraph has."""
    block = line.block
    if block.tag not in _BOXES or block.get("class") in classes:
        return False
    return is_link(line) or (is_date(line.text) and _is_beside_link(block))


def _heads_card(line: Line) -> bool:
    block = line.block
    inside = block.tag in _HEADINGS and next(block.iterancestors("a"), None) is not None
    return inside and is_link(line)


def _is_beside_link(block: Element) -> bool:
    """Tell a block of a teaser: a small element around it has a link."""
    around = islice(block.iterancestors(), _AROUND)
    return any(node.find(".//a") is not None and len(text_of(node)) <= _LONGEST for node in around)


def _is_stranger(line: Line, kind: str, whole: str) -> bool:
    boxed = line.block.tag != kind and line.block.tag in _BOXES
    if boxed and kind == "p" and is_link(line):
        return True
    if not whole or letters(line.text) in whole:
        return False
    return is_link(line) or (boxed and len(line.text) < _LONGEST)


def is_link(line: Line) -> bool:
    """Tell a line that is nothing but links."""
    return line.linked > 0 and line.linked >= len(line.text.replace(" ", "")) - 1


def _holds_most(whole: str, running: Sequence[Line]) -> bool:
    held = sum(len(line.text) for line in running if letters(line.text) in whole)
    return bool(whole) and held >= _MOST * sum(len(line.text) for line in running)
