"""The date between the headline and the text: a short text that is a date as a whole."""

import re

from crawler.extraction.dates import ends_in_update, holds_date, is_date, split_update
from crawler.extraction.evidence import Findings, present
from crawler.extraction.structure import Structure
from crawler.extraction.text import Element, Line, text_of
from crawler.extraction.world_dates import date_of_byline

_MONEY = re.compile(r"[$€₽¥°]|\b(?:usd|eur|cny)\b", re.IGNORECASE)
_HEADLINE = 25
"""Characters from which a link beside a date is the headline of other news."""
_UPDATE = re.compile(r"(?:^|[\s_-])(?:(?:date)?modified|updated?)(?=$|[\s_-])", re.IGNORECASE)
"""Names of what states when the page was changed."""
_NEAR = 6
_WIDGET = 250
"""Characters up to which an element around a date is a widget of its own."""


def read(structure: Structure) -> Findings:
    """Read the date of publication, and what the same place says of a later one.

    On a page without a headline, only what stands right before the text counts.
    """
    near = structure.head[-_NEAR:][::-1] if structure.headline is None else structure.head
    for line in near:
        text = _date_in(line)
        if text and not _is_about_others(line, structure.headline):
            published, modified = split_update(text)
            return present({"published": published, "modified": modified})
    return {}


def _date_in(line: Line) -> str:
    """Give the text of the smallest element of a line that is a date as a whole, or of the line."""
    rest = line.text
    for node in reversed(list(line.block.iter())):
        text = text_of(node)
        if text and text in rest and (date := _date_of(node, text)):
            if not _is_update(node):
                return date
            rest = rest.replace(text, "").strip()
    return rest if is_date(rest) else date_of_byline(rest)


def _date_of(node: Element, text: str) -> str:
    """Give the date that an element states; a `time` states it better in its attribute."""
    stated: str = (node.get("datetime") or "") if node.tag == "time" else ""
    if holds_date(stated) and (":" in stated or not is_date(text)):
        return stated
    return text if is_date(text) else ""


def _is_update(node: Element) -> bool:
    """Tell the moment of a change by its names, and by the word before it."""
    names = (node.get(name) or "" for name in ("class", "itemprop", "id"))
    if any(map(_UPDATE.search, names)) and "published" not in (node.get("class") or ""):
        return True
    before, above = node.getprevious(), node.getparent()
    said = (None if above is None else above.text) if before is None else before.tail
    if before is not None and not (said or "").strip():
        said = text_of(before)
    return ends_in_update(said or "")


def _surroundings(line: Line, headline: Element | None) -> Element:
    """Give the largest element around a line that is still too small to hold the article."""
    node = line.block
    article = set() if headline is None else set(headline.iterancestors())
    for above in line.block.iterancestors():
        if above in article or len(text_of(above)) > _WIDGET:
            break
        node = above
    return node


def _is_about_others(line: Line, headline: Element | None) -> bool:
    """Tell a line of a widget with rates or weather, and of an item of a feed of other news."""
    if headline is not None and line.block in headline.iterancestors():
        return line.linked >= _HEADLINE and 2 * line.linked > len(line.text)
    node = _surroundings(line, headline)
    ours = () if headline is None else set(headline.iter("a"))
    others = (len(text_of(link)) >= _HEADLINE for link in node.iter("a") if link not in ours)
    return _MONEY.search(text_of(node)[: 2 * _WIDGET]) is not None or any(others)
