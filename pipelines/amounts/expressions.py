"""Sums with their bounds: «от 300 тысяч до 1 млн рублей», «не более $5 тыс.», «~ 2 млн»."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.amounts.figures import UNIT
from pipelines.amounts.sums import Sum, read_sum
from pipelines.amounts.vocabulary import (
    AFTER,
    BEFORE,
    DASHES,
    LINKS,
    Effect,
    match_phrase,
)

KOPECK = UNIT // 100
"""Billionths in a hundredth."""

_MOST_KOPECKS = 2**63 - 1
_WIDEST_RANGE = 1000
_CONJUNCTIONS = frozenset(("и", "но", "а"))
_YEARS = range(1990, 2051)
_MOST_PREFIXES = 4


class Expression(NamedTuple):
    """What was read from `start` to `end`, in billionths; an open bound is None."""

    least: Sum | None
    most: Sum | None
    about: bool
    start: int
    end: int

    @property
    def sums(self) -> list[Sum]:
        return [found for found in (self.least, self.most) if found is not None]

    @property
    def named(self) -> bool:
        return any(found.named for found in self.sums)


class Bounds(NamedTuple):
    """Both bounds in kopecks."""

    minimum: int | None
    maximum: int | None


def read_expression(words: list[str], i: int) -> Expression | None:
    """Read a sum or a range of sums that begins at `i` with its bounds and marks."""
    effect, at = _read_effects(words, i)
    left = read_sum(words, at)
    if left is None:
        return None
    effect |= left.quantity.effect
    span = _read_span(words, left, effect)
    if span is not None:
        return Expression(*span, Effect.ABOUT in effect, i, span[1].end)
    tail = match_phrase(AFTER, words, left.end) if left.named or left.scale > 1 else None
    end = left.end
    if tail is not None:
        effect, end = effect | tail[0], tail[1]
    return _bounded(left, effect, i, end)


def _bounded(only: Sum, effect: Effect, start: int, end: int) -> Expression:
    least = None if Effect.MOST in effect else only
    most = None if Effect.LEAST in effect else only
    return Expression(least, most, Effect.ABOUT in effect, start, end)


def _read_effects(words: list[str], i: int) -> tuple[Effect, int]:
    """Read «до», «не более чем», «около» and the like; of two bounds the later holds."""
    effect = Effect.NONE
    for _ in range(_MOST_PREFIXES):
        phrase = match_phrase(BEFORE, words, i)
        if phrase is None:
            break
        bound = phrase[0] & ~Effect.ABOUT
        effect = (effect & Effect.ABOUT if bound else effect) | phrase[0]
        i = _past_link(words, phrase[1], phrase[0])
    return effect, i


def _past_link(words: list[str], i: int, effect: Effect) -> int:
    if Effect.SPAN in effect:
        return i
    for _ in range(2):
        if i < len(words) and words[i] in LINKS:
            i += 1
    return i


def _read_span(words: list[str], left: Sum, effect: Effect) -> tuple[Sum, Sum] | None:
    """Read the second sum of a range and let the first borrow its scale and currency."""
    joint = _read_joint(words, left, effect)
    if joint is None:
        return None
    about, at = _read_about(words, joint)
    right = read_sum(words, at)
    if right is None:
        return None
    dashed = words[left.end] in DASHES or words[left.end] == "."
    if dashed and _is_list_mark(left, right):
        return None
    left = _borrow(left, right)
    pair = bounds_of(Expression(left, right, about, 0, 0))
    if pair is None or pair.minimum is None or pair.maximum is None or pair.minimum > pair.maximum:
        return None
    if dashed and pair.maximum > pair.minimum * _WIDEST_RANGE:
        return None
    return left, right


def _read_about(words: list[str], i: int) -> tuple[bool, int]:
    phrase = match_phrase(BEFORE, words, i)
    if phrase is not None and phrase[0] == Effect.ABOUT:
        return True, phrase[1]
    return False, i


def _read_joint(words: list[str], left: Sum, effect: Effect) -> int | None:
    """Give where the second sum of a range begins: after «до», a dash, «, но не более»."""
    i = left.end
    if i >= len(words):
        return None
    if Effect.MOST in effect:
        return None
    if words[i] in DASHES:
        return None if Effect.LEAST in effect else i + 1
    if words[i : i + 3] == [".", ".", "."]:
        return i + 3
    return _read_upper_mark(words, i, effect) if effect & (Effect.LEAST | Effect.SPAN) else None


def _read_upper_mark(words: list[str], i: int, effect: Effect) -> int | None:
    i += words[i] == ","
    if i < len(words) and words[i] in _CONJUNCTIONS:
        i += 1
        if Effect.SPAN in effect and words[i - 1] == "и":
            return i
    phrase = match_phrase(BEFORE, words, i)
    if phrase is None or Effect.MOST not in phrase[0]:
        return None
    return _past_link(words, phrase[1], phrase[0])


def _is_list_mark(left: Sum, right: Sum) -> bool:
    """«2024 – 500 000 рублей»: what stands before the dash is a year, not a sum."""
    bare = not left.named and left.scale == 1 and left.quantity.end == left.start + 1
    return bare and left.value // UNIT in _YEARS and right.value // UNIT not in _YEARS


def _borrow(left: Sum, right: Sum) -> Sum:
    """«от 100 до 500 тысяч рублей»: the scale is said once where the left number is smaller."""
    if not left.named:
        left = left._replace(code=right.code, named=right.named)
        if left.scale == 1 and left.value <= right.value // right.scale:
            left = left._replace(value=left.value * right.scale, scale=right.scale)
    return left


def bounds_of(expression: Expression) -> Bounds | None:
    """Give both bounds in kopecks; None where one is no whole number of them or too large."""
    found: list[int | None] = []
    for part in (expression.least, expression.most):
        kopecks = _kopecks(part) if part is not None else None
        if part is not None and kopecks is None:
            return None
        found.append(kopecks)
    return Bounds(*found)


def _kopecks(part: Sum) -> int | None:
    value = part.value
    if part.ambiguous and part.scale == 1:
        if not part.named:
            return None
        value *= 1000
    whole, rest = divmod(value, KOPECK)
    return whole if rest == 0 and whole <= _MOST_KOPECKS else None
