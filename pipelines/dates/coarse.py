"""Dates coarser than a month: quarters, halves, seasons, decades, centuries, and parts of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates.days import read_year
from pipelines.dates.draft import Draft
from pipelines.dates.lexicon import CENTURY, HALF, QUARTER, YEAR

if TYPE_CHECKING:
    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line

_FIRST_QUARTER, _FIRST_HALF, _QUARTERS, _LAST_CENTURY = 33, 40, 4, 21
# «30-е» are the last century's by usage; «10-е» and «20-е» may be this one's, and are refused.
_SETTLED_DECADES: Final = range(30, 100, 10)


def read_numbered(line: Line, i: int) -> Found | None:
    """Read «3 квартал 2024», «первое полугодие», «XX век», «1990-е годы»."""
    number, unit = line.number(i), line.values[i + 1]
    if unit == QUARTER and 1 <= number <= _QUARTERS and line.word(i + 1) != "кварталов":
        return _group_of_year(line, i + 2, _FIRST_QUARTER + number - 1)
    if unit == HALF and number in {1, 2}:
        return _group_of_year(line, i + 2, _FIRST_HALF + number - 1)
    if unit == CENTURY:
        return read_century(line, i)
    if unit == YEAR and line.kinds[i] == "NTH" and is_decade(line, i):
        return read_decade(line, i)
    return None


def _group_of_year(line: Line, i: int, group: int) -> Found:
    k = i + (line.kinds[i] in {"IN", "COMMA"})
    found = read_year(line, k)
    return (Draft(found[0], group=group), found[1]) if found else (Draft(None, group=group), i)


def read_season(line: Line, i: int) -> Found | None:
    """Read «летом 2023 года», «зима 2023/24»; alone it needs «весной», «зимой»."""
    group = line.values[i]
    assert isinstance(group, int)
    winter = _read_two_years(line, i + 1)
    if winter is not None:
        return Draft(winter[0], group=group), winter[1]
    draft, end = _group_of_year(line, i + 1, group)
    draft.weak = draft.year is None and not line.word(i).endswith(("ой", "ью", "ом"))
    return draft, end


def _read_two_years(line: Line, i: int) -> tuple[int, int] | None:
    """Read «2023/24», «2023-2024 годов» after a winter."""
    if line.kinds[i] != "NUM" or line.kinds[i + 2] != "NUM" or line.length(i) != _QUARTERS:
        return None
    if line.kinds[i + 1] not in {"DASH", "OTHER"}:
        return None
    first, last = line.number(i), line.number(i + 2)
    if (first + 1) % 100 != last % 100:
        return None
    return first, i + 3 + (line.values[i + 3] == YEAR and line.kinds[i + 3] == "UNIT")


def is_decade(line: Line, i: int) -> bool:
    """Tell «1990-е», «девяностых», «90-х»: a whole number of tens, in the plural."""
    word, number = line.word(i), line.number(i)
    plural = word.endswith(("е", "х", "ым", "ыми")) and not word.endswith("ое")
    return plural and number % 10 == 0 and number > 0


def read_decade(line: Line, i: int) -> Found | None:
    """Read «1990-е годы», «в девяностых», «20-х годов прошлого века»."""
    number = line.number(i)
    if line.kinds[i] != "NTH" or not is_decade(line, i):
        return None
    marked = line.kinds[i + 1] == "UNIT" and line.values[i + 1] == YEAR
    end = i + 1 + marked
    if number >= 1000:  # noqa: PLR2004
        return Draft(mask=f"{number // 10:03d}X", grain="decade"), end
    century = _read_its_century(line, end)
    if century is not None:
        return Draft(mask=f"{century[0] - 1:02d}{number // 10}X", grain="decade"), century[1]
    if number in _SETTLED_DECADES:
        return Draft(mask=f"19{number // 10}X", grain="decade", weak=not marked), end
    return None


def _read_its_century(line: Line, i: int) -> tuple[int, int] | None:
    """Read «XX века», «прошлого столетия» after a decade."""
    short = line.kinds[i] == "ROMAN" and line.word(i + 1) in {"в", "вв"}
    if not short and (line.values[i + 1] != CENTURY or line.kinds[i + 1] != "UNIT"):
        return None
    value = line.values[i]
    if line.kinds[i] == "WHICH" and isinstance(value, tuple):
        return line.context.today.year // 100 + 1 + value[0], i + 2
    if line.kinds[i] in {"ROMAN", "NTH", "NUM"} and 1 <= line.number(i) <= _LAST_CENTURY:
        return line.number(i), i + 2
    return None


def read_noughties(line: Line, i: int) -> Found | None:
    """Read «нулевых», the first decade of this century."""
    if line.word(i) not in {"нулевые", "нулевых", "нулевым"}:
        return None
    end = i + 1 + (line.kinds[i + 1] == "UNIT" and line.values[i + 1] == YEAR)
    return Draft(mask="200X", grain="decade"), end


def read_century(line: Line, i: int) -> Found | None:
    """Read «XX век», «19-го столетия», «XVIII в.»."""
    number = line.number(i)
    if not 1 <= number <= _LAST_CENTURY:
        return None
    named = line.kinds[i + 1] == "UNIT" and line.values[i + 1] == CENTURY
    short = line.kinds[i] == "ROMAN" and line.word(i + 1) in {"в", "вв"}
    if not (named or short):
        return None
    end = i + 2 + (short and line.kinds[i + 2] == "DOT")
    return Draft(mask=f"{number - 1:02d}XX", grain="century"), end


def read_roman(line: Line, i: int) -> Found | None:
    """Read «III квартал 2024», «XX век»."""
    unit = line.values[i + 1] if line.kinds[i + 1] == "UNIT" else None
    if unit in {QUARTER, HALF}:
        return read_numbered(line, i)
    return read_century(line, i) if unit in {CENTURY, None} else None


def read_half(line: Line, i: int) -> Found | None:
    """Read «первая половина 2024 года»; of anything else a half is not written."""
    number = line.number(i)
    if line.kinds[i] != "NTH" or number not in {1, 2}:
        return None
    year = read_year(line, i + 2)
    return (Draft(year[0], group=_FIRST_HALF + number - 1), year[1]) if year else None
