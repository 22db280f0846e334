"""Where amounts may begin: at numbers and bounds not far before a currency or a scale."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.currencies import LEADERS, SIGNS, UNIT_WORDS
from pipelines.amounts.vocabulary import BEFORE, MINORS, NUMERAL_STARTS, SCALE_WORDS
from pipelines.numeral_forms import HALF_SCALES, ORDINAL_SCALES

_STARTS: Final = NUMERAL_STARTS | ORDINAL_SCALES.keys() | BEFORE.keys() | LEADERS
_SCALES: Final = SCALE_WORDS.keys() | HALF_SCALES.keys() | ORDINAL_SCALES.keys()
_MONEY: Final = UNIT_WORDS | MINORS | _SCALES
_REACH: Final = 24
"""Words between the beginning of an amount and the first currency or scale in it, at most."""


def is_start(words: list[str], i: int) -> bool:
    """Say whether a number, a bound or a sign stands at `i`; of a row of signs the last."""
    word = words[i]
    if word[0].isdecimal():
        return True
    return word in _STARTS and not (
        word in SIGNS and words[i + 1 : i + 2] and words[i + 1] in SIGNS
    )


def find_starts(words: list[str]) -> list[int]:
    """Give the places worth reading at, in order; none in a text that names no money."""
    if _MONEY.isdisjoint(words):
        return []
    starts: list[int] = []
    begin = 0
    for anchor, name in enumerate(words):
        if name in _MONEY:
            begin = max(begin, anchor - _REACH)
            starts += [i for i in range(begin, anchor + 1) if is_start(words, i)]
            begin = anchor + 1
    return starts
