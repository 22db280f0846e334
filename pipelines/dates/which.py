"""Units that an adjective points at: «прошлый вторник», «в этом году», «ближайшие выходные»."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipelines.dates.draft import Draft
from pipelines.dates.lexicon import DAY, HOUR, WEEK, WEEKEND
from pipelines.dates.relative import counted, day_draft
from pipelines.dates.settle import missing_year, nearest_weekday

if TYPE_CHECKING:
    from pipelines.dates.context import Context
    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line


def read_which(line: Line, i: int) -> Found | None:
    """Read «прошлый вторник», «в этом году», «ближайшие выходные», «прошлой зимой», «в мае»."""
    value = line.values[i]
    assert isinstance(value, tuple)
    steps, manner = value
    kind, inner = line.kinds[i + 1], line.values[i + 1]
    if kind == "DAYPART" and steps == 0 and not line.word(i + 1).startswith("ноч"):
        return day_draft(line.context, 0), i + 2
    if not isinstance(inner, int):
        return None
    if kind == "UNIT":
        return _which_unit(line, i, steps, inner)
    if kind == "WEEKDAY":
        return which_weekday(line.context, steps, manner, inner), i + 2
    if kind in {"MONTH", "SEASON"} and line.kinds[i + 2] != "NUM":
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
