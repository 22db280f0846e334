"""Bounds of a call that its page states in the same words as before: they mean the same. Pure.

«До 15 марта» names no year. Read on 14 March it looks ahead to this year, read on 16 March to the
next; but a page that stands still has not put its deadline off by a year.
"""

import json
from collections.abc import Mapping
from typing import Any

_ENDS = {
    "closes_edtf": ("closes_edtf", "closes_on", "closes_utc", "closes_by_utc"),
    "opens_edtf": ("opens_edtf", "opens_on", "opens_utc", "opens_from_utc"),
}
_YEAR = len("2026")
_DAY = "published"


def with_stated_bounds(
    stored: Mapping[str, Any], row: Mapping[str, Any], *, by_source: bool
) -> dict[str, Any]:
    """Give a call's new columns, with the stored bounds where their words have not changed.

    Both are columns as the store holds them; records of other kinds are given back as they are.
    `by_source` says that the same parser read both, so that only the moment can make a difference;
    of another parser, only another year of the same day is put down to the moment.
    """
    fresh = dict(row)
    for name, columns in _ENDS.items():
        if name in row and _same_words(name, stored, row):
            before, now = stored[name] or "", row[name] or ""
            if by_source or before[_YEAR:] == now[_YEAR:]:
                fresh |= {column: stored[column] for column in columns}
    return _with_stated_day(stored, fresh) if "closes_edtf" in row else fresh


def _with_stated_day(stored: Mapping[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """Keep the day of writing that only a feed stated; another way to the page says nothing."""
    if json.loads(stored["origins"]).get(_DAY) != "feed" or _DAY in json.loads(row["texts"]):
        return row
    for name in ("texts", "origins"):
        before, now = json.loads(stored[name]), json.loads(row[name])
        kept = {_DAY: before[_DAY]} if _DAY in before else {}
        row[name] = json.dumps(now | kept, ensure_ascii=False)
    return row


def _same_words(name: str, stored: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    before, now = _words(name, stored), _words(name, row)
    return before is not None and before == now


def _words(name: str, row: Mapping[str, Any]) -> str | None:
    """Give the words of a bound: an opening without its own was read out of the closing's."""
    words: str | None = json.loads(row["texts"]).get(name)
    return words or row["deadline_text"]
