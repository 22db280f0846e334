"""Forms that are dates only in a field of their own: «2011», «-2 ч», «20240315», «только что»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates.coarse import is_decade
from pipelines.dates.days import read_year
from pipelines.dates.draft import Draft, Found, Period
from pipelines.dates.grammar import year_first
from pipelines.dates.lexicon import HOUR, SECOND
from pipelines.dates.moments import read_moment
from pipelines.dates.relative import counted
from pipelines.dates.tokens import valid_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.dates.tokens import Line

FieldFound = tuple[Draft | Period, int]
_OLDEST, _LATEST, _COMPACT, _MONTHS, _DAYS = 1000, 2200, 8, 12, 31


def read_field(line: Line) -> FieldFound | None:
    """Read a whole field that holds nothing but one of these forms."""
    i = 1 if line.kinds[0] == "IN" else 0
    rule = _RULES.get(line.kinds[i])
    found = rule(line, i) if rule else None
    if found is None:
        return None
    end = found[1] + (line.kinds[found[1]] in {"DOT", "OTHER", "COMMA"})
    return found if line.kinds[end] == "END" else None


def _read_signed(line: Line, i: int) -> Found | None:
    """Read «-1 дн.», «+2 ч»."""
    unit = line.values[i + 2]
    if line.kinds[i + 1] != "NUM":
        return None
    if line.word(i + 2) in {"с", "с."}:
        unit = SECOND
    elif line.kinds[i + 2] != "UNIT":
        return None
    sign = 1 if line.kinds[i] == "PLUS" else -1
    assert isinstance(unit, int)
    draft = counted([(line.number(i + 1), unit)], line.context, sign)
    return (draft, i + 3) if draft else None


def _read_number(line: Line, i: int) -> Found | None:
    """Read «2011», «20240315», «2024-03»."""
    number = line.number(i)
    if line.kinds[i + 1 : i + 3] == ["NUM", "NUM"] and line.length(i + 2) == 4:  # noqa: PLR2004
        parts = valid_day(line.number(i + 2), line.number(i + 1), number, 4)
        return (Draft(*parts[:3]), i + 3) if parts else None
    if line.length(i) == _COMPACT:
        parts = valid_day(number // 10000, number // 100 % 100, number % 100, 4)
        return (Draft(*parts[:3]), i + 1) if parts else None
    if line.length(i) != 4 or not _OLDEST <= number < _LATEST:  # noqa: PLR2004
        return None
    if line.word(i + 1) == "?":
        return _doubtful(number), i + 2
    if line.kinds[i + 1 : i + 3] == ["DASH", "NUM"]:
        month = line.number(i + 2)
        stands = line.length(i + 2) == 2 and line.end(i + 2) == line.start(i) + 7  # noqa: PLR2004
        return (Draft(number, month), i + 3) if stands and 1 <= month <= _MONTHS else None
    return year_first(line, Draft(number), i + 1)


def _doubtful(year: int) -> Draft:
    draft = Draft(year)
    draft.mark = "?"
    return draft


def _read_spoken(line: Line, i: int) -> Found | None:
    """Read «ноль второго пятого две тысячи девятого» and «две тысячи девятом»."""
    k = _over_zero(line, i)
    day, following = line.number(k), _over_zero(line, k + 1)
    if line.kinds[k] != "NTH" or is_decade(line, k):
        return None
    month = line.number(following)
    if line.kinds[following] == "NTH" and 1 <= day <= _DAYS and 1 <= month <= _MONTHS:
        year = read_year(line, following + 1)
        return Draft(year[0] if year else None, month, day), year[1] if year else following + 1
    return (Draft(day), k + 1) if k == i and _OLDEST <= day < _LATEST else None


def _over_zero(line: Line, i: int) -> int:
    return i + (line.kinds[i] == "WNUM" and line.values[i] == 0)


def _read_less(line: Line, i: int) -> Found | None:
    """Read «менее минуты назад», «менее чем через минуту»: now, as far as the unit goes."""
    k = i + 1 + (line.kinds[i + 1] == "THAN")
    k += line.kinds[k] == "THROUGH"
    unit = line.values[k]
    if line.kinds[k] != "UNIT" or not isinstance(unit, int) or unit > HOUR:
        return None
    draft = counted([(0, unit)], line.context, 1)
    return (draft, k + 1 + (line.kinds[k + 1] == "AGO")) if draft else None


def _read_just_now(line: Line, i: int) -> Found | None:
    """Read «только что»."""
    if line.word(i + 1) != "что":
        return None
    return Draft(moment=line.context.now, grain="minute"), i + 2


def _read_until(line: Line, i: int) -> tuple[Period, int] | None:
    """Read «… — 15 марта 2024»: a period without a beginning."""
    found = read_moment(line, i + 2) if line.kinds[i + 1] == "DASH" else None
    return (Period(None, found[0]), found[1]) if found and found[0].moment is None else None


_RULES: Final[dict[str, Callable[[Line, int], FieldFound | None]]] = {
    "DOT": _read_until,
    "PLUS": _read_signed,
    "DASH": _read_signed,
    "NUM": _read_number,
    "NTH": _read_spoken,
    "WNUM": _read_spoken,
    "LESS": _read_less,
    "JUST": _read_just_now,
}
