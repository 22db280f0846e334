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

_WORD = re.compile(r"\w+")
_WHOLE = 0.9
"""The share of the words of a page's text that a feed's must hold to be no shorter."""


def is_of_feed(columns: Mapping[str, Any]) -> bool:
    """Say whether an article's text, given as its columns, is that of a feed."""
    return bool(json.loads(columns.get("origins") or "{}").get("body") == BY_FEED)


def is_turn(stored: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Say whether one of two versions has the text of a feed, and the other that of its page."""
    return is_of_feed(stored) != is_of_feed(row)


def with_whole_text(stored: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record's new columns; those stored where a feed's text would shorten a page's."""
    if not (is_of_feed(row) and is_turn(stored, row)) or _holds(row, stored):
        return dict(row)
    return {name: stored.get(name, value) for name, value in row.items()}


def _holds(row: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    before, now = _words(stored), _words(row)
    return (before & now).total() >= _WHOLE * before.total()


def _words(columns: Mapping[str, Any]) -> Counter[str]:
    return Counter(_WORD.findall(str(columns.get("body") or "").casefold()))
