"""Numbers in digits, with the separators that are in use.

A figure is counted in billionths, so that «1,234 567 млн» keeps every digit without floats.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

UNIT: Final = 10**9
"""Billionths in one."""

_MARK: Final = re.compile("[.,'’]")
_DECIMAL_MARKS: Final = ".,"
_GROUP: Final = 3
_MOST_DIGITS: Final = 15
_MOST_DECIMALS: Final = 9


class Figure(NamedTuple):
    """A number in billionths.

    `ambiguous` marks «1,234»: three decimals or a thousand and more; the value is the former.
    """

    value: int
    ambiguous: bool = False


def read_figure(token: str) -> Figure | None:
    """Read one token of digits; None for dates, versions and what no rule groups.

    >>> read_figure("2 201 600,50").value == 2_201_600_500_000_000
    True
    >>> read_figure("1,234").ambiguous, read_figure("1,234,567").ambiguous
    (True, False)
    >>> read_figure("12.05.2024") is None
    True
    """
    if token.isdecimal():
        return _figure(token, "")
    groups = token.split()
    if len(groups) > 1:
        whole, _, decimals = "".join(groups).replace(",", ".").partition(".")
        return _figure(whole, decimals)
    parts = _MARK.split(token)
    marks = _MARK.findall(token)
    if not all(part.isdecimal() for part in parts):
        return None
    return _read_pair(*parts, mark=marks[0]) if len(marks) == 1 else _read_many(parts, marks)


def _read_pair(whole: str, rest: str, *, mark: str) -> Figure | None:
    groupable = len(rest) == _GROUP and len(whole) <= _GROUP and not whole.startswith("0")
    if mark in _DECIMAL_MARKS:
        return _figure(whole, rest, ambiguous=groupable)
    return _figure(whole + rest, "") if groupable else None


def _read_many(parts: list[str], marks: list[str]) -> Figure | None:
    """Read three groups and more: «1.234.567», «1,234,567.89», «2.201.600.00»."""
    head, *middle, last = parts
    if not 1 <= len(head) <= _GROUP or any(len(group) != _GROUP for group in middle):
        return None
    if len(set(marks[:-1])) > 1:
        return None
    if marks[-1] == marks[0] and len(last) == _GROUP:
        return _figure("".join(parts), "")
    decimal = marks[-1] in _DECIMAL_MARKS and (marks[-1] != marks[0] or len(last) == _GROUP - 1)
    return _figure(head + "".join(middle), last) if decimal else None


def _figure(whole: str, decimals: str, *, ambiguous: bool = False) -> Figure | None:
    if len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        return None
    if whole[0] == "0" and len(whole) > len("05"):
        return None
    return Figure(int(whole + decimals) * 10 ** (_MOST_DECIMALS - len(decimals)), ambiguous)
