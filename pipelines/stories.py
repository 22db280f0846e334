"""Which articles tell one story: the same text in several papers, cut or headed anew. Pure.

The measure is containment of three-word shingles of the beginning (Broder, 1997): how much of the
shorter is in the longer. A sample of the shingles, those whose hash a number divides, finds the
pairs that are worth comparing.
"""

import re
import zlib
from collections.abc import Set as AbstractSet
from datetime import timedelta
from functools import lru_cache
from typing import Final

from pipelines.text import fold

WINDOW: Final = timedelta(hours=72)
"""Papers take over a text within days; later it is another occasion."""
_BEGINNING = 250
_CHARACTERS = 20 * _BEGINNING
"""More than so many words have, gaps between them included."""
_SHINGLE = 3
_EVERY = 8
_SAME = 0.5
_FEWEST = 25
_TITLE_WORDS = 5
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=512)  # a text that fifty papers took over is compared with each of them
def shingles(text: str) -> frozenset[int]:
    """Give the hashed three-word shingles of the beginning of an article's text."""
    words = _words(text[:_CHARACTERS])[:_BEGINNING]
    return frozenset(_hash(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def marks(title: str, text: str) -> frozenset[int]:
    """Give what articles of one story are likely to share: some shingles, and the headline."""
    some = {mark for mark in shingles(text) if mark % _EVERY == 0}
    headline = _words(title)
    return frozenset(some | ({_hash(headline)} if len(headline) >= _TITLE_WORDS else set()))


def same_story(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two articles, each given as title and text, tell one story in the same words."""
    if _words(one[0]) == _words(other[0]) and len(_words(one[0])) >= _TITLE_WORDS:
        return True
    first, second = shingles(one[1]), shingles(other[1])
    return min(len(first), len(second)) >= _FEWEST and containment(first, second) >= _SAME


def containment(first: AbstractSet[int], second: AbstractSet[int]) -> float:
    """Give how much of the smaller of two sets is in the larger, 0 to 1."""
    return len(first & second) / (min(len(first), len(second)) or 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _hash(words: list[str]) -> int:
    return zlib.crc32(" ".join(words).encode())
