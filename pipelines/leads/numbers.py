"""INN and OGRN of organisations: wrong digits, and numbers that belong to different ones. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipelines.identifiers import check_inn, check_ogrn

_LENGTHS = {"inn": (10, 12), "ogrn": (13, 15)}
_CHECKS = {"inn": check_inn, "ogrn": check_ogrn}
_CHECK_DIGITS = {10: 1, 12: 2, 13: 1, 15: 1}
Pair = tuple[str, str]
"""An INN and an OGRN that stand side by side."""


def number_fault(field: str, printed: str) -> str | None:
    """Give what is right in the place of a wrong number's check digits, or None for no lead.

    A number of another length is a lead as well, unless a zero was lost at its front, as
    workbooks do; words, and numbers of another country, are none.

    >>> number_fault("inn", "6027068262"), number_fault("inn", "6027068261")
    ('6027068261', None)
    >>> number_fault("inn", "60270682"), number_fault("inn", "нет")
    ('10 or 12 digits', None)
    """
    digits = "".join(char for char in printed if not char.isspace())
    if not digits.isascii() or not digits.isdecimal() or not digits.strip("0"):
        return None
    check, lengths = _CHECKS[field], _LENGTHS[field]
    if check(digits) or check(digits.zfill(len(digits) + 1)):
        return None
    if len(digits) not in lengths:
        return f"{lengths[0]} or {lengths[1]} digits"
    return _corrected(field, digits)


def _corrected(field: str, digits: str) -> str | None:
    count = _CHECK_DIGITS[len(digits)]
    endings = (f"{number:0{count}d}" for number in range(10**count))
    found = (digits[:-count] + ending for ending in endings)
    return next((number for number in found if _CHECKS[field](number)), "other first digits")


def mixed_numbers(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Give groups of pairs in which one number stands beside different ones, each sorted.

    >>> mixed_numbers([("A", "1"), ("A", "2"), ("B", "3"), ("C", "4")])
    [[('A', '1'), ('A', '2')]]
    """
    by_number: dict[str, set[Pair]] = defaultdict(set)
    for pair in set(pairs):
        for name, number in zip("io", pair, strict=True):
            by_number[name + number].add(pair)
    groups: list[list[Pair]] = []
    seen: set[Pair] = set()
    for pair in sorted({pair for known in by_number.values() if len(known) > 1 for pair in known}):
        if pair not in seen:
            group = _group(pair, by_number)
            seen |= group
            groups.append(sorted(group))
    return groups


def odd_ones(group: Sequence[Pair], times: dict[Pair, int]) -> tuple[Pair, Pair]:
    """Give of a group the pair that is seen least, and the one most often seen that it contradicts.

    >>> odd_ones([("A", "1"), ("A", "2")], {("A", "1"): 1, ("A", "2"): 3})
    (('A', '1'), ('A', '2'))
    """
    odd = min(group, key=lambda pair: (times[pair], -_neighbours(pair, group), pair))
    rest = [pair for pair in group if pair != odd and set(pair) & set(odd)]
    return odd, max(rest, key=lambda pair: (times[pair], pair))


def _neighbours(pair: Pair, group: Sequence[Pair]) -> int:
    return sum(1 for other in group if other != pair and set(pair) & set(other))


def _group(start: Pair, by_number: dict[str, set[Pair]]) -> set[Pair]:
    found, open_ = {start}, [start]
    while open_:
        inn, ogrn = open_.pop()
        near = (by_number["i" + inn] | by_number["o" + ogrn]) - found
        found |= near
        open_ += near
    return found
