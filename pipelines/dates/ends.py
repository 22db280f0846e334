"""The two ends of a period: a bare number takes its meaning from the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates.draft import Draft, Period

if TYPE_CHECKING:
    from pipelines.dates.tokens import Line

_NUMBERS: Final = frozenset({"NUM", "WNUM", "NTH", "ROMAN"})
_LAST_DAY, _FOUR, _OLDEST, _LATEST = 31, 4, 1000, 2200
_CENTURIES: Final = range(1, 22)
# EDTF's codes of quarters and of halves: a number counts within them.
_GROUPS: Final = ((33, 36), (40, 41))

Bare = tuple[int, int]


def read_bare(line: Line, i: int) -> Bare | None:
    """Read a number that only the other end can make a date of; with it, where it ends."""
    if line.kinds[i] not in _NUMBERS or (line.length(i) > _FOUR and line.kinds[i] == "NUM"):
        return None
    return line.number(i), i + 1


def join(first: Draft | int, last: Draft | int) -> Period | None:
    """Make a period of two ends, or None where they do not belong together."""
    if isinstance(last, int):
        return _join_years(first, last)
    start = _like(first, last) if isinstance(first, int) else first
    if start is None or start.moment is not None or last.moment is not None:
        return None
    return Period(start, last)


def _join_years(first: Draft | int, last: int) -> Period | None:
    """Join «2015-2020»."""
    if isinstance(first, Draft) or not _OLDEST <= first < last < _LATEST:
        return None
    return Period(Draft(first), Draft(last))


def _like(number: int, other: Draft) -> Draft | None:
    """Give the day, quarter, decade, century or year that a number is beside another."""
    if other.day is not None:
        return Draft(None, None, number) if 1 <= number <= _LAST_DAY else None
    if other.group is not None:
        return _like_group(number, other.group)
    if other.mask is not None:
        return _like_mask(number, other.mask)
    is_year = other.year is not None and other.month is None and _OLDEST <= number < _LATEST
    return Draft(number) if is_year else None


def _like_group(number: int, group: int) -> Draft | None:
    for first, last in _GROUPS:
        if first <= group <= last and 1 <= number <= last - first:
            return Draft(None, group=first + number - 1)
    return None


def _like_mask(number: int, mask: str) -> Draft | None:
    """Give «80» beside «90-е», «XIX» beside «XX века»."""
    if mask.endswith("XX"):
        return Draft(mask=f"{number - 1:02d}XX", grain="century") if number in _CENTURIES else None
    if number % 10 or not 0 <= number < 100:  # noqa: PLR2004
        return None
    return Draft(mask=f"{mask[:2]}{number // 10}X", grain="decade")
