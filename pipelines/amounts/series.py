"""Sums that share one currency: «100, 200 и 300 тысяч рублей»."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.expressions import Expression, borrow, is_year
from pipelines.amounts.sums import Sum, read_sum

_LONGEST: Final = 6
_REACH: Final = 48
"""Words that so long a row may have, at most."""
_LAST_LINKS: Final = frozenset(("и", "или", "либо", "/"))


def read_series(words: list[str], i: int) -> list[Expression]:
    """Read bare numbers closed by «и» and a sum that names what all of them are; else []."""
    if _LAST_LINKS.isdisjoint(words[i : i + _REACH]):
        return []
    parts: list[Sum] = []
    closed = False
    for _ in range(_LONGEST):
        part = read_sum(words, i)
        if part is None or is_year(part):
            return []
        parts.append(part)
        if closed or part.named:
            break
        link = words[part.end] if part.end < len(words) else ""
        closed = link in _LAST_LINKS
        if not closed and link != ",":
            return []
        i = part.end + 1
    return _shared(parts) if closed and parts[-1].named else []


def _shared(parts: list[Sum]) -> list[Expression]:
    last = parts[-1]
    whole = [*(borrow(part, last)[0] for part in parts[:-1]), last]
    return [Expression(part, part, about=False, start=part.start, end=part.end) for part in whole]
