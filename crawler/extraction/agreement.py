"""How much two texts have in common, by their words."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")
_STEM = 5
_RELATED = 0.25
_PIECE = 40
"""Characters at the end of a summary by which its place in a text is found."""


def words(text: str) -> Counter[str]:
    """Count the words of a text, in small letters."""
    return Counter(_WORD.findall(text.casefold()))


def shared(one: Counter[str], other: Counter[str]) -> int:
    """Give how many words two texts share, each as often as both have it."""
    return sum((one & other).values())


def is_about(summary: str, text: str) -> bool:
    """Say whether a summary speaks of what a text does, and not of the site that prints both.

    Endings are left out of the comparison, and so are short words.
    """
    said, told = _stems(summary), _stems(text)
    return not said or len(said & told) >= _RELATED * len(said)


def breaks_off(summary: str, text: str) -> bool:
    """Tell a summary that is a piece of a text, cut in the midst of a word.

    >>> breaks_off("Мост через реку откры", "Мост через реку открыли вовремя.")
    True
    """
    piece = " ".join(summary.split())[-_PIECE:]
    at = text.find(piece)
    behind = text[at + len(piece) :][:1]
    return at >= 0 and piece[-1:].isalpha() and behind.isalpha()


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if len(word) >= _STEM}


def f1(one: str, other: str) -> float:
    """Give the harmonic mean of precision and recall of words: 1 for the same words, else less.

    >>> f1("новая школа открыта", "школа открыта")
    0.8
    """
    left, right = words(one), words(other)
    total = left.total() + right.total()
    return 2 * shared(left, right) / total if total else 1.0
