"""The headline of a page that has no heading, and whose title is the same on every page."""

import re
from itertools import pairwise

from crawler.extraction.dates import holds_date, is_date
from crawler.extraction.page import Page
from crawler.extraction.site_names import names_site
from crawler.extraction.structure import Structure
from crawler.extraction.text import Line, fold, text_of

_SHORTEST, _LONGEST = 15, 200
_DATED = 80
"""Characters up to which a line with a date is that of the article, with counters behind it."""
_PARTS = re.compile(r"[|»]|::|:\s|\s[-–—/]\s")


def title_above_date(page: Page, structure: Structure) -> str:
    """Give the line right above the date that stands right above the text; else the empty text.

    Only where no heading tells, and no part of the document's title is shown on the page: then
    that title speaks of the site, and not of the article.
    """
    if structure.headline is not None or structure.container is None or _tells(page):
        return ""
    for above, dated in pairwise(structure.head):
        if _is_date(dated) and _is_title(page, above) and _are_near(above, dated):
            return above.text
    return ""


def _tells(page: Page) -> bool:
    """Say whether a line of the page is its title, or a part of that which names no site."""
    parts = {page.document_title, *_PARTS.split(page.document_title)}
    long = (fold(part).casefold() for part in parts if len(fold(part)) >= _SHORTEST)
    shown = fold(text_of(page.root)).casefold()
    return any(part in shown and not names_site(page, part) for part in long)


def _is_date(line: Line) -> bool:
    return is_date(line.text) or (len(line.text) <= _DATED and holds_date(line.text))


def _is_title(page: Page, line: Line) -> bool:
    fits = _SHORTEST <= len(line.text) <= _LONGEST and not line.text.endswith((".", ":", ";"))
    return (
        fits and not line.linked and not holds_date(line.text) and not names_site(page, line.text)
    )


def _are_near(above: Line, dated: Line) -> bool:
    """Tell two lines of one element, or whose elements stand in one."""
    return above.block is dated.block or above.block.getparent() is dated.block.getparent()
