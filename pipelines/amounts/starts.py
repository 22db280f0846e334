"""Where amounts may begin: at numbers and bounds not far before a currency or a scale."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.currencies import LEADERS, UNIT_WORDS
from pipelines.amounts.vocabulary import BEFORE, MINORS, NUMERAL_STARTS, SCALE_WORDS
from pipelines.numeral_forms import ORDINAL_SCALES

_STARTS: Final = NUMERAL_STARTS | ORDINAL_SCALES.keys() | BEFORE.keys() | LEADERS
_MONEY: Final = UNIT_WORDS | MINORS | SCALE_WORDS.keys() | ORDINAL_SCALES.keys()
_REACH: Final = 24
"""Words between the beginning of an amount and the first currency or scale in it, at most."""


def find_starts(words: list[str]) -> list[int]:
    """Give the places worth reading at, in order; none in a text that names no money."""
    if _MONEY.isdisjoint(words):
        return []
    starts: list[int] = []
    begin = 0
    for anchor in [i for i, word in enumerate(words) if word in _MONEY]:
        for i in range(max(begin, anchor - _REACH), anchor + 1):
            word = words[i]
            if word in _STARTS or word[0].isdecimal():
                starts.append(i)
        begin = anchor + 1
    return starts
