"""How much two texts have in common, by their words."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    """Count the words of a text, in small letters."""
    return Counter(_WORD.findall(text.casefold()))


def shared(one: Counter[str], other: Counter[str]) -> int:
    """Give how many words two texts share, each as often as both have it."""
    return sum((one & other).values())


def f1(one: str, other: str) -> float:
    """Give the harmonic mean of precision and recall of words: 1 for the same words, else less.

    >>> f1("новая школа открыта", "школа открыта")
    0.8
    """
    left, right = words(one), words(other)
    total = left.total() + right.total()
    return 2 * shared(left, right) / total if total else 1.0
