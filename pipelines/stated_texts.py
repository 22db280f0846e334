"""Texts that only a feed gave: where another speaks now, that is no edit of the source's. Pure.

An article whose page has no text takes that of its feed (see crawler.extraction.stand_in). When the
page comes to give it, or gives it no longer, the words differ as a feed's do from a page's. Such a
turn is applied as our own reading's doing; and what a page once said whole is not replaced by what
a feed shortens.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from crawler.items import BY_FEED

_TOLD = " (feed)"  # see crawler.extraction.body
_WORD = re.compile(r"\w+")
_WHOLE = 0.9
"""The share of the words of a page's text that a feed's must hold to be no shorter."""


def is_of_feed(columns: Mapping[str, Any]) -> bool:
    """Say whether an article's text, given as its columns, is that of a feed."""
    return _found_by(columns) == BY_FEED


def is_turn(stored: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Say whether two versions have texts of different origin on account of a feed.

    One is the feed's and the other the page's; or a feed told which of the page's texts is the one.
    """
    before, now = _found_by(stored), _found_by(row)
    told = any(by == BY_FEED or by.endswith(_TOLD) for by in (before, now))
    return told and before.removesuffix(_TOLD) != now.removesuffix(_TOLD)


def with_whole_text(stored: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record's new columns; those stored where they would lose a text for a feed's sake.

    That is, where a feed's text would shorten a page's, or a page without any, visited by another
    way than the feed, would take back the feed's.
    """
    shortens = is_of_feed(row) and not is_of_feed(stored) and not _holds(row, stored)
    if shortens or (is_of_feed(stored) and not row.get("body")):
        return {name: stored.get(name, value) for name, value in row.items()}
    return dict(row)


def _found_by(columns: Mapping[str, Any]) -> str:
    return str(json.loads(columns.get("origins") or "{}").get("body") or "")


def _holds(row: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    before, now = _words(stored), _words(row)
    return (before & now).total() >= _WHOLE * before.total()


def _words(columns: Mapping[str, Any]) -> Counter[str]:
    return Counter(_WORD.findall(str(columns.get("body") or "").casefold()))
