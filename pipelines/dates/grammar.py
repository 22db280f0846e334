"""The grammar of calendar dates: what may begin one, and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates import coarse, days, relative, which
from pipelines.dates.draft import Draft
from pipelines.dates.lexicon import CENTURY, HALF, QUARTER, YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line

_BETWEEN: Final = frozenset({"COMMA", "OTHER", "DASH"})
_PREPOSITIONS: Final = frozenset({"IN", "TO", "FROM", "WHICH", "PART", "BETWEEN"})


def read_date(line: Line, i: int) -> Found | None:
    """Read a calendar date, or a moment counted from the reference, that begins at a token."""
    rule = DATE_RULES.get(line.kinds[i])
    return rule(line, i) if rule else None


def _read_plain(line: Line, i: int) -> Found | None:
    """Read a date that begins with no word that only leads to one: these do not nest."""
    leads = line.kinds[i] in _LEADING or line.kinds[i + 1] == "HALFWORD"
    return None if leads else read_date(line, i)


_LEADING: Final = frozenset({"PART", "DAYPART", "ABOUT", "MAYBE", "MARK"})


def _read_number(line: Line, i: int) -> Found | None:
    """Let what follows a number say what it counts."""
    rule = _AFTER_NUMBER.get(line.kinds[i + 1])
    found = rule(line, i) if rule else None
    if found is None and line.kinds[i] == "NTH":
        return (
            coarse.read_noughties(line, i)
            or coarse.read_decade(line, i)
            or days.read_ordinal_year(line, i)
        )
    return found


def _read_number_of_halves(line: Line, i: int) -> Found | None:
    return coarse.read_half(line, i) or _read_part(line, i + 1)


def _read_number_of_units(line: Line, i: int) -> Found | None:
    unit = line.values[i + 1]
    found = relative.read_ago(line, i)
    if found is not None:
        return found
    if unit in {QUARTER, HALF, CENTURY, YEAR}:
        if line.kinds[i] == "NTH":
            named = coarse.read_noughties(line, i) or coarse.read_numbered(line, i)
            if named is not None or coarse.is_decade(line, i):
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
    short = line.kinds[i] == "NUM" and line.length(i) < 3 and line.word(i + 2) != "до"  # noqa: PLR2004
    if line.kinds[i] == "WNUM" or short or _is_counted(line, i):
        return None
    found = days.read_year_alone(line, i)
    return year_first(line, *found) if found else None


def _is_counted(line: Line, i: int) -> bool:
    """Tell «шестой год», one of a row, from «991-й год» and «в сорок пятом году»."""
    if line.kinds[i] != "NTH" or line.number(i) >= _THREE_FIGURES:
        return False
    return line.number(i) not in _OLD_YEARS or not (line.whole or line.kinds[i - 1] == "IN")


_THREE_FIGURES: Final = 500
_OLD_YEARS: Final = range(30, 100)


def year_first(line: Line, draft: Draft, i: int) -> Found | None:
    """Read «2024 г., 1 квартал», «2024 год, март», «2024 г. 15 марта»; else the year alone."""
    k = i + (line.kinds[i] == "COMMA")
    again = line.kinds[k + 1] == "UNIT" and line.values[k + 1] == YEAR
    found = read_date(line, k) if line.kinds[k] in _PARTS and not again else None
    if found is not None and found[0].year is None and (found[0].month or found[0].group):
        found[0].year, found[0].weak = draft.year, False
        return found
    return (draft, i) if line.kinds[i] not in {"NUM", "WNUM"} else None


_PARTS: Final = frozenset({"NUM", "NTH", "MONTH", "ROMAN", "SEASON"})


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
        if line.whole and line.kinds[k] == "NUM" and k > i + 1:
            return None
    return Draft(weekday=weekday, weak=True), i + 1


_PLAIN_DAYS: Final = frozenset({"NUM", "NTH", "WNUM", "DMY", "YMD", "MONTH", "DM"})
_DAY_STARTS: Final = _PLAIN_DAYS | {"RELDAY"}


def _week_after(line: Line, i: int, weekday: int) -> Found | None:
    """Read «на этой неделе», «следующей недели» behind a weekday."""
    k = i + (line.kinds[i] == "IN")
    if line.kinds[k] != "WHICH":
        return None
    week = which.read_which(line, k)
    if week is None or week[0].grain != "week" or week[0].span is None:
        return None
    day = week[0].span[0].toordinal() + weekday - 1
    return relative.day_draft(line.context, day - line.context.today.toordinal()), week[1]


def _read_part(line: Line, i: int) -> Found | None:
    """Read «в конце мая 2024 года», «в начале года»: no more is known than that."""
    found = _read_plain(line, i + 1)
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
    found = which.read_which(line, i) or _which_numbered(line, i)
    return _day_beside(line, i, *found) if found and line.kinds[i + 1] == "WEEKDAY" else found


def _read_named_day(line: Line, i: int) -> Found:
    """Read «вчера», and «вчера, 12 марта» as one day."""
    draft, end = relative.read_named_day(line, i)
    beside = _day_beside(line, i, draft, end)
    return beside if beside[0] is draft else (draft, end)


def _day_beside(line: Line, i: int, draft: Draft, end: int) -> Found:
    """Read «в минувший четверг, 7 марта» as one day."""
    k = end + (line.kinds[end] in {"COMMA", "OTHER"})
    dated = read_date(line, k) if line.kinds[k] in _PLAIN_DAYS else None
    if dated is None or dated[0].day is None:
        return draft, end
    if (dated[0].month, dated[0].day) == (draft.month, draft.day) and dated[0].year is None:
        return draft, dated[1]
    dated[0].weekday = line.number(i + 1)
    return dated


def _which_numbered(line: Line, i: int) -> Found | None:
    """Read «прошлого, 2023 года»; the number says it."""
    if line.kinds[i + 1] == "COMMA" and line.kinds[i + 2] == "NUM":
        return days.read_year_alone(line, i + 2)
    return None


def _read_daypart(line: Line, i: int) -> Found | None:
    """Read «утром 15 марта», «вечером в среду», «в ночь на 15 марта»."""
    k = i + 1 + (line.kinds[i + 1] in {"IN", "DAYPART"})
    found = _read_plain(line, k)
    if found is None or not found[0].is_day:
        return None
    found[0].weak = False
    return found


_AFTER_NUMBER: Final[dict[str, Callable[[Line, int], Found | None]]] = {
    "MONTH": days.read_day_of_month,
    "UNIT": _read_number_of_units,
    "LETTER": relative.read_ago,
    "DATEWORD": days.read_day_number,
    "HALFWORD": _read_number_of_halves,
    **dict.fromkeys(("OTHER", "DASH", "DOT"), days.read_joined_day),
    "FROM": relative.read_ago,
}

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
    "RELDAY": _read_named_day,
    "DAYADJ": relative.read_day_adjective,
    "WHICH": _read_which,
    "SEASON": coarse.read_season,
    "ROMAN": coarse.read_roman,
    "UNIT": _read_unit,
    "HALFUNIT": relative.read_ago,
    "ONEHALF": relative.read_ago,
    "COUPLE": relative.read_ago,
    "THROUGH": relative.read_through,
    "PART": _read_part,
    "DAYPART": _read_daypart,
    "DEC": relative.read_ago,
    "NOW": relative.read_now,
}
