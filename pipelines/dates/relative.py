"""Dates that are counted from the reference: «вчера», «3 часа назад», «в прошлый вторник»."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pipelines.dates.draft import Draft
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
    WEEKEND,
    YEAR,
)
from pipelines.dates.settle import missing_year, nearest_weekday

if TYPE_CHECKING:
    from pipelines.dates.context import Context
    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line
    from pipelines.dates.values import Precision

Amount = tuple[int, int]
_NUMBERS: Final = frozenset({"NUM", "WNUM", "NTH"})
_SECONDS: Final = {MILLISECOND: 0.001, SECOND: 1, MINUTE: 60, HOUR: 3600}
_DAYS: Final = {DAY: 1, WEEK: 7}
_MONTHS: Final = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12, DECADE: 120, CENTURY: 1200}
_GRAINS: Final[dict[int, Precision]] = {
    MILLISECOND: "second",
    SECOND: "second",
    MINUTE: "minute",
    HOUR: "hour",
}
# One of these alone is counted: «неделю назад»; «лет назад» says nothing.
_SINGLES: Final = frozenset(
    "секунду минуту минутку час часик день сутки неделю месяц квартал полугодие год десятилетие век "
    "столетие".split()
)
_ROUGH: Final = frozenset({"пару", "пара"})


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
    kind = line.kinds[i]
    if kind in _NUMBERS and line.kinds[i + 1] == "UNIT":
        return (line.number(i), _unit(line, i + 1)), i + 2
    if kind == "HALFUNIT":
        value = line.values[i]
        assert isinstance(value, tuple)
        return (value[0], value[1]), i + 1
    if line.kinds[i + 1] == "UNIT" and line.word(i) in _HALVES:
        return _read_one_and_half(line, i)
    if bare and kind == "UNIT" and line.word(i) in _SINGLES:
        return (1, _unit(line, i)), i + 1
    return None


_HALVES: Final = frozenset({"полтора", "полторы", "полутора", "пару"})
_SMALLER: Final = {
    HOUR: (90, MINUTE),
    MINUTE: (90, SECOND),
    YEAR: (18, MONTH),
    DAY: (36, HOUR),
    DECADE: (15, YEAR),
    CENTURY: (150, YEAR),
}


def _read_one_and_half(line: Line, i: int) -> tuple[Amount, int] | None:
    unit = _unit(line, i + 1)
    if line.word(i) == "пару":
        return (2, unit), i + 2
    smaller = _SMALLER.get(unit)
    return (smaller, i + 2) if smaller else None


def _unit(line: Line, i: int) -> int:
    value = line.values[i]
    return value if isinstance(value, int) else CENTURY + 1


def read_ago(line: Line, i: int) -> Found | None:
    """Read «3 часа назад», «год и 2 месяца тому назад»."""
    if i and line.kinds[i - 1] in {"MORE", "THROUGH"}:
        return None
    amounts, end = read_amounts(line, i)
    rough = line.word(i) in _ROUGH
    if not amounts:
        return None
    end += line.word(end) == "тому"
    if line.kinds[end] != "AGO":
        return None
    draft = counted(amounts, line.context, -1)
    if draft is None:
        return None
    if rough:
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
    return (draft, end) if draft else None


def counted(amounts: list[Amount], context: Context, sign: int) -> Draft | None:
    """Count from the reference; the smallest unit that is said is what is known."""
    smallest = min(unit for _, unit in amounts)
    if smallest < MILLISECOND or any(unit > CENTURY for _, unit in amounts):
        return None
    try:
        moment = context.now
        months = sum(n * _MONTHS.get(unit, 0) for n, unit in amounts)
        moment = _add_months(moment, sign * months)
        moment += sign * timedelta(
            days=sum(n * _DAYS.get(unit, 0) for n, unit in amounts),
            seconds=sum(n * _SECONDS.get(unit, 0) for n, unit in amounts),
        )
    except (ValueError, OverflowError):
        return None
    if smallest <= HOUR:
        return Draft(moment=moment, grain=_GRAINS[smallest])
    return calendar_unit(smallest, moment.date())


def _add_months(moment: datetime, months: int) -> datetime:
    count = moment.year * 12 + moment.month - 1 + months
    year, month = count // 12, count % 12 + 1
    day = min(moment.day, monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)


def calendar_unit(unit: int, day: date) -> Draft | None:
    """Give the day, week, month … that holds a day."""
    if unit == DAY:
        return Draft(day.year, day.month, day.day)
    if unit == WEEK:
        monday = day - timedelta(day.weekday())
        return Draft(span=(monday, monday + timedelta(6)), grain="week")
    if unit == MONTH:
        return Draft(day.year, day.month)
    if unit == QUARTER:
        return Draft(day.year, group=33 + (day.month - 1) // 3)
    if unit == HALF:
        return Draft(day.year, group=40 + (day.month - 1) // 6)
    if unit == YEAR:
        return Draft(day.year)
    if unit == DECADE:
        return Draft(mask=f"{day.year // 10:03d}X", grain="decade")
    return Draft(mask=f"{(day.year - 1) // 100:02d}XX", grain="century")


def read_which(line: Line, i: int) -> Found | None:
    """Read «прошлый вторник», «в этом году», «ближайшие выходные», «прошлой зимой», «в мае»."""
    value = line.values[i]
    assert isinstance(value, tuple)
    steps, manner = value
    kind, inner = line.kinds[i + 1], line.values[i + 1]
    if not isinstance(inner, int):
        return None
    if kind == "UNIT":
        return _which_unit(line, i, steps, inner)
    if kind == "WEEKDAY":
        return which_weekday(line.context, steps, manner, inner), i + 2
    if kind in {"MONTH", "SEASON"} and line.kinds[i + 2] not in {"NUM"}:
        draft = _which_part(line.context, steps, inner)
        return (draft, i + 2) if draft else None
    return None


def _which_unit(line: Line, i: int, steps: int, unit: int) -> Found | None:
    if (
        unit <= HOUR
        or (unit == DAY and steps == 0)
        or line.word(i + 1) in {"годы", "лет", "дни", "дней"}
    ):
        return None
    if unit == WEEKEND:
        return _weekend(line.context, steps), i + 2
    draft = counted([(abs(steps), unit)], line.context, 1 if steps > 0 else -1)
    if draft is None:
        return None
    if unit == WEEK:
        return _weekday_of_week(line, draft, i + 2)
    return draft, i + 2


def _weekday_of_week(line: Line, week: Draft, i: int) -> Found:
    """Read «на прошлой неделе, в четверг»."""
    k = i + (line.kinds[i] == "COMMA")
    k += line.kinds[k] == "IN"
    weekday = line.values[k]
    if line.kinds[k] != "WEEKDAY" or not isinstance(weekday, int) or week.span is None:
        return week, i
    day = week.span[0] + timedelta(weekday - 1)
    return Draft(day.year, day.month, day.day), k + 1


def _weekend(context: Context, steps: int) -> Draft:
    saturday = context.today + timedelta(5 - context.today.weekday() + 7 * steps)
    if steps > 0 and saturday - context.today > timedelta(7):
        saturday -= timedelta(7)
    return Draft(span=(saturday, saturday + timedelta(1)), grain="period")


def which_weekday(context: Context, steps: int, manner: str, weekday: int) -> Draft:
    """Settle «прошлый вторник» (of the week before) and «минувший вторник» (the last there was)."""
    today = context.today
    if manner == "nearest":
        day = nearest_weekday(weekday, today + timedelta(steps), future=steps > 0)
    else:
        day = today + timedelta(weekday - today.isoweekday() + 7 * steps)
    return Draft(day.year, day.month, day.day)


def _which_part(context: Context, steps: int, part: int) -> Draft | None:
    """Settle «прошлой зимой», «этим летом», «прошлым маем»."""
    year = context.today.year + steps
    if part == 24 and context.today.month < 3:  # noqa: PLR2004  winter goes by its December
        year -= 1
    if part >= 21:  # noqa: PLR2004
        return Draft(year, group=part)
    return Draft(missing_year(part, context) if steps else year, part)


def read_now(line: Line, i: int) -> Found:
    """Read «сейчас», «только что»."""
    return Draft(moment=line.context.now, grain="minute", weak=True), i + 1
