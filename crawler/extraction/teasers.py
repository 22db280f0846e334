"""Lines that tell of other news than the page's own."""

from collections.abc import Iterable

from crawler.extraction.phrases import is_phrase
from crawler.extraction.text import Line

_RUNNING = 40
"""Characters from which a line is running text, and no label, menu or date."""
_LINKED, _MOSTLY = 25, 0.6
"""Characters, and the share of a line, from which a link is a headline of other news."""


def teasers_among(shown: Iterable[Line]) -> set[Line]:
    """Give the lines that tell of other news: each stands below a headline that is a link."""
    found: set[Line] = set()
    headline: Line | None = None
    for line in shown:
        if line.linked >= _LINKED and line.linked >= _MOSTLY * len(line.text.replace(" ", "")):
            headline = None if is_phrase(line.text) else line
        elif len(line.text) >= _RUNNING and not line.linked:
            if headline is not None and _belong(headline, line):
                found.add(line)
            headline = None
    return found


def _belong(headline: Line, line: Line) -> bool:
    """Tell a line that stands in the same element as the headline before it, or beside it."""
    near, beside = headline.block, line.block.getparent()
    above = near.getparent()
    further = None if above is None else above.getparent()
    if line.block is near or line.block is above:
        return line.block is near
    return any(beside is node for node in (near, above, further))
