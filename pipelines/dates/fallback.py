"""dateparser, for what the grammar does not read.

It fills in what a text leaves out, so its answer counts only where the text shows every part of
it: the day, the month and the year, and the clock time if there is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipelines.dates.draft import Clock, Draft
from pipelines.dates.settle import settle
from pipelines.dates.values import DateValue

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.dates.tokens import Line

_LONGEST: Final = 60
_YEAR: Final = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_NUMBER: Final = re.compile("[0-9]+")
_CLOCK: Final = re.compile("[0-9]{1,2}[:][0-9]{2}")
_SETTINGS: Final[dict[str, Any]] = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "RETURN_AS_TIMEZONE_AWARE": False,
}


def read_with_dateparser(line: Line) -> DateValue | None:
    """Ask dateparser for a full date that the text shows in full, or give None."""
    text = line.text.strip()
    if len(text) > _LONGEST or "MONTH" not in line.kinds or len(_YEAR.findall(text)) != 1:
        return None
    moment = _ask(text, line.context.now)
    if moment is None or not _shows(line, text, moment):
        return None
    clock = Clock(moment.hour, moment.minute) if _CLOCK.search(text) else None
    if clock is None and (moment.hour or moment.minute):
        return None
    settled = settle(Draft(moment.year, moment.month, moment.day, clock=clock), line.context)
    return DateValue(*settled, text) if settled else None


def _ask(text: str, now: datetime) -> datetime | None:
    import dateparser  # noqa: PLC0415  it takes half a second to import, and is seldom needed

    try:
        found = dateparser.parse(
            text, languages=["ru"], settings={**_SETTINGS, "RELATIVE_BASE": now}
        )
    except Exception:  # noqa: BLE001  whatever a library throws at odd text, a reader gives None
        return None
    return found.replace(tzinfo=None) if found is not None and found.tzinfo is None else None


def _shows(line: Line, text: str, moment: datetime) -> bool:
    """Tell whether the text itself holds the year, the month's name and the day of an answer."""
    numbers = {int(digits) for digits in _NUMBER.findall(text) if len(digits) <= 4}  # noqa: PLR2004
    months = {value for kind, value in zip(line.kinds, line.values, strict=True) if kind == "MONTH"}
    return {moment.year, moment.day} <= numbers and months == {moment.month}
