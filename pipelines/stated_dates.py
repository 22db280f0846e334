"""Dates that only the way to a page stated: a visit by another way does not take them back. Pure.

A feed or listing may state the date of a page that bears none itself. The next visit may come from
elsewhere (the page was due, a person named it), and its silence says nothing of the date.
"""

import json
from collections.abc import Mapping
from typing import Any

_COLUMNS = ("published_utc", "published_edtf", "published_precision", "published_on", "sort_utc")
_FIELD = "published_edtf"
_JSON = ("texts", "origins", "problems")


def with_stated_date(stored: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record's new columns, with the stored date where the feed alone had stated it.

    Both are columns as the store holds them. A page that has come to bear a date is believed.
    """
    fresh = dict(row)
    if _FIELD not in row or _FIELD in json.loads(row["texts"]) or not _by_feed(stored):
        return fresh
    fresh |= {name: stored[name] for name in _COLUMNS}
    for name in _JSON:
        before, now = json.loads(stored[name]), json.loads(row[name])
        kept = {_FIELD: before[_FIELD]} if _FIELD in before else {}
        fresh[name] = json.dumps(now | kept, ensure_ascii=False)
    return fresh


def _by_feed(stored: Mapping[str, Any]) -> bool:
    return bool(json.loads(stored.get("origins") or "{}").get(_FIELD) == "feed")
