"""Periods of whole years, which only the words around them tell from other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates.ends import join, read_bare
from pipelines.dates.lexicon import YEAR

if TYPE_CHECKING:
    from pipelines.dates.draft import Period
    from pipelines.dates.tokens import Line

YEAR_DIGITS: Final = 4
_FIRST_YEAR, _LAST_YEAR = 1600, 2100


def read_school_year(line: Line, i: int) -> tuple[Period, int] | None:
    """Read «2023/2024 учебный год», «2023/24 году», «сезон 2023/24»."""
    first, last = read_bare(line, i), read_bare(line, i + 2)
    k = i + 3 + line.word(i + 3).startswith("учебн")
    named = line.values[k] == YEAR and line.kinds[k] == "UNIT"
    whole = line.whole and i == 0 and line.kinds[i + 3] == "END"
    whole = whole or (i > 0 and line.word(i - 1).startswith("сезон"))
    if first is None or last is None or not (named or whole) or line.length(i) != YEAR_DIGITS:
        return None
    if (first[0] + 1) % 100 != last[0] % 100:
        return None
    years = join(first[0], first[0] + 1)
    return (years, k + named) if years else None


def are_years(line: Line, i: int, end: int) -> bool:
    """Take «2015-2020» for years in a field of its own, in brackets, after «в», of a school."""
    if line.word(end).startswith("учебн") or _is_bracketed(line, i, end):
        return True
    return (line.whole and line.kinds[end] == "END") or (i > 0 and line.kinds[i - 1] == "IN")


def _is_bracketed(line: Line, i: int, end: int) -> bool:
    """Tell «(1941–1945)» from «(1000-1500)», which counts something."""
    brackets = i > 0 and line.word(i - 1).endswith("(") and line.word(end).startswith(")")
    return brackets and line.number(i) >= _FIRST_YEAR and line.number(end - 1) < _LAST_YEAR
