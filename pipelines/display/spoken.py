"""Sums, dates and names where they stand in a text, for marking them there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipelines.amounts import Amount, find_amounts
from pipelines.dates import DateValue, find_dates

LONGEST = 20_000  # characters that are looked through; the rest is shown unmarked


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of a text; `value` is what it says, or for a name the address it leads to.

    A date whose year the text leaves open («7 марта») has none.
    """

    text: str
    kind: Literal["plain", "amount", "date", "name"] = "plain"
    value: Amount | DateValue | str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    kind: Literal["amount", "date", "name"]
    value: Amount | DateValue | str | None


def spoken(
    text: str, *, reference: datetime | None, timezone: str | None, names: Mapping[str, str]
) -> list[Spoken]:
    """Part a text by what it speaks of; together the parts are the text.

    Dates are read as of `reference` (aware), as the article's readers would; without it none are.
    `names` are words of the text with the address each leads to. Where two things overlap, a name
    goes before a sum, a sum before a date.
    """
    looked = text[:LONGEST]
    amounts = ((amount.text, amount) for amount in find_amounts(looked))
    found = [
        *_names(looked, names),
        *_in_order(looked, "amount", amounts),
        *_in_order(looked, "date", _dates(looked, reference, timezone) if reference else ()),
    ]
    return list(_parted(text, _apart(found)))


def _dates(
    text: str, reference: datetime, timezone: str | None
) -> Iterator[tuple[str, DateValue | None]]:
    """Give the dates of a text, with what each is where past and future readings agree."""
    past = find_dates(text, reference=reference, timezone=timezone, prefer="past")
    future = find_dates(text, reference=reference, timezone=timezone, prefer="future")
    later = {(value.text, value.edtf) for value in future}
    for value in past:
        yield value.text, value if (value.text, value.edtf) in later else None


def _names(text: str, names: Mapping[str, str]) -> Iterator[_Place]:
    for name, address in names.items():
        start = text.find(name)
        while start >= 0:
            yield _Place(start, start + len(name), "name", address)
            start = text.find(name, start + len(name))


def _in_order(
    text: str,
    kind: Literal["amount", "date"],
    values: Iterable[tuple[str, Amount | DateValue | None]],
) -> Iterator[_Place]:
    """Find each value's own words, one after another; words that are not there are passed over."""
    end = 0
    for words, value in values:
        start = text.find(words, end) if words else -1
        if start >= 0:
            end = start + len(words)
            yield _Place(start, end, kind, value)


def _apart(found: Iterable[_Place]) -> list[_Place]:
    kept: list[_Place] = []
    for place in found:
        if all(place.end <= one.start or place.start >= one.end for one in kept):
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)


def _parted(text: str, places: Iterable[_Place]) -> Iterator[Spoken]:
    end = 0
    for place in places:
        if place.start > end:
            yield Spoken(text[end : place.start])
        yield Spoken(text[place.start : place.end], place.kind, place.value)
        end = place.end
    if end < len(text):
        yield Spoken(text[end:])
