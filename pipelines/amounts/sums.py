"""A number with its currency: «$5 млн», «124 451 рубль 50 копеек», «50 копеек»."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.amounts.currencies import LEADERS, Unit, read_leader, read_unit
from pipelines.amounts.figures import UNIT
from pipelines.amounts.quantities import Quantity, read_quantity
from pipelines.amounts.vocabulary import CENTS, KOPECKS, LED_SCALES, MINORS

_KOPECK_CURRENCIES = frozenset(("RUB", "BYN", "UAH"))
_SHORT = frozenset(("коп", "к"))
_BEFORE_MINOR = frozenset((",", "и"))


class Sum(NamedTuple):
    """A number in billionths of a currency.

    `named` says that a currency stands in the text, `led` that it stands before the number,
    `at` where the number itself begins; the rest as in `Quantity`.
    """

    value: int
    scale: int
    ambiguous: bool
    code: str | None
    named: bool
    led: bool
    start: int
    end: int
    at: int
    marks: int = 0


def read_sum(words: list[str], i: int) -> Sum | None:
    """Read a number with what names its currency before or after it, if anything does."""
    if i < len(words) and words[i] in LEADERS:
        return _read_led(words, i)
    quantity = read_quantity(words, i)
    if quantity is None:
        return None
    value, scale, _, end, ambiguous, marks = quantity
    unit = read_unit(words, end)
    if unit is not None:
        whole = Sum(value, scale, ambiguous, unit.code, True, False, i, unit.end, i, marks)
        return _with_minor(words, whole)
    minor = _read_minor(words, quantity)
    if minor is not None:
        return Sum(value // 100, scale, ambiguous, minor.code, True, False, i, minor.end, i, marks)
    return Sum(value, scale, ambiguous, None, False, False, i, end, i, marks)


def _read_led(words: list[str], i: int) -> Sum | None:
    """Read «$5 млн»; the currency may be said once more: «$5 млн долларов»."""
    leader = read_leader(words, i)
    quantity = read_quantity(words, leader.end) if leader is not None else None
    if leader is None or quantity is None:
        return None
    value, scale, at, end, ambiguous, marks = quantity
    if scale == 1 and end < len(words) and words[end] in LED_SCALES:
        scale = LED_SCALES[words[end]]
        value, end, ambiguous = value * scale, end + 1, False
    unit = read_unit(words, end)
    if unit is not None and unit.code == leader.code:
        end = unit.end
    return Sum(value, scale, ambiguous, leader.code, True, True, i, end, at, marks)


def _read_minor(words: list[str], quantity: Quantity, *, short: bool = False) -> Unit | None:
    """Read «копеек» after a number; cents alone leave the currency open, «к.» needs rubles."""
    i = quantity.end
    if i >= len(words) or words[i] not in MINORS or quantity.value % 100:
        return None
    if words[i] == "к" and not short:
        return None
    code = "RUB" if words[i] in KOPECKS else None
    return Unit(code, i + 2 if words[i] in _SHORT and words[i + 1 : i + 2] == ["."] else i + 1)


def _with_minor(words: list[str], whole: Sum) -> Sum:
    """Add «50 копеек», and step over brackets that repeat the sum."""
    if whole.end >= len(words):
        return whole
    whole = _past_repetition(words, whole)
    i = whole.end
    if i < len(words) and words[i] in _BEFORE_MINOR:
        i += 1
    part = read_quantity(words, i)
    minor = _read_minor(words, part, short=True) if part is not None else None
    if part is None or minor is None or not _is_minor_of(words, part, whole.code):
        return whole
    added = _added(whole, part.value // 100, minor.end)
    return _past_repetition(words, added) if added is not None else whole


def _added(whole: Sum, hundredths: int, end: int) -> Sum | None:
    """Add kopecks under a hundred; those that the figure has already are not added twice."""
    given = whole.value % UNIT
    if hundredths >= UNIT or given not in (0, hundredths):
        return None
    return whole._replace(value=whole.value - given + hundredths, end=end)


def _is_minor_of(words: list[str], part: Quantity, code: str | None) -> bool:
    word = words[part.end] if part.end < len(words) else ""
    return word in (KOPECKS if code in _KOPECK_CURRENCIES else CENTS)


def _past_repetition(words: list[str], whole: Sum) -> Sum:
    """Step over «(три миллиона рублей)» after «3 000 000 рублей»."""
    if whole.end >= len(words) or words[whole.end] != "(":
        return whole
    i = whole.end + 1
    leader = read_leader(words, i) if i < len(words) and words[i] in LEADERS else None
    value, end = _read_flat(words, leader.end if leader and leader.code == whole.code else i)
    if value is None or words[end : end + 1] != [")"]:
        return whole
    said = whole.value * (1000 if whole.ambiguous and whole.scale == 1 else 1)
    return whole._replace(end=end + 1) if value in (said, said // UNIT * UNIT) else whole


def _read_flat(words: list[str], i: int) -> tuple[int | None, int]:
    """Read a sum without looking into further brackets, so that nesting costs nothing."""
    quantity = read_quantity(words, i)
    if quantity is None:
        return None, i
    unit = read_unit(words, quantity.end)
    end = unit.end if unit is not None else quantity.end
    part = read_quantity(words, end)
    minor = _read_minor(words, part) if part is not None else None
    if part is None or minor is None or part.value >= 100 * UNIT:
        return quantity.value, end
    return quantity.value + part.value // 100, minor.end
