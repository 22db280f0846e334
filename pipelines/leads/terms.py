"""A term that ends before it starts. Pure."""

import re
from datetime import date

_DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


def reversed_term(text: str) -> tuple[str, str] | None:
    """Give the two ISO days of a term whose end lies before its start, else None.

    >>> reversed_term("30.11.2026 - 01.02.2026")
    ('2026-11-30', '2026-02-01')
    >>> reversed_term("01.02.2026 - 30.11.2026"), reversed_term("30.11.2026")
    (None, None)
    """
    days = [_day(*map(int, found)) for found in _DAY.findall(text)]
    match days:
        case [str(first), str(last)] if first > last:
            return first, last
    return None


def _day(day: int, month: int, year: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
