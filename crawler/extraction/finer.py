"""The clock time that weaker evidence adds to a day that better evidence states alone."""

import re

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CLOCK = re.compile(r"\d:\d{2}")
_MONTHS = (
    "янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
)  # fmt: skip


def is_day(text: str) -> bool:
    """Tell a day without a clock time, as machines write it."""
    return _DAY.fullmatch(text) is not None


def tells_clock(day: str, text: str) -> bool:
    """Tell a text that states that same day, and a clock time with it.

    >>> tells_clock("2024-05-03", "3 мая 2024, 12:40"), tells_clock("2024-05-03", "4 мая, 12:40")
    (True, False)
    """
    found = _DAY.fullmatch(day)
    if found is None or not _CLOCK.search(text):
        return False
    if text.startswith(day):
        return True
    year, month, number = found[1], int(found[2]), int(found[3])
    named = rf"\b0?{number}\s+{_MONTHS[month - 1]}\w*,?\s+{year}\b"
    figures = rf"\b0?{number}\.{month:02}\.{year}\b"
    return re.search(f"{named}|{figures}", text, re.IGNORECASE) is not None
