"""Extended Date/Time Format (ISO 8601-2) as Dozor writes it: the days that a value covers.

Levels 0 and 1 are written, and of level 2 quarters (33-36), halves (40, 41) and «one of these
digits is not known» in front of a range («198X/199X»).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MARKS: Final = re.compile("[~?%]")
_SPRING, _WINTER, _FIRST_QUARTER, _FIRST_HALF = 21, 24, 33, 40
_LAST_YEAR: Final = 9999
_FEBRUARY: Final = 2
_SHORT_MONTHS: Final = frozenset({4, 6, 9, 11})

Days = tuple[date | None, date | None]


def bounds(edtf: str) -> Days:
    """Give the first and the last calendar day of an EDTF value; None where it is open.

    A clock time counts for its own day, in the zone that it is written in. Winter is Russian
    usage's, which calls both of its ends by one year: it may begin in January or end in the
    February after. What is no EDTF date, and years before our era, give (None, None).

    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> bounds("../2024-03-15")
    (None, datetime.date(2024, 3, 15))
    >>> bounds("2021-12-24T13:47:00+09:00")
    (datetime.date(2021, 12, 24), datetime.date(2021, 12, 24))
    >>> bounds("199X/2024-34~")
    (datetime.date(1990, 1, 1), datetime.date(2024, 6, 30))
    """
    first, slash, last = edtf.partition("/")
    try:
        days = _days(first)
        return (days[0], _days(last)[1]) if slash else days
    except ValueError:
        return None, None


def _days(text: str) -> Days:
    if text in ("..", ""):
        return None, None
    plain = _MARKS.sub("", text.partition("T")[0])
    if "X" in plain:
        return date(max(1, int(plain.replace("X", "0"))), 1, 1), _december(plain.replace("X", "9"))
    return _dated_days(*(int(part) for part in plain.split("-")))


def _december(year: str) -> date:
    return date(int(year), 12, 31)


def _dated_days(year: int, month: int = 0, day: int = 0) -> Days:
    if day:
        return date(year, month, day), date(year, month, day)
    if month == _WINTER:
        return date(year, 1, 1), _month_end(min(year + 1, _LAST_YEAR), 2)
    first, last = group_months(month)
    return date(year, first, 1), _month_end(year, last)


def group_months(code: int) -> tuple[int, int]:
    """Give the first and the last month of an EDTF month, season, quarter, half; 0 is a year.

    >>> group_months(22), group_months(36), group_months(41), group_months(0)
    ((6, 8), (10, 12), (7, 12), (1, 12))
    """
    if code == 0:
        return 1, 12
    if code >= _FIRST_HALF:
        first = (code - _FIRST_HALF) * 6 + 1
        return first, first + 5
    if code >= _FIRST_QUARTER:
        first = (code - _FIRST_QUARTER) * 3 + 1
        return first, first + 2
    if code >= _SPRING:
        first = (code - _SPRING) * 3 + 3
        return first, first + 2
    return code, code


def _month_end(year: int, month: int) -> date:
    return date(year, month, month_days(year, month))


def month_days(year: int, month: int) -> int:
    """Give the number of days of a month.

    >>> month_days(2024, 2), month_days(1900, 2), month_days(2023, 12)
    (29, 28, 31)
    """
    if month == _FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in _SHORT_MONTHS else 31
