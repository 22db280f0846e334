"""Text cut into numbers, words and single marks, each with its place."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final, NamedTuple

from pipelines.text import fold_case, fold_lookalikes, strip_invisible

_SPACE: Final = "[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{1,2}"
_PIECE: Final = re.compile(
    rf"""
    \s+
    | \d{{1,2}}:\d\d(?::\d\d)?(?!\d)                      # a clock time
    | \d{{4}}-\d\d-\d\d(?!\d)                             # an ISO date
    | \d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?     # 2 201 600,00
    | \d{{4,6}}(?:{_SPACE}000)+(?!\d)                    # 1500 000
    | \d+(?:[.,'’]\d+)*                                   # 2201600.00, 1'000, 12.05.2024
    | [^\W\d_]+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


class Tokens(NamedTuple):
    """Folded words, numbers and marks of `text`, without the spaces."""

    text: str
    pieces: list[str]
    words: list[str]


def tokenize(text: str) -> Tokens:
    """Cut up any text; joined, `pieces` are as long as the `text` given back."""
    visible = strip_invisible(text)
    pieces = _PIECE.findall(fold_case(fold_lookalikes(visible)))
    return Tokens(visible, pieces, [piece for piece in pieces if not piece.isspace()])


def text_between(tokens: Tokens, start: int, end: int) -> str:
    """Give the text of the words from `start` up to `end`."""
    if start == 0 and end == len(tokens.words):
        return tokens.text.strip()
    return find_places(tokens).text(start, end)


class Places(NamedTuple):
    """Where every word of `whole` ends."""

    whole: str
    words: list[str]
    ends: list[int]

    def text(self, start: int, end: int) -> str:
        """Give the text of the words from `start` up to `end`."""
        begin = self.ends[start] - len(self.words[start])
        return self.whole[begin : self.ends[end - 1]]


def find_places(tokens: Tokens) -> Places:
    """Find the places of all words at once."""
    ends = accumulate(map(len, tokens.pieces))
    standing = [end for piece, end in zip(tokens.pieces, ends, strict=True) if not piece.isspace()]
    return Places(tokens.text, tokens.words, standing)
