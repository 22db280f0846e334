"""The readers of dates that are compared: Dozor, dateparser, and natasha where it is installed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import dateparser
from date_cases import Answer, answer_of
from dateparser.search import search_dates

from pipelines.dates import find_dates, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.dates import DateValue

_MICROSECOND: Final = timedelta(microseconds=1)


class Reader(NamedTuple):
    """How a field and how running text is read; `bare` is the reading alone, for timing."""

    field: Callable[[str, datetime], list[Answer]]
    running: Callable[[str, datetime], list[Answer]]
    bare: Callable[[str, datetime], object]


def readers() -> dict[str, Reader]:
    """Give Dozor and the peers that are installed (see requirements.txt)."""
    found = {
        "Dozor": Reader(dozor, dozor_finds, _parse),
        "dateparser": Reader(peer, peer_finds, _peer_parse),
    }
    with suppress(ImportError):
        found["natasha"] = _load_natasha()
    return found


def _parse(text: str, reference: datetime) -> DateValue | None:
    return parse_date(text, reference=reference, timezone="Europe/Moscow")


def _peer_parse(text: str, reference: datetime) -> datetime | None:
    return dateparser.parse(text, languages=["ru"], settings={"RELATIVE_BASE": reference})


def dozor(text: str, reference: datetime) -> list[Answer]:
    value = parse_date(text, reference=reference, timezone=None)
    return [answer_of(value.edtf, value.precision)] if value else []


def dozor_finds(text: str, reference: datetime) -> list[Answer]:
    values = find_dates(text, reference=reference, timezone=None)
    return [answer_of(value.edtf, value.precision) for value in values]


def peer(text: str, reference: datetime) -> list[Answer]:
    moment = _peer_parse(text, reference)
    return [_instant(moment)] if moment else []


def peer_finds(text: str, reference: datetime) -> list[Answer]:
    found = search_dates(text, languages=["ru"], settings={"RELATIVE_BASE": reference})
    return [_instant(moment) for _, moment in found or []]


def _instant(moment: datetime) -> Answer:
    naive = moment.replace(tzinfo=None)
    return Answer(naive, naive, None)


def _load_natasha() -> Reader:
    natasha = import_module("natasha")
    extractor = natasha.DatesExtractor(natasha.MorphVocab())

    def find(text: str, reference: datetime) -> list[Answer]:
        return [found for match in extractor(text) for found in _fact(match.fact, reference)]

    def field(text: str, reference: datetime) -> list[Answer]:
        return find(text, reference)[:1]

    return Reader(field, find, lambda text, _: next(iter(extractor(text)), None))


def _fact(
    fact: Any,  # noqa: ANN401  natasha has no types
    reference: datetime,
) -> list[Answer]:
    """Give the days that a year, month and day of natasha stand for."""
    year = fact.year or reference.year
    try:
        first = datetime(year, fact.month or 1, fact.day or 1)  # noqa: DTZ001
    except ValueError:
        return []
    if fact.day:
        return [Answer(first, first + timedelta(1) - _MICROSECOND, "day")]
    grain = "month" if fact.month else "year"
    size = timedelta(31 if fact.month else 366)
    following = (first + size).replace(day=1, month=(first + size).month if fact.month else 1)
    return [Answer(first, following - _MICROSECOND, grain)]
