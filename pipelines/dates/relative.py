"""Dates that are counted from the reference: «вчера», «3 часа назад», «в прошлый вторник»."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pipelines.dates.draft import Draft
from pipelines.dates.edtf import month_days
from pipelines.dates.lexicon import (
    CENTURY,
    DAY,
    DECADE,
    HALF,
    HOUR,
    MILLISECOND,
    MINUTE,
    MONTH,
    QUARTER,
    SECOND,
    WEEK,
    YEAR,
)
from pipelines.dates.settle import settle_day
from pipelines.text import word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.dates.context import Context
    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line
    from pipelines.dates.values import Precision

Amount = tuple[int, int]
_SECONDS: Final = {
    MILLISECOND: 0.001,
    SECOND: 1,
    MINUTE: 60,
    HOUR: 3600,
    DAY: 86400,
    WEEK: 604800,
}
_MONTHS: Final = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12, DECADE: 120, CENTURY: 1200}
_GRAINS: Final[dict[int, Precision]] = {
    MILLISECOND: "second",
    SECOND: "second",
    MINUTE: "minute",
    HOUR: "hour",
}
# One of these alone is counted: «неделю назад»; «лет назад» says nothing.
_SINGLES: Final = frozenset(
    word_list(
        "секунду минуту минутку час часик день сутки неделю месяц квартал полугодие год "
        "десятилетие век столетие"
    )
)


def read_named_day(line: Line, i: int) -> Found:
    """Read «вчера», «послезавтра»."""
    shift = line.values[i]
    assert isinstance(shift, int)
    return day_draft(line.context, shift), i + 1


def read_day_adjective(line: Line, i: int) -> Found | None:
    """Read «вчерашнего дня», «сегодняшним утром»."""
    if line.kinds[i + 1] != "DAYPART" and line.values[i + 1] != DAY:
        return None
    return read_named_day(line, i)[0], i + 2


def day_draft(context: Context, shift: int) -> Draft:
    """Give the day that lies a number of days from the reference's."""
    day = context.today + timedelta(shift)
    return Draft(day.year, day.month, day.day)


def day_before(context: Context, draft: Draft) -> Draft | None:
    """Give the day before a draft's day, and settle the draft's year; None where it has no day."""
    day = settle_day(draft, context) if draft.is_day else None
    if day is None or day == date.min:
        return None
    draft.year, draft.month, draft.day = day.year, day.month, day.day
    before = day - timedelta(1)
    return Draft(before.year, before.month, before.day)


def read_amounts(line: Line, i: int) -> tuple[list[Amount], int]:
    """Read «1 час и 10 минут», «полгода», «неделю» as (number, unit), largest first."""
    amounts: list[Amount] = []
    end = i
    while len(amounts) < 7:  # noqa: PLR2004  there are no more units
        found = _read_amount(line, i, bare=not amounts)
        if found is None:
            break
        amounts.append(found[0])
        end = i = found[1]
        i += line.kinds[i] in {"AND", "COMMA"}
    return amounts, end


def _read_amount(line: Line, i: int, *, bare: bool) -> tuple[Amount, int] | None:
    rule = _AMOUNTS.get(line.kinds[i])
    if rule is not None:
        return rule(line, i)
    singles = _GENITIVES if i and line.kinds[i - 1] == "ABOUT" else _SINGLES
    if bare and line.kinds[i] == "UNIT" and line.word(i) in singles:
        return (1, _unit(line, i)), i + 1
    return None


def _read_numbered(line: Line, i: int) -> tuple[Amount, int] | None:
    """Read «3 часа», «13 м», «два с половиной года»."""
    if line.kinds[i + 1] in {"UNIT", "LETTER"}:
        return (line.number(i), _unit(line, i + 1)), i + 2
    if line.kinds[i + 1 : i + 4] == ["FROM", "HALFWORD", "UNIT"]:
        return _halved(line.number(i), _unit(line, i + 3), i + 4)
    return None


def _read_half_unit(line: Line, i: int) -> tuple[Amount, int] | None:
    """Read «полчаса»."""
    value = line.values[i]
    assert isinstance(value, tuple)
    return (value[0], value[1]), i + 1


_GENITIVES: Final = frozenset(word_list("минуты часа дня суток недели месяца квартала года"))
# Half of a unit is that many of a smaller one, which is what is then known.
_SMALLER: Final = {
    HOUR: (30, MINUTE),
    MINUTE: (30, SECOND),
    YEAR: (6, MONTH),
    DAY: (12, HOUR),
    DECADE: (5, YEAR),
    CENTURY: (50, YEAR),
}


def _read_one_and_half(line: Line, i: int) -> tuple[Amount, int] | None:
    unit = _unit(line, i + 1)
    if line.kinds[i + 1] != "UNIT":
        return None
    return ((2, unit), i + 2) if line.kinds[i] == "COUPLE" else _halved(1, unit, i + 2)


def _decimal(line: Line, i: int) -> tuple[Amount, int] | None:
    """Read «2,5 года»: only halves can be counted."""
    value = line.values[i]
    assert isinstance(value, tuple)
    halves = value[1] == "5" and line.kinds[i + 1] == "UNIT"
    return _halved(value[0], _unit(line, i + 1), i + 2) if halves else None


def _halved(number: int, unit: int, end: int) -> tuple[Amount, int] | None:
    """Give «два с половиной года» as thirty months."""
    smaller = _SMALLER.get(unit)
    return (((2 * number + 1) * smaller[0], smaller[1]), end) if smaller else None


_AMOUNTS: Final[dict[str, Callable[[Line, int], tuple[Amount, int] | None]]] = {
    **dict.fromkeys(("NUM", "WNUM", "NTH"), _read_numbered),
    **dict.fromkeys(("ONEHALF", "COUPLE"), _read_one_and_half),
    "HALFUNIT": _read_half_unit,
    "DEC": _decimal,
}


def _unit(line: Line, i: int) -> int:
    value = line.values[i]
    if line.kinds[i] == "LETTER":
        value = _LETTERS.get(line.word(i)[0])
    return value if isinstance(value, int) else CENTURY + 1


# «13 м. назад», «2 д назад»: read where the counting is said.
_LETTERS: Final = {"м": MINUTE, "д": DAY}


def read_ago(line: Line, i: int) -> Found | None:
    """Read «3 часа назад», «год и 2 месяца тому назад»."""
    if i and line.kinds[i - 1] in {"MORE", "THROUGH"}:
        return None
    amounts, end = read_amounts(line, i)
    if not amounts:
        return None
    end += line.kinds[end] == "DOT" or line.word(end) == "тому"
    if line.kinds[end] != "AGO":
        return None
    draft = counted(amounts, line.context, -1)
    if draft is None:
        return None
    if line.kinds[i] == "COUPLE":
        draft.mark = "~"
    return draft, end + 1


def read_unit_first(line: Line, i: int) -> Found | None:
    """Read «неделю назад», and «лет пять назад», which is about five years ago."""
    if line.kinds[i + 1] in {"NUM", "WNUM"} and line.kinds[i + 2] == "AGO":
        draft = counted([(line.number(i + 1), _unit(line, i))], line.context, -1)
        if draft is not None:
            draft.mark = "~"
            return draft, i + 3
    return read_ago(line, i)


def read_through(line: Line, i: int) -> Found | None:
    """Read «через 10 дней», unless it counts from something else («через 10 дней после»)."""
    amounts, end = read_amounts(line, i + 1)
    if not amounts or line.kinds[end] in {"AFTER", "AGO"}:
        return None
    draft = counted(amounts, line.context, 1)
    if draft is not None and line.kinds[i + 1] == "COUPLE":
        draft.mark = "~"
    return (draft, end) if draft else None


def counted(amounts: list[Amount], context: Context, sign: int) -> Draft | None:
    """Count from the reference; the smallest unit that is said is what is known.

    None for a unit that is none, and outside of the years 1 to 9999.
    """
    moment, smallest = context.now, CENTURY
    try:
        for number, unit in amounts:
            if unit in _MONTHS:
                moment = _add_months(moment, sign * number * _MONTHS[unit])
            else:
                moment += timedelta(seconds=sign * number * _SECONDS[unit])
            smallest = min(smallest, unit)
    except (ValueError, OverflowError, KeyError):
        return None
    if smallest <= HOUR:
        return Draft(moment=moment, grain=_GRAINS[smallest])
    return calendar_unit(smallest, moment.date())


def _add_months(moment: datetime, months: int) -> datetime:
    count = moment.year * 12 + moment.month - 1 + months
    year, month = count // 12, count % 12 + 1
    day = min(moment.day, month_days(year, month))
    return moment.replace(year=year, month=month, day=day)


def calendar_unit(unit: int, day: date) -> Draft:
    """Give the day, week, month … that holds a day."""
    return _HOLDING[unit](day)


def _week_of(day: date) -> Draft:
    monday = day - timedelta(day.weekday())
    return Draft(span=(monday, monday + timedelta(6)), grain="week")


_HOLDING: Final[dict[int, Callable[[date], Draft]]] = {
    DAY: lambda day: Draft(day.year, day.month, day.day),
    WEEK: _week_of,
    MONTH: lambda day: Draft(day.year, day.month),
    QUARTER: lambda day: Draft(day.year, group=33 + (day.month - 1) // 3),
    HALF: lambda day: Draft(day.year, group=40 + (day.month - 1) // 6),
    YEAR: lambda day: Draft(day.year),
    DECADE: lambda day: Draft(mask=f"{day.year // 10:03d}X", grain="decade"),
    CENTURY: lambda day: Draft(mask=f"{(day.year - 1) // 100:02d}XX", grain="century"),
}


def read_now(line: Line, i: int) -> Found:
    """Read «сейчас», «только что»."""
    return Draft(moment=line.context.now, grain="minute", weak=True), i + 1
