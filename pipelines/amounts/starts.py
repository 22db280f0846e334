"""Where an amount may begin, and whether a text can hold one at all."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.currencies import LEADERS, UNIT_WORDS
from pipelines.amounts.vocabulary import BEFORE, MINORS, NUMERAL_STARTS, SCALE_WORDS

_STARTS: Final = NUMERAL_STARTS | BEFORE.keys() | LEADERS
_MONEY: Final = UNIT_WORDS | MINORS | SCALE_WORDS.keys()


def may_be_money(words: list[str]) -> bool:
    """Say whether any currency, sign or scale stands among the words."""
    return not _MONEY.isdisjoint(words)


def is_start(words: list[str], i: int) -> bool:
    word = words[i]
    return word[0].isdecimal() or word in _STARTS
