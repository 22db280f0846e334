"""Teasers that stand in the text below «Читайте также»: a bold headline, and what leads on."""

import re
from collections.abc import Sequence

from crawler.extraction.phrases import opens_box
from crawler.extraction.text import Line, text_of

_LEADS_ON = re.compile(r"\b(?:подробнее|читать|читайте|далее|полностью)\W*$", re.IGNORECASE)


def without_read_on(found: Sequence[Line]) -> list[Line]:
    """Leave out such teasers; a bold line that nothing like it follows is a heading of the text."""
    kept: list[Line] = []
    below, number = False, 0
    while number < len(found):
        line = found[number]
        taken = _teaser(found[number : number + 2]) if below else 0
        if taken:
            number += taken
            continue
        below = opens_box(line.text) == "read also"
        kept.append(line)
        number += 1
    return kept


def _teaser(ahead: Sequence[Line]) -> int:
    """Count the lines of the teaser that begins with the first: its headline and its words."""
    if _leads_on(ahead[0]):
        return 1
    return 2 if len(ahead) > 1 and _is_bold(ahead[0]) and _leads_on(ahead[1]) else 0


def _leads_on(line: Line) -> bool:
    return line.linked > 0 and _LEADS_ON.search(line.text) is not None


def _is_bold(line: Line) -> bool:
    return any(text_of(node) == line.text for node in line.block.iter("b", "strong"))
