"""Sums with their bounds: «от 300 тысяч до 1 млн рублей», «не более $5 тыс.», «~ 2 млн»."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.amounts.figures import UNIT
from pipelines.amounts.sums import Sum, read_sum
from pipelines.amounts.vocabulary import (
    ABOUT,
    AFTER,
    BEFORE,
    CHANGE_STEMS,
    CONFLICT,
    DASHES,
    LEAST,
    LINKS,
    MOST,
    SPAN,
    match_phrase,
)

KOPECK = UNIT // 100
"""Billionths in a hundredth."""

_MOST_KOPECKS = 2**63 - 1
_WIDEST_RANGE = 1000
_CONJUNCTIONS = frozenset(("и", "но", "а"))
_YEARS = range(1990, 2051)
_MOST_PREFIXES = 4
_CHANGING = frozenset(("до", "с", "со"))
_CLAUSE = 8
_CLAUSE_ENDS = frozenset(".!?;:")


class Expression(NamedTuple):
    """What was read from `start` to `end`, in billionths; an open bound is None.

    `apart` marks two sums that are no range: «подняли с 50 до 60 тысяч рублей».
    """

    least: Sum | None
    most: Sum | None
    about: bool
    start: int
    end: int
    apart: bool = False

    @property
    def sums(self) -> list[Sum]:
        return [found for found in (self.least, self.most) if found is not None]

    @property
    def named(self) -> bool:
        least, most = self.least, self.most
        return (least is not None and least.named) or (most is not None and most.named)

    @property
    def code(self) -> str | None:
        """The ISO 4217 code, None where none stands in the text or it settles none."""
        if self.least is not None and self.least.code:
            return self.least.code
        return self.most.code if self.most is not None else None

    def split(self) -> list[Expression]:
        return [Expression(part, part, self.about, part.start, part.end) for part in self.sums]


class Bounds(NamedTuple):
    """Both bounds in kopecks."""

    minimum: int | None
    maximum: int | None


def read_expression(words: list[str], i: int) -> Expression | None:
    """Read a sum or a range of sums that begins at `i` with its bounds and marks."""
    if i >= len(words):
        return None
    effect, at = _read_effects(words, i)
    left = read_sum(words, at)
    if left is None:
        return None
    effect |= left.marks
    if not effect and left.end >= len(words):
        return Expression(left, left, False, i, left.end)
    changed = words[i] in _CHANGING and _tells_of_change(words, i)
    span = _read_span(words, left, effect)
    if span is not None:
        return Expression(*span, bool(effect & ABOUT), i, span[1].end, apart=changed)
    if changed:
        effect &= ~MOST
    tail, end = _read_tail(words, left)
    return _bounded(left, effect | tail, i, end)


def _read_tail(words: list[str], left: Sum) -> tuple[int, int]:
    """Read «и более», «с лишним», «500 000+» after a sum; «+0,31» is another number."""
    tail = match_phrase(AFTER, words, left.end) if left.named or left.scale > 1 else None
    if tail is None or (
        words[left.end] == "+"
        and words[tail[1] : tail[1] + 1] != []
        and words[tail[1]][0].isdecimal()
    ):
        return 0, left.end
    return tail


def _tells_of_change(words: list[str], i: int) -> bool:
    """«вырос до 5 млн» is a new value, not a bound: look back for the verb in the clause."""
    for word in reversed(words[max(0, i - _CLAUSE) : i]):
        if word in _CLAUSE_ENDS:
            return False
        if word.startswith(CHANGE_STEMS):
            return True
    return False


def _bounded(only: Sum, effect: int, start: int, end: int) -> Expression:
    least = None if effect & MOST else only
    most = None if effect & LEAST else only
    return Expression(least, most, bool(effect & ABOUT), start, end)


def _read_effects(words: list[str], i: int) -> tuple[int, int]:
    """Read «до», «не более чем», «около» and the like; of two bounds the later holds."""
    effect = 0
    if i >= len(words) or words[i] not in BEFORE:
        return effect, i
    for _ in range(_MOST_PREFIXES):
        phrase = match_phrase(BEFORE, words, i)
        if phrase is None:
            break
        bound = phrase[0] & ~ABOUT
        effect = (effect & ABOUT if bound else effect) | phrase[0]
        i = _past_link(words, phrase[1], phrase[0])
    return effect, i


def _past_link(words: list[str], i: int, effect: int) -> int:
    if effect & SPAN:
        return i
    i += words[i : i + 2] == [",", "чем"]
    for _ in range(2):
        if i < len(words) and words[i] in LINKS:
            i += 1
    return i


def _read_span(words: list[str], left: Sum, effect: int) -> tuple[Sum, Sum] | None:
    """Read the second sum of a range and let each side have what is said once."""
    joint = _read_joint(words, left, effect)
    if joint is None:
        return None
    right = read_sum(words, _past_about(words, joint))
    if right is None:
        return None
    dashed = words[left.end] in DASHES or words[left.end] == "."
    if dashed and not _may_be_dashed(left, right):
        return None
    left, right = borrow(left, right)
    return (left, right) if _ascends(left, right, _WIDEST_RANGE if dashed else None) else None


def _ascends(left: Sum, right: Sum, widest: int | None) -> bool:
    least, most = _kopecks(left), _kopecks(right)
    if least is None or most is None or least > most:
        return False
    return widest is None or most <= least * widest


def _may_be_dashed(left: Sum, right: Sum) -> bool:
    """«2024 – 500 000 рублей» and «5 рублей – 3» are no ranges."""
    if left.named and not right.named and not left.led:
        return False
    return not is_year(left) or right.value // UNIT in _YEARS


def _past_about(words: list[str], i: int) -> int:
    phrase = match_phrase(BEFORE, words, i)
    return phrase[1] if phrase is not None and phrase[0] == ABOUT else i


def _read_joint(words: list[str], left: Sum, effect: int) -> int | None:
    """Give where the second sum of a range begins: after «до», a dash, «, но не более»."""
    i = left.end
    if i >= len(words) or effect & MOST:
        return None
    if words[i] in DASHES:
        return None if effect & LEAST else i + 1
    if words[i : i + 3] == [".", ".", "."]:
        return i + 3
    return _read_upper_mark(words, i, effect) if effect & (LEAST | SPAN) else None


def _read_upper_mark(words: list[str], i: int, effect: int) -> int | None:
    i += words[i] == "включительно"
    i += words[i : i + 1] == [","]
    if i < len(words) and words[i] in _CONJUNCTIONS:
        i += 1
        if effect & SPAN and words[i - 1] == "и":
            return i
    phrase = match_phrase(BEFORE, words, i)
    if phrase is None or not phrase[0] & MOST:
        return None
    return _past_link(words, phrase[1], phrase[0])


def is_year(part: Sum) -> bool:
    bare = not part.named and part.scale == 1 and part.end == part.start + 1
    return bare and part.value // UNIT in _YEARS


def borrow(left: Sum, right: Sum) -> tuple[Sum, Sum]:
    """Let each side have what is said once: «от 100 до 500 тысяч рублей», «$5–10 млн».

    The scale goes to the first number only where that is the smaller of the two as written.
    """
    if left.named and not right.named:
        right = right._replace(code=left.code, named=True)
    bare = left.scale == 1 and (left.led or not left.named)
    if not left.named:
        left = left._replace(code=right.code, named=right.named)
    if bare and left.value <= right.value // right.scale:
        left = left._replace(value=left.value * right.scale, scale=right.scale)
    return left, right


def bounds_of(expression: Expression) -> Bounds | None:
    """Give both bounds in kopecks; None where one is no whole number of them or too large."""
    least, most = expression.least, expression.most
    minimum = _kopecks(least) if least is not None else None
    maximum = minimum if most is least else _kopecks(most) if most is not None else None
    if (least is not None and minimum is None) or (most is not None and maximum is None):
        return None
    return Bounds(minimum, maximum)


def _kopecks(part: Sum) -> int | None:
    value = part.value
    if part.marks & CONFLICT:
        return None
    if part.ambiguous and part.scale == 1:
        if not part.named:
            return None
        value *= 1000
    whole, rest = divmod(value, KOPECK)
    return whole if rest == 0 and whole <= _MOST_KOPECKS else None
