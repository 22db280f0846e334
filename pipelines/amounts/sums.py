"""A number with its currency: «$5 млн», «124 451 рубль 50 копеек», «50 копеек»."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.amounts.currencies import LEADERS, Unit, read_leader, read_unit
from pipelines.amounts.figures import UNIT
from pipelines.amounts.quantities import Quantity, read_quantity
from pipelines.amounts.vocabulary import CENTS, KOPECKS, MINORS

_KOPECK_CURRENCIES = frozenset(("RUB", "BYN", "UAH"))
_HUNDREDTH = UNIT // 100


class Sum(NamedTuple):
    """A number in billionths of a currency; `named` says that a currency stands in the text."""

    value: int
    scale: int
    ambiguous: bool
    code: str | None
    named: bool
    led: bool
    start: int
    end: int
    quantity: Quantity


def read_sum(words: list[str], i: int) -> Sum | None:
    """Read a number with what names its currency before or after it, if anything does."""
    if i >= len(words):
        return None
    leader = read_leader(words, i) if words[i] in LEADERS else None
    quantity = read_quantity(words, leader.end if leader else i)
    if quantity is None:
        return None
    minor = _read_minor(words, quantity)
    if minor is not None and leader is None:
        return _sum(i, quantity._replace(value=quantity.value // 100), minor, led=False)
    unit = read_unit(words, quantity.end)
    if leader is not None:
        same = unit is not None and unit.code == leader.code
        unit = Unit(leader.code, unit.end if same and unit else quantity.end)
    if unit is None:
        return Sum(*quantity[:2], quantity.ambiguous, None, False, False, i, quantity.end, quantity)
    return _with_minor(words, _sum(i, quantity, unit, led=leader is not None))


def _sum(i: int, quantity: Quantity, unit: Unit, *, led: bool) -> Sum:
    return Sum(
        quantity.value, quantity.scale, quantity.ambiguous, unit.code, True, led, i, unit.end,
        quantity,
    )  # fmt: skip


def _read_minor(words: list[str], quantity: Quantity) -> Unit | None:
    """Read «копеек» after a number; cents alone leave the currency open."""
    i = quantity.end
    if i >= len(words) or words[i] not in MINORS or quantity.value % 100:
        return None
    if words[i] == "к":
        return None
    code = "RUB" if words[i] in KOPECKS else None
    return Unit(code, i + 2 if words[i] == "коп" and words[i + 1 : i + 2] == ["."] else i + 1)


def _with_minor(words: list[str], whole: Sum) -> Sum:
    """Add «50 копеек», and step over a bracket that repeats the sum."""
    after = _past_repetition(words, whole)
    i = after.end
    if i < len(words) and words[i] in {",", "и"}:
        i += 1
    part = read_quantity(words, i)
    if part is None or part.value >= 100 * UNIT or not _is_minor_of(words, part, whole.code):
        return after
    unit = _read_minor(words, part)
    if unit is None:
        return after
    given = whole.value % UNIT
    if given not in (0, part.value // 100):
        return after
    return after._replace(value=whole.value - given + part.value // 100, end=unit.end)


def _is_minor_of(words: list[str], part: Quantity, code: str | None) -> bool:
    word = words[part.end] if part.end < len(words) else ""
    return word in (KOPECKS if code in _KOPECK_CURRENCIES else CENTS)


def _past_repetition(words: list[str], whole: Sum) -> Sum:
    """Step over «(три миллиона рублей)» after «3 000 000 рублей»."""
    if words[whole.end : whole.end + 1] != ["("]:
        return whole
    inner = _read_flat(words, whole.end + 1)
    if inner is None or words[inner.end : inner.end + 1] != [")"]:
        return whole
    scaled = 1000 if whole.ambiguous else 1
    same = inner.value in (whole.value * scaled, whole.value // UNIT * UNIT)
    return whole._replace(end=inner.end + 1) if same else whole


def _read_flat(words: list[str], i: int) -> Sum | None:
    """Read a sum without looking into further brackets, so that nesting costs nothing."""
    quantity = read_quantity(words, i)
    if quantity is None:
        return None
    unit = read_unit(words, quantity.end) or Unit(None, quantity.end)
    whole = _sum(i, quantity, unit, led=False)
    part = read_quantity(words, whole.end)
    minor = _read_minor(words, part) if part is not None else None
    if part is None or minor is None or part.value >= 100 * UNIT:
        return whole
    return whole._replace(value=whole.value + part.value // 100, end=minor.end)
