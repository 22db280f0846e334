"""From a date as it is known to the columns that people sort and filter by."""

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from crawler import clock
from pipelines.dates import DateValue, bounds

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TO_THE_DAY = frozenset({"day", "hour", "minute", "second"})


def known_zone(timezone: str | None) -> str | None:
    """Give an IANA zone's name if there is such a zone."""
    try:
        return timezone if timezone and ZoneInfo(timezone) else None
    except (ValueError, OSError, KeyError):  # no such zone, or no name for one
        return None


def utc_text(value: DateValue | None) -> str | None:
    """Give the instant as it is stored, where a clock time and a zone are known."""
    return clock.to_text(value.utc) if value and value.utc else None


def calendar_day(value: DateValue | None, timezone: str | None) -> str | None:
    """Give the calendar date in the source's zone, where it is known to the day."""
    if value is None or value.precision not in _TO_THE_DAY:
        return None
    if value.utc is None or timezone is None:
        return value.edtf[:10]
    return value.utc.astimezone(ZoneInfo(timezone)).date().isoformat()


def earliest(value: DateValue | None, timezone: str | None) -> str | None:
    """Give the earliest moment that a date may mean, in its source's zone, else in UTC."""
    if value is None:
        return None
    if value.utc is not None:
        return clock.to_text(value.utc)
    zone = ZoneInfo(timezone) if timezone else UTC
    return _clock_time(value.edtf, zone) or _first_midnight(value.edtf, zone)


def period_days(edtf: str | None) -> tuple[str | None, str | None]:
    """Give the first and last day of a period, each where it is known to the day.

    >>> period_days("2023-07-03/2023-12")
    ('2023-07-03', None)
    """
    first, slash, last = (edtf or "").partition("/")
    if not slash:
        return None, None
    return _day(first), _day(last)


def _day(edtf: str) -> str | None:
    return edtf if _DAY.fullmatch(edtf) else None


def _clock_time(edtf: str, zone: tzinfo) -> str | None:
    if "T" not in edtf:
        return None
    try:
        moment = datetime.fromisoformat(edtf)
        return clock.to_text(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _first_midnight(edtf: str, zone: tzinfo) -> str | None:
    days = bounds(edtf)
    first = days[0] if days else None
    if first is None:
        return None
    try:
        return clock.to_text(datetime(first.year, first.month, first.day, tzinfo=zone))
    except OverflowError:  # the first midnight of all has no UTC
        return None
