"""The date beside the headline or in the article's foot: a short text that is a date."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from crawler.extraction.byline import author_by_name
from crawler.extraction.dates import (
    ends_in_update,
    holds_date,
    is_date,
    is_measured,
    is_of_another,
    is_of_today,
    is_vague,
    opens_byline,
    split_update,
    stated_date,
)
from crawler.extraction.edges import above_headline, dated_by_name, foot
from crawler.extraction.evidence import Findings, present
from crawler.extraction.structure import Structure
from crawler.extraction.text import Element, Line, beginning, fold, is_longer, text_of
from crawler.extraction.world_dates import date_of_byline

_MONEY = re.compile(r"[$€₽¥°]|\b(?:usd|eur|cny)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}|\d{2}\.\d{2}\.\d{2}")
_CLOCK = re.compile(r"\d:\d\d")
_STATES = {"time": "datetime", "abbr": "title"}
_NO_NEWS = re.compile(r"\s*(?:(?:https?:)?//[^/?#]+/?|[^#]*#[\w-]+)\s*", re.IGNORECASE)
"""Addresses of a front page, and of a place in a page, as where its comments begin."""
_HEADLINE = 25
"""Characters from which a link beside a date is the headline of other news."""
_UPDATE = re.compile(r"(?:^|[\s_-])(?:(?:date)?modified|updated?)(?=$|[\s_-])", re.IGNORECASE)
"""Names of what states when the page was changed."""
_OF_ENTRY = re.compile(r"published|(?:^|\s)(?:entry|post)[_-]?date(?:$|\s)", re.IGNORECASE)
"""Names of an entry's own date, which microformats have themes call «updated» besides."""
_LINKS = 0.6
"""The share that links must make up of what follows a date, signs between them left out."""
_DATES = 20
_WIDGET = 250
"""Characters up to which an element around a date is a widget of its own."""


def read(structure: Structure) -> Findings:
    """Read the date of publication, what the same place says of a later one, and a named author.

    It stands below the headline, right above it, or in the article's own foot; on a page without a
    headline right before the text.
    """
    head = structure.head if structure.headline is not None else _without_clock(structure.head)
    beside = chain(_unlabelled(head), above_headline(structure))
    dates = (_date_in(line) for line in beside if _is_own(line, structure))
    below = (_date_in(line) for line in foot(structure) if not is_measured(line.text))
    text = _first(dates) or _by_name(structure) or _first(below)
    published, modified = split_update(text)
    author = author_by_name(structure)
    return present({"published": published, "modified": modified, "author": author})


def _first(dates: Iterable[str]) -> str:
    return next(filter(None, dates), "")


def _without_clock(shown: Sequence[Line]) -> Sequence[Line]:
    """Give the lines before a text without headline, the last first, but the page's own day."""
    return [line for line in reversed(shown) if not is_of_today(line.text)]


def _unlabelled(shown: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines before which no line of its own says what else their date is of."""
    before = ""
    for line in shown:
        if not is_of_another(before):
            yield line
        before = line.text


def _by_name(structure: Structure) -> str:
    """Give the one date that lines in the article say is of publication."""
    dated = dated_by_name(structure)
    own = (line for line in dated if not _is_about_others(line, structure.headline))
    found = {stated_date(line.text) for line in islice(own, _DATES)}
    return found.pop() if len(found) == 1 else ""


def _is_own(line: Line, structure: Structure) -> bool:
    dated = holds_date(line.text) or line.block.find(".//time") is not None
    if not dated or is_measured(line.text):
        return False
    return not _is_about_others(line, structure.headline)


def _date_in(line: Line) -> str:
    """Give the text of the smallest element of a line that is a date as a whole, or of the line.

    The moment of a change is left out. The line counts where it alone has the time, and where links
    or names follow the date.
    """
    rest, found = line.text, []
    for node in reversed(list(line.block.iter())):
        text = text_of(node)
        if text and text in rest and (date := _date_of(node, text)):
            if _is_update(node) or is_of_another(line.text.partition(text)[0]):
                rest = rest.replace(text, "").strip()
            else:
                found.append(date)
    found += [rest] if is_date(rest) and not is_vague(rest) else []
    if found:
        return next((text for text in found if _CLOCK.search(text)), found[0])
    return date_of_byline(rest) or (rest if opens_byline(rest) else _before_links(line))


def _before_links(line: Line) -> str:
    """Give the date that begins a line of which all the rest are links, as to the section."""
    text = fold(line.block.text)
    rest = len(line.text.replace(" ", "")) - len(text.replace(" ", ""))
    linked = line.block.tag != "li" and line.linked >= _LINKS * rest > 0
    return text if linked and is_date(text) else ""


def _date_of(node: Element, text: str) -> str:
    """Give the date that an element states; `time` and `abbr` state it better in an attribute."""
    name = _STATES.get(node.tag)
    stated = fold(node.get(name)) if name else ""
    if holds_date(stated) and (":" in stated or not is_date(text) or not _YEAR.search(text)):
        return stated
    return text if is_date(text) and not is_vague(text) else ""


def _is_update(node: Element) -> bool:
    """Tell the moment of a change by its names, and by the word before it."""
    names = (node.get(name) or "" for name in ("class", "itemprop", "id"))
    if any(map(_UPDATE.search, names)) and not _OF_ENTRY.search(node.get("class") or ""):
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
        if above in article or is_longer(above, _WIDGET):
            break
        node = above
    return node


def _is_about_others(line: Line, headline: Element | None) -> bool:
    """Tell a line of a widget with rates or weather, and of an item of a feed of other news."""
    if headline is not None and line.block in headline.iterancestors():
        return line.linked >= _HEADLINE and 2 * line.linked > len(line.text)
    node = _surroundings(line, headline)
    ours = () if headline is None else set(headline.iter("a"))
    others = (_is_news(link) for link in node.iter("a") if link not in ours)
    return _MONEY.search(beginning(node, 2 * _WIDGET)) is not None or any(others)


def _is_news(link: Element) -> bool:
    """Tell the headline of other news: a long link, but not one to a front page or a place."""
    other = _NO_NEWS.fullmatch(link.get("href") or "")
    return len(text_of(link)) >= _HEADLINE and other is None
