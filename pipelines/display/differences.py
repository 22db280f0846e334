"""What changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_CONTEXT = 8  # words kept on each side of a change
_WORD = re.compile(r"\S+\s*")


class Piece(NamedTuple):
    """A stretch of text that is in both versions, in the old one alone, or in the new one."""

    kind: Literal["same", "old", "new", "gap"]
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Give the words of both versions in order; long stretches without a change are a gap.

    >>> [(piece.kind, piece.text) for piece in differences("дал 14 рублей", "дал 17 рублей")]
    [('same', 'дал '), ('old', '14 '), ('new', '17 '), ('same', 'рублей')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    codes = SequenceMatcher(None, before, after).get_opcodes()
    for number, (code, i, j, k, m) in enumerate(codes):
        if code == "equal":
            pieces += _shortened(before[i:j], first=number == 0, last=number == len(codes) - 1)
        else:
            pieces += _changed("".join(before[i:j]), "".join(after[k:m]))
    return pieces


def _changed(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("old", old)
    if new:
        yield Piece("new", new)


def _shortened(words: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    head = [] if first else words[:_CONTEXT]
    tail = [] if last else words[-_CONTEXT:]
    if len(words) <= len(head) + len(tail) + 1:
        yield Piece("same", "".join(words))
        return
    if head:
        yield Piece("same", "".join(head))
    yield Piece("gap", "… ")
    if tail:
        yield Piece("same", "".join(tail))
