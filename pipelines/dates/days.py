"""Calendar dates in figures and words: days, months, years."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pipelines.dates.draft import Clock, Draft
from pipelines.dates.lexicon import MONTH, YEAR

if TYPE_CHECKING:
    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line

NUMBERS: Final = frozenset({"NUM", "WNUM", "NTH"})
_SECONDS: Final = re.compile("t[0-9]{2}:?[0-9]{2}:?[0-9]{2}")
_LAST_DAY, _PIVOT, _CENTURY, _TWO, _FOUR, _PADDED = 31, 10, 100, 2, 4, 8
_OLDEST, _LATEST, _ONE_FIGURE = 1000, 2200, 9
# What is counted is no year: «15 марта 2000 рублей».
_COUNTED: Final = (
    "руб", "тыс", "млн", "млрд", "человек", "чел", "штук", "шт", "км", "кв", "мест", "участник",
    "проект", "заяв", "долл", "евро", "тонн", "метр", "семей", "дет", "жител", "раз",
)  # fmt: skip


def read_iso(line: Line, i: int) -> Found | None:
    """Read an ISO 8601 moment with its «T»."""
    try:
        moment = datetime.fromisoformat(
            line.word(i).upper().replace(" ", "").replace("\u2212", "-")
        )
    except ValueError:
        return None
    second = moment.second if _SECONDS.search(line.word(i)) else None
    clock = Clock(moment.hour, moment.minute, second, moment.utcoffset())
    return Draft(moment.year, moment.month, moment.day, clock=clock), i + 1


def read_numeric(line: Line, i: int) -> Found | None:
    """Read «24.01.2017», «2017-01-24»; two digits of a year are its last."""
    value = line.values[i]
    assert isinstance(value, tuple)
    year, month, day, digits = value
    if digits == _TWO:
        return _short_numeric(line, i, day, month, year)
    end = i + 1 + (line.kinds[i + 1] == "UNIT" and line.values[i + 1] == YEAR)
    return Draft(year, month, day), end


def _short_numeric(line: Line, i: int, day: int, month: int, year: int) -> Found | None:
    draft = Draft(
        full_year(year, line.context.today.year),
        month,
        day,
        weak="-" in line.word(i) or line.length(i) < _PADDED,
    )
    return draft, i + 1 + (line.kinds[i + 1] == "UNIT" and line.values[i + 1] == YEAR)


def full_year(short: int, today: int) -> int:
    """Give the year that two digits mean: none lies more than ten years ahead.

    >>> full_year(95, 2024), full_year(24, 2024), full_year(34, 2024), full_year(35, 2024)
    (1995, 2024, 2034, 1935)
    """
    return today + _PIVOT - (today + _PIVOT - short) % _CENTURY


def read_month_year(line: Line, i: int) -> Found | None:
    """Read «05.2024»."""
    value = line.values[i]
    assert isinstance(value, tuple)
    return Draft(value[0], value[1], weak=True), i + 1


def read_day_month(line: Line, i: int) -> Found | None:
    """Read «15.03» in a field of its own."""
    value = line.values[i]
    assert isinstance(value, tuple)
    day, month = value
    if not (1 <= day <= _LAST_DAY and 1 <= month <= 12):  # noqa: PLR2004
        return None
    year = read_marked_year(line, i + 1)
    return (
        (Draft(year[0], month, day), year[1])
        if year
        else (Draft(None, month, day, weak=True), _past_dot(line, i + 1))
    )


def _past_dot(line: Line, i: int) -> int:
    """Step over the full stop of «01.09. - 30.09.2023»."""
    return i + (line.kinds[i] == "DOT" and line.kinds[i + 1] in {"DASH", "TO"})


def read_day_of_month(line: Line, i: int) -> Found | None:
    """Read «24 декабря», «24-ого декабря 2021 г.», «двадцать четвертое февраля»."""
    day, month = line.number(i), line.values[i + 1]
    if not 1 <= day <= _LAST_DAY or not isinstance(month, int):
        return None
    draft = Draft(None, month, day)
    return with_year(line, draft, i + 2)


def read_month(line: Line, i: int) -> Found | None:
    """Read «май 2024», «июля 17, 2015», «в мае»; behind a day that no month has, nothing."""
    month = line.values[i]
    assert isinstance(month, int)
    if i and line.kinds[i - 1] in NUMBERS:
        return None
    first = line.number(i + 1)
    if line.kinds[i + 1] in {"NUM", "NTH"} and 1 <= first <= _LAST_DAY:
        return _month_first(line, month, i)
    draft, end = with_year(line, Draft(None, month), i + 1)
    draft.weak = draft.year is None
    return draft, end


def _month_first(line: Line, month: int, i: int) -> Found | None:
    """Read «Июль 16, 2015»; without a year it is «в мае 15 человек»."""
    comma = line.kinds[i + 2] == "COMMA"
    year = read_year(line, i + 2 + comma)
    if year is not None and year[0] >= _OLDEST:
        return Draft(year[0], month, line.number(i + 1)), year[1]
    if comma or line.kinds[i + 2] == "UNIT":
        two = read_marked_year(line, i + 1)
        return (Draft(two[0], month), two[1]) if two else None
    ends = line.kinds[i + 2] in {"END", "CLOCK"}
    return (Draft(None, month, line.number(i + 1), weak=True), i + 2) if ends else None


def with_year(line: Line, draft: Draft, i: int) -> Found:
    """Add the year that follows a day or a month, if one does."""
    found = read_year(line, i + (line.kinds[i] == "COMMA")) or _year_after_in(line, i)
    if found is None:
        return draft, i
    draft.year = found[0]
    return draft, found[1]


def _year_after_in(line: Line, i: int) -> tuple[int, int] | None:
    return read_marked_year(line, i + 1) if line.kinds[i] == "IN" else None


def read_year(line: Line, i: int) -> tuple[int, int] | None:
    """Read a year after a day or a month: «2021», «2021 г.», «95», «прошлого года», «с. г.»."""
    kind = line.kinds[i]
    if kind in NUMBERS:
        return read_marked_year(line, i) or _read_bare_year(line, i)
    if kind == "WHICH":
        return read_which_year(line, i)
    if kind == "OTHER" and line.word(i) in _APOSTROPHES and line.length(i + 1) == _TWO:
        return full_year(line.number(i + 1), line.context.today.year), i + 2
    if kind in {"FROM", "THISSHORT"}:
        return _read_this_year(line, i)
    return None


_APOSTROPHES: Final = frozenset({"'", "’", "`", "ʼ"})


def _read_this_year(line: Line, i: int) -> tuple[int, int] | None:
    """Read «с. г.», «т. г.»: this year."""
    short = line.word(i)[:1] in "ст" and line.word(i + 1) in {"г.", "г"}
    return (line.context.today.year, i + 2) if short else None


def read_which_year(line: Line, i: int) -> tuple[int, int] | None:
    """Read «прошлого года»."""
    if line.kinds[i + 1] != "UNIT" or line.values[i + 1] != YEAR:
        return None
    value = line.values[i]
    assert isinstance(value, tuple)
    return line.context.today.year + value[0], i + 2


def read_marked_year(line: Line, i: int) -> tuple[int, int] | None:
    """Read «2021 год», «95 г.», «234 году до н. э.»: a number with the word."""
    if line.kinds[i] not in NUMBERS or line.kinds[i + 1] != "UNIT" or line.values[i + 1] != YEAR:
        return None
    if line.word(i + 1) in {"лет", "л", "л."}:
        return None
    ancient = line.word(i + 2) == "до" and line.kinds[i + 3] == "OUR"
    return _with_era(line, line.number(i) if ancient else _century_of(line, i), i + 2)


def _century_of(line: Line, i: int) -> int:
    """Fill up a year of two figures."""
    year = line.number(i)
    short = line.length(i) == _TWO if line.kinds[i] == "NUM" else _ONE_FIGURE < year < _CENTURY
    return full_year(year, line.context.today.year) if short else year


def _with_era(line: Line, year: int, i: int) -> tuple[int, int] | None:
    """Read «до н. э.» and «нашей эры» after a year."""
    before = line.word(i) == "до"
    k = i + before
    if line.kinds[k] == "OUR" and line.kinds[k + 1] == "ERA":
        return (1 - year if before else year), k + 2
    return (year, i) if 0 < year <= 9999 else None  # noqa: PLR2004


def _read_bare_year(line: Line, i: int) -> tuple[int, int] | None:
    """Read a year without its word: four figures, or two with nothing after that is counted."""
    year, kind = line.number(i), line.kinds[i]
    if kind == "WNUM" and year == 0 and line.kinds[i + 1] in NUMBERS:
        return full_year(line.number(i + 1), line.context.today.year), i + 2
    if _OLDEST <= year < _LATEST and (kind != "NUM" or line.length(i) == _FOUR):
        return None if _is_counted(line, i + 1) else (year, i + 1)
    short = line.length(i) == _TWO if kind == "NUM" else kind == "NTH" and year < _CENTURY
    if short and line.kinds[i + 1] in {"END", "CLOCK", "COMMA", "OTHER"}:
        return full_year(year, line.context.today.year), i + 1
    return None


def _is_counted(line: Line, i: int) -> bool:
    return line.kinds[i] in {"", "UNIT"} and line.word(i).startswith(_COUNTED)


def read_year_alone(line: Line, i: int) -> Found | None:
    """Read «2014 г.»."""
    year = read_marked_year(line, i)
    return (Draft(year[0]), year[1]) if year else None


def read_ordinal_year(line: Line, i: int) -> Found | None:
    """Read «в 2013-м», «с 2015-го», which leave their word out."""
    follows = i > 0 and line.kinds[i - 1] in {"IN", "FROM", "TO"} and line.word(i - 1) != "на"
    year = line.number(i)
    if not follows or line.length(i) <= _FOUR or not _ORDINAL_YEARS[0] <= year < _ORDINAL_YEARS[1]:
        return None
    return (Draft(year), i + 1) if not _is_counted(line, i + 1) else None


_ORDINAL_YEARS: Final = (1900, 2100)


def read_year_after_word(line: Line, i: int) -> Found | None:
    """Read «год 2000»."""
    if line.values[i] != YEAR or line.kinds[i + 1] != "NUM" or line.length(i + 1) != _FOUR:
        return None
    return Draft(line.number(i + 1)), i + 2


def read_joined_day(line: Line, i: int) -> Found | None:
    """Read «15-июл-2024», «15/июля/2024», «4.XII.2022»: a month between marks without spaces.

    A field of its own may have a space: «5. März 2024».
    """
    if line.kinds[i + 2] == "ROMAN":
        return _read_roman_month(line, i)
    month, day = line.values[i + 2], line.number(i)
    glued = line.end(i + 1) == line.start(i + 2) or (line.whole and line.kinds[i + 1] == "DOT")
    joined = line.end(i) == line.start(i + 1) and glued
    if line.kinds[i + 2] != "MONTH" or not isinstance(month, int) or not joined:
        return None
    if not 1 <= day <= _LAST_DAY:
        return None
    k = i + 3 + (line.kinds[i + 3] == line.kinds[i + 1])
    year = read_year(line, k) if line.kinds[k] == "NUM" else None
    draft = Draft(year[0] if year else None, month, day)
    return draft, year[1] if year else i + 3


def _read_roman_month(line: Line, i: int) -> Found | None:
    month, day, year = line.number(i + 2), line.number(i), line.number(i + 4)
    joined = line.end(i + 4) - line.start(i) == sum(map(line.length, range(i, i + 5)))
    same = line.word(i + 1) == line.word(i + 3) in {".", "/", "-"}
    if not (joined and same and month <= 12 and _OLDEST <= year < _LATEST):  # noqa: PLR2004
        return None
    return (Draft(year, month, day), i + 5) if 1 <= day <= _LAST_DAY else None


def read_day_number(line: Line, i: int) -> Found | None:
    """Read «15 числа», «1-го числа прошлого месяца»."""
    day = line.number(i)
    if not 1 <= day <= _LAST_DAY:
        return None
    which = line.values[i + 2]
    if line.kinds[i + 2] == "WHICH" and isinstance(which, tuple) and line.values[i + 3] == MONTH:
        today = line.context.today
        months = today.year * 12 + today.month - 1 + which[0]
        return Draft(months // 12, months % 12 + 1, day), i + 4
    return Draft(None, None, day), i + 2
