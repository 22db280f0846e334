"""The grammar of single dates: what may begin one, and what may stand between date and clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates import clocks, coarse, days, relative
from pipelines.dates.draft import Draft
from pipelines.dates.lexicon import CENTURY, HOUR, MINUTE, QUARTER, SECOND, YEAR, HALF

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.dates.draft import Clock, Found
    from pipelines.dates.tokens import Line

Rule = "Callable[[Line, int], Found | None]"
_BETWEEN: Final = frozenset({"COMMA", "OTHER", "DASH"})
_PREPOSITIONS: Final = frozenset({"IN", "TO", "FROM", "WHICH", "PART", "BETWEEN"})


def read_date(line: Line, i: int) -> Found | None:
    """Read a calendar date, or a moment counted from the reference, that begins at a token."""
    rule = DATE_RULES.get(line.kinds[i])
    return rule(line, i) if rule else None


def _read_number(line: Line, i: int) -> Found | None:
    """Let what follows a number say what it counts."""
    kind = line.kinds[i + 1]
    if kind == "MONTH":
        return days.read_day_of_month(line, i)
    if kind == "UNIT":
        return _read_number_of_units(line, i)
    if kind == "DATEWORD":
        return days.read_day_number(line, i)
    if kind == "HALFWORD":
        return coarse.read_half(line, i)
    if line.kinds[i] == "NTH":
        return coarse.read_noughties(line, i) or coarse.read_decade(line, i) or _spoken(line, i)
    return None


def _spoken(line: Line, i: int) -> Found | None:
    """Read «первый день марта»."""
    return None


def _read_number_of_units(line: Line, i: int) -> Found | None:
    unit = line.values[i + 1]
    found = relative.read_ago(line, i)
    if found is not None:
        return found
    if unit in {QUARTER, HALF, CENTURY, YEAR}:
        if line.kinds[i] == "NTH":
            named = coarse.read_noughties(line, i) or coarse.read_numbered(line, i)
            if named is not None:
                return named
        elif unit != YEAR:
            return coarse.read_numbered(line, i)
        if unit == YEAR:
            return _read_year(line, i)
    return _first_day_of(line, i) if line.kinds[i] == "NTH" else None


def _first_day_of(line: Line, i: int) -> Found | None:
    """Read «первый день марта»."""
    if line.word(i + 1) != "день" or line.kinds[i + 2] != "MONTH" or line.number(i) > 31:  # noqa: PLR2004
        return None
    month = line.values[i + 2]
    assert isinstance(month, int)
    return days.with_year(line, Draft(None, month, line.number(i)), i + 3)


def _read_year(line: Line, i: int) -> Found | None:
    """Read «2014 г.», but not «2 года», which is a length of time."""
    if line.kinds[i] == "WNUM" or (line.kinds[i] == "NUM" and line.length(i) < 3):  # noqa: PLR2004
        return None
    found = days.read_year_alone(line, i)
    return found if found and line.kinds[found[1]] not in {"NUM", "WNUM"} else None


def _read_weekday(line: Line, i: int) -> Found | None:
    """Read «вторник, 3 января 2023 г.», «в четверг на прошлой неделе», «в среду»."""
    weekday = line.values[i]
    assert isinstance(weekday, int)
    k = i + 1
    while line.kinds[k] in {"COMMA", "OTHER"} and k < i + 3:
        k += 1
    found = _week_after(line, k, weekday)
    if found is not None:
        return found
    if line.kinds[k] in _DAY_STARTS:
        dated = read_date(line, k)
        if dated is not None and dated[0].day is not None:
            dated[0].weekday = weekday
            return dated
    return Draft(weekday=weekday, weak=True), i + 1


_DAY_STARTS: Final = frozenset({"NUM", "NTH", "WNUM", "DMY", "YMD", "MONTH", "RELDAY", "DM"})


def _week_after(line: Line, i: int, weekday: int) -> Found | None:
    """Read «на этой неделе», «следующей недели» behind a weekday."""
    k = i + (line.kinds[i] == "IN")
    if line.kinds[k] != "WHICH":
        return None
    week = relative.read_which(line, k)
    if week is None or week[0].grain != "week" or week[0].span is None:
        return None
    day = week[0].span[0].toordinal() + weekday - 1
    return relative.day_draft(line.context, day - line.context.today.toordinal()), week[1]


def _read_part(line: Line, i: int) -> Found | None:
    """Read «в конце мая 2024 года», «в начале года»: no more is known than that."""
    found = read_date(line, i + 1)
    if found is None or found[0].moment is not None or found[0].clock is not None:
        return _part_of_unit(line, i)
    found[0].weak = False
    return found


def _part_of_unit(line: Line, i: int) -> Found | None:
    """Read «в конце года», «в начале недели»: of this one."""
    unit = line.values[i + 1]
    if (
        line.kinds[i + 1] != "UNIT"
        or not isinstance(unit, int)
        or line.word(i + 1) not in _GENITIVES
    ):
        return None
    draft = relative.calendar_unit(unit, line.context.today)
    return (draft, i + 2) if draft else None


_GENITIVES: Final = frozenset({"года", "месяца", "недели", "квартала", "полугодия"})


def _read_unit(line: Line, i: int) -> Found | None:
    return days.read_year_after_word(line, i) or relative.read_unit_first(line, i)


def _read_which(line: Line, i: int) -> Found | None:
    return relative.read_which(line, i) or _which_numbered(line, i)


def _which_numbered(line: Line, i: int) -> Found | None:
    """Read «прошлого, 2023 года»; the number says it."""
    if line.kinds[i + 1] == "COMMA" and line.kinds[i + 2] == "NUM":
        return days.read_year_alone(line, i + 2)
    return None


def _read_daypart(line: Line, i: int) -> Found | None:
    """Read «утром 15 марта», «вечером в среду», «в ночь на 15 марта»."""
    k = i + 1 + (line.kinds[i + 1] in {"IN", "DAYPART"})
    found = read_date(line, k)
    if found is None or not found[0].is_day:
        return None
    found[0].weak = False
    return found


def _read_about(line: Line, i: int) -> Found | None:
    """Read «около 2010 года», «предположительно в мае»: EDTF's «~» and «?»."""
    mark = "?" if line.kinds[i] == "MAYBE" else "~"
    k = i + 1 + (line.kinds[i + 1] == "IN")
    if line.kinds[k] in {"ABOUT", "MAYBE"}:
        mark, k = "%", k + 1 + (line.kinds[k + 1] == "IN")
    found = read_moment(line, k)
    if found is None:
        return None
    draft, end = found
    draft.mark, draft.weak = _joined(draft.mark, mark), False
    if draft.moment is not None and draft.grain == "minute":
        draft.grain = "hour"
    return draft, end


def _joined(one: str, other: str) -> str:
    return other if one in {"", other} else "%"


DATE_RULES: Final[dict[str, Callable[[Line, int], Found | None]]] = {
    "ISO": days.read_iso,
    "DMY": days.read_numeric,
    "YMD": days.read_numeric,
    "MY": days.read_month_year,
    "DM": days.read_day_month,
    "NUM": _read_number,
    "NTH": _read_number,
    "WNUM": _read_number,
    "MONTH": days.read_month,
    "WEEKDAY": _read_weekday,
    "RELDAY": relative.read_named_day,
    "DAYADJ": relative.read_day_adjective,
    "WHICH": _read_which,
    "SEASON": coarse.read_season,
    "ROMAN": coarse.read_roman,
    "UNIT": _read_unit,
    "HALFUNIT": relative.read_ago,
    "THROUGH": relative.read_through,
    "PART": _read_part,
    "DAYPART": _read_daypart,
    "ABOUT": _read_about,
    "MAYBE": _read_about,
    "NOW": relative.read_now,
}


def read_moment(line: Line, i: int) -> Found | None:
    """Read a date with the clock time before or after it, if it has one."""
    found = read_date(line, i)
    if found is not None:
        return _with_clock(line, *found)
    clock = clocks.read_clock_after_in(line, i)
    return _clock_first(line, *clock) if clock else None


def _with_clock(line: Line, draft: Draft, i: int) -> Found:
    """Add the clock time that follows a date, over commas, brackets, weekday, part of the day."""
    if line.kinds[i] == "END" or not draft.is_day or draft.clock is not None:
        return _with_doubt(line, draft, i)
    end = i
    k = _skip(line, i)
    if line.kinds[k] == "WEEKDAY":
        draft.weekday = draft.weekday or line.number(k)
        end = k + 1
        k = _skip(line, end)
    if line.kinds[k] == "DAYPART":
        end = k + 1
        draft.weak = False
        k = _skip(line, end)
    return _clock_after(line, draft, k, end)


def _skip(line: Line, i: int) -> int:
    if line.kinds[i] in _BETWEEN:
        i += 1 + (line.kinds[i + 1] in _BETWEEN)
    return i


def _clock_after(line: Line, draft: Draft, k: int, end: int) -> Found:
    hours = read_hours_range(line, k)
    if hours is not None:
        return draft, hours
    clock = clocks.read_clock_after_in(line, k)
    if clock is None or _begins_date(line, k, clock):
        return _with_doubt(line, draft, end)
    draft.clock = clock[0]
    draft.weak = False
    return draft, clock[1]


def _begins_date(line: Line, k: int, clock: tuple[Clock, int]) -> bool:
    """Tell whether a clock time belongs to the date behind it: «15 марта, 18:00 16 марта»."""
    if line.kinds[k] != "CLOCK" or line.kinds[k - 1] not in {"COMMA", "OTHER"}:
        return False
    following = line.kinds[clock[1]]
    return following in {"DMY", "YMD"} or (
        following == "NUM" and line.kinds[clock[1] + 1] == "MONTH"
    )


def _with_doubt(line: Line, draft: Draft, i: int) -> Found:
    """Take «?» and «~» right behind a date for EDTF's marks."""
    if line.kinds[i] == "MARK" and draft.moment is None and line.starts[i] == line.ends[i - 1]:
        if line.whole:
            draft.mark = _joined(draft.mark, "?" if line.word(i) == "?" else "~")
            return draft, i + 1
    return draft, i


def read_hours_range(line: Line, i: int) -> int | None:
    """Read «с 10:00 до 18:00», «10:00-18:00»: hours within a day. Gives where they end."""
    k = i + (line.kinds[i] in {"FROM", "IN"})
    first = clocks.read_clock(line, k)
    if first is None and line.kinds[i] == "FROM" and line.kinds[k] == "NUM":
        first = clocks.Clock(0), k + 1
    if first is None or line.kinds[first[1]] not in {"DASH", "TO"}:
        return None
    last = clocks.read_clock(line, first[1] + 1)
    return last[1] if last else None


def _clock_first(line: Line, clock: Clock, i: int) -> Found | None:
    """Read a date that a clock time stands before."""
    if line.kinds[i] in {"DASH", "TO"}:
        last = clocks.read_clock(line, i + 1)
        if last is not None:
            return _day_after_clock(line, None, last[1])
    return _day_after_clock(line, clock, i)


def _day_after_clock(line: Line, clock: Clock | None, i: int) -> Found | None:
    k = i
    while line.kinds[k] in {"COMMA", "OTHER", "DASH", "IN"} and k < i + 3:
        k += 1
    found = read_date(line, k)
    if found is not None and found[0].is_day and found[0].clock is None:
        draft, end = found
        draft.clock = clock
        draft.weak = False
        if clock is not None and clock.zone is None:
            draft.clock, end = clocks.read_zone(line, clock, end)
        return draft, end
    return (Draft(clock=clock, weak=True), i) if clock is not None else None


def stands_firm(line: Line, draft: Draft, i: int) -> bool:
    """Tell whether the word before makes a date of a weak draft: «в мае», «в среду»."""
    if not draft.weak:
        return True
    if draft.clock is not None or draft.moment is not None or not i:
        return False
    return line.kinds[i - 1] in _PREPOSITIONS and line.kinds[i] in {
        "MONTH",
        "WEEKDAY",
        "SEASON",
        "NTH",
    }
