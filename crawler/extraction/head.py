"""The date between the headline and the text: a short text that is a date as a whole."""

import re
from itertools import islice

from crawler.extraction.dates import holds_date, is_date, split_update
from crawler.extraction.evidence import Findings, present
from crawler.extraction.structure import Structure
from crawler.extraction.text import Element, Line, text_of

_MOMENT = re.compile(r"(?:19|20)\d{2}\D.*\d:\d{2}|\d:\d{2}\b.*(?:19|20)\d{2}")
_MONEY = re.compile(r"[$€₽¥°]|\b(?:usd|eur|cny)\b", re.IGNORECASE)
_HEADLINE = 25
"""Characters from which a link beside a date is the headline of other news."""
_WIDGET = 250
"""Characters up to which an element around a date is a widget of its own."""


def read(structure: Structure) -> Findings:
    """Read the date of publication, and what the same place says of a later one."""
    for line in structure.head:
        text = _date_in(line)
        if text and not _is_about_others(_surroundings(line, structure.headline)):
            return _moments(text)
    return {} if structure.headline is None else _moments(_above(structure.headline))


def _moments(text: str) -> Findings:
    published, modified = split_update(text)
    return present({"published": published, "modified": modified})


def _above(headline: Element) -> str:
    """Give the moment that stands right before the headline, or in a `time` a little further up.

    A day without a clock time is left, and a moment in the head of a whole page: there it is now.
    """
    if _is_in_header_of_article(headline):
        for node in headline.itersiblings(preceding=True):
            if _MOMENT.search(text := text_of(node)) and is_date(text):
                return text
    near = (headline, *islice(headline.iterancestors(), 2))
    beside = (node for level in near for node in level.itersiblings(preceding=True))
    return next(filter(None, map(_lone_moment, beside)), "")


def _is_in_header_of_article(headline: Element) -> bool:
    if headline.xpath("boolean(ancestor::article)"):
        return True
    return len(text_of(headline.getparent())) <= len(text_of(headline)) + _WIDGET


def _lone_moment(node: Element) -> str:
    """Give the moment of the one `time` of a widget, but for the items of a feed."""
    times = list(node.iter("time"))
    if len(times) != 1 or len(text_of(node)) > _WIDGET or _is_about_others(node):
        return ""
    stated: str = times[0].get("datetime") or ""
    return stated if ":" in stated and holds_date(stated) else ""


def _date_in(line: Line) -> str:
    """Give the text of the smallest element of a line that is a date as a whole, or of the line."""
    for node in reversed(list(line.block.iter())):
        text = text_of(node)
        if text and text in line.text and (date := _date_of(node, text)):
            return date
    return line.text if is_date(line.text) else ""


def _date_of(node: Element, text: str) -> str:
    """Give the date that an element states; a `time` states it better in its attribute."""
    stated: str = (node.get("datetime") or "") if node.tag == "time" else ""
    if holds_date(stated) and (":" in stated or not is_date(text)):
        return stated
    return text if is_date(text) else ""


def _surroundings(line: Line, headline: Element | None) -> Element:
    """Give the largest element around a line that is still too small to hold the article."""
    node = line.block
    article = set() if headline is None else set(headline.iterancestors())
    for above in line.block.iterancestors():
        if above in article or len(text_of(above)) > _WIDGET:
            break
        node = above
    return node


def _is_about_others(node: Element) -> bool:
    """Tell a widget with rates or weather, and an item of a feed of other news."""
    others = (len(text_of(link)) >= _HEADLINE for link in node.iter("a"))
    return _MONEY.search(text_of(node)[: 2 * _WIDGET]) is not None or any(others)
