"""Numbers with their scale: «2,2 млн», «3 000 000 (трех миллионов)», «полтора миллиона»."""

from __future__ import annotations

from typing import NamedTuple

from pipelines import numerals
from pipelines.amounts.currencies import read_unit
from pipelines.amounts.figures import UNIT, read_figure
from pipelines.amounts.vocabulary import (
    BRACKETS,
    CASE_SUFFIXES,
    CONFLICT,
    DASHES,
    INNER,
    NUMERAL_STARTS,
    RUBLE_SCALES,
    SCALE_SHORT,
    SCALE_WORDS,
    match_phrase,
)
from pipelines.numeral_forms import HALF_SCALES, SCALES

_NOTE_WORDS = 12
"""A bracket between number and currency that is no repetition is skipped up to this length."""
_HANGERS = INNER.keys() | BRACKETS.keys() | SCALE_WORDS.keys() | RUBLE_SCALES.keys()
_RUBLE_WORDS = frozenset(("тр", "тыр"))
_YEAR_DIGITS = 4
_TORN_DIGITS = 2
_AND_A_HALF = ["с", "половиной"]
_FIGURE_ENDS = frozenset((",", "."))
_NO_COUNTED_FORM = frozenset(("рубль", "рубли"))


class Quantity(NamedTuple):
    """A number in billionths, `scale` included, from `start` to `end`.

    `scale` is 1 where the text has none; `ambiguous` as in `Figure`; `marks` are the bits of
    words inside the number («5 с лишним миллионов»).
    """

    value: int
    scale: int
    start: int
    end: int
    ambiguous: bool = False
    marks: int = 0


def read_quantity(words: list[str], i: int) -> Quantity | None:
    """Read a number in digits or words with its scale and its bracketed repetition."""
    first = _read_term(words, i)
    if first is None or first.scale == 1 or first.end >= len(words):
        return first
    total = first
    while total.scale > 1:
        comma = words[total.end : total.end + 1] == [","]
        following = _read_term(words, total.end + comma)
        if following is None or not _continues(words, total, following, comma=comma):
            break
        value = total.value + following.value
        total = Quantity(value, following.scale, i, following.end, marks=first.marks)
    return total


def _continues(words: list[str], total: Quantity, following: Quantity, *, comma: bool) -> bool:
    """«1 млн 200 тыс. рублей» is one number if the parts descend and a unit closes it.

    Over a comma, «12 млн., 500 тыс. руб.», the next part must have both a scale and the unit.
    """
    if following.value >= total.scale * UNIT or following.ambiguous:
        return False
    closed = read_unit(words, following.end) is not None
    return (following.scale > 1 and closed) if comma else (following.scale > 1 or closed)


def _read_term(words: list[str], i: int) -> Quantity | None:
    bare = _read_bare(words, i)
    if bare is None or bare.end >= len(words) or words[bare.end] not in _HANGERS:
        return bare
    return _with_scale(words, bare)


def _read_bare(words: list[str], i: int) -> Quantity | None:
    if i >= len(words):
        return None
    word = words[i]
    if word[0].isdecimal():
        return _read_digits(words, i)
    return _read_words(words, i) if word in NUMERAL_STARTS else None


def _read_digits(words: list[str], i: int) -> Quantity | None:
    figure = read_figure(words[i])
    if figure is None or (i and _is_torn(words, i)):
        return None
    value, end = figure.value, i + 1
    after = words[end] if end < len(words) else ""
    if after == "с" and words[end : end + 2] == _AND_A_HALF and value % UNIT == 0:
        value, end = value + UNIT // 2, end + 2
    elif after in _FIGURE_ENDS:
        value, end = _loose_decimals(words, end, value)
    elif after in DASHES or after == "=":
        end = _past_hyphen(words, end)
    return Quantity(value, 1, i, end, figure.ambiguous)


def _is_torn(words: list[str], i: int) -> bool:
    """«5 00 000 руб.», «98 04 123456», «1/2 млн»: a part of a number that no rule groups."""
    before, figure = words[i - 1], words[i]
    if before == "/":
        return len(figure) == 1 and i > 1 and words[i - 2].isdecimal() and len(words[i - 2]) == 1
    if not before.isdecimal() or len(before) == _YEAR_DIGITS or not figure.isdecimal():
        return False
    return before[0] == "0" or len(figure) <= _TORN_DIGITS


def _past_hyphen(words: list[str], i: int) -> int:
    """Step over a case ending («5-ти») and over bookkeepers' empty kopecks («500-00»)."""
    following = words[i + 1] if i + 1 < len(words) else ""
    if following in CASE_SUFFIXES and words[i] != "=":
        return i + 2
    return i + 2 if following == "00" else i


def _loose_decimals(words: list[str], i: int, value: int) -> tuple[int, int]:
    """Read what a space has torn off, if a currency follows.

    «1 599 059, 38 евро», «35, 000 р.», «5 000.– руб.».
    """
    following = words[i + 1] if i + 1 < len(words) else ""
    if following in DASHES:
        return value, i + 2 if read_unit(words, i + 2) else i
    if following == "000" and value < 1000 * UNIT and read_unit(words, i + 2):
        return value * 1000, i + 2
    if value < 1000 * UNIT or words[i] != ",":
        return value, i
    if len(following) == len("38") and following.isdecimal() and read_unit(words, i + 2):
        return value + int(following) * UNIT // 100, i + 2
    return value, i


def _read_words(words: list[str], i: int) -> Quantity | None:
    read = numerals.read_quantity(words, i)
    if read is None:
        return None
    value = read[0] * UNIT
    if value.denominator != 1:
        return None
    end = i + read[1]
    return Quantity(value.numerator, _scale_of(words[end - 1]), i, end)


def _scale_of(word: str) -> int:
    half = HALF_SCALES.get(word)
    return SCALES.get(word, 1) if half is None else 2 * half


def _with_scale(words: list[str], bare: Quantity) -> Quantity:
    """Take the scale and the bracket in either order: «3 (три) млн», «3 млн (трех миллионов)»."""
    inner = match_phrase(INNER, words, bare.end)
    if inner is not None:
        bare = bare._replace(end=inner[1], marks=inner[0])
    bare = _with_repetition(words, bare)
    scale, end = read_scale(words, bare.end)
    if scale == 1:
        return bare
    scaled = Quantity(bare.value * scale, scale, bare.start, end, marks=bare.marks)
    return _with_repetition(words, scaled)


def read_scale(words: list[str], i: int) -> tuple[int, int]:
    """Give the scale at `i` and its end, or 1 and `i`."""
    if i >= len(words):
        return 1, i
    word = words[i]
    scale = SCALE_WORDS.get(word)
    if scale is not None:
        return scale, _past_dot(words, i + 1) if word in SCALE_SHORT else i + 1
    scale = RUBLE_SCALES.get(word)
    if scale is None:
        return 1, i
    end = _past_dot(words, i + 1)
    if word in _RUBLE_WORDS:
        return scale, i
    follows = read_unit(words, end) and words[end] not in _NO_COUNTED_FORM
    return (scale, end) if follows else (1, i)


def _past_dot(words: list[str], i: int) -> int:
    return i + 1 if i < len(words) and words[i] == "." else i


def _with_repetition(words: list[str], said: Quantity) -> Quantity:
    """Step over a bracket that says the number again, or a short note before the currency.

    A repetition settles «100,000 (сто тысяч)»; one that says another number is a conflict.
    """
    i = said.end
    if i >= len(words) or words[i] not in BRACKETS:
        return said
    inside = _read_bracketed(words, i + 1, BRACKETS[words[i]])
    if inside is None:
        return said._replace(end=_past_note(words, i)) if words[i] == "(" else said
    again = inside.value * (1000 if inside.ambiguous else 1)
    end = inside.end + 1
    if said.ambiguous and again == said.value * 1000:
        return said._replace(value=again, ambiguous=False, end=end)
    if again in (said.value, said.value // UNIT * UNIT):
        return said._replace(end=end)
    return said._replace(end=end, marks=said.marks | CONFLICT)


def _read_bracketed(words: list[str], i: int, closing: str) -> Quantity | None:
    """Read a number that fills its bracket, without looking for brackets inside."""
    bare = _read_bare(words, i)
    if bare is None:
        return None
    scale, end = read_scale(words, bare.end)
    if words[end : end + 1] != [closing]:
        return None
    return Quantity(bare.value * scale, scale, i, end, bare.ambiguous and scale == 1)


def _past_note(words: list[str], i: int) -> int:
    """Step over «(с учетом НДС)» where a scale or a currency follows, else stay."""
    for end in range(i + 1, min(i + _NOTE_WORDS, len(words))):
        if words[end] == "(":
            return i
        if words[end] == ")":
            closed = end + 1
            follows = read_scale(words, closed)[0] > 1 or read_unit(words, closed)
            return closed if follows else i
    return i
