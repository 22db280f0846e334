"""What a query asks for, found again in the text itself: for marking it, and for ranking by it.

The index holds lemmas; a reader is shown the original. A word of a text counts as found exactly
where the index would find it: under the one lemma that it is indexed by.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.lemmas import indexed_lemma, initials, query_terms, word_readings

_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff])*")
_LONGEST = 30_000  # characters of a text that are looked through
_AROUND = 12  # words shown before what was found
_SHOWN = 40  # words of a snippet
_FIRST = 25  # finds among which the best stretch is chosen


class Sought(NamedTuple):
    """One word of a query: the lemmas that it may be, and the beginning that is enough, if any."""

    lemmas: frozenset[str]
    beginning: str | None

    def fits(self, lemma: str) -> bool:
        return lemma in self.lemmas or bool(self.beginning and lemma.startswith(self.beginning))


Phrase = tuple[Sought, ...]


class Piece(NamedTuple):
    """A stretch of a text, and whether it was sought."""

    text: str
    found: bool


class _Word(NamedTuple):
    start: int
    end: int
    lemma: str


def sought(query: str) -> list[Phrase]:
    """Give the words and phrases that a query wants, those left out that it excludes.

    >>> [[sorted(word.lemmas) for word in phrase] for phrase in sought("гранты -леса")]
    [[['грант']]]
    """
    return [
        tuple(_sought(words, prefix=term.prefix))
        for term in query_terms(query)
        if not term.minus and (words := term.words)
    ]


def highlighted(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """Part a text into what was sought and what was not; together they are the text.

    >>> highlighted("О грантах", sought("грант"))
    [Piece(text='О ', found=False), Piece(text='грантах', found=True)]
    """
    return _parted(text, 0, len(text), _found(list(_words(text, phrases)), phrases))


def snippet(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """Give the stretch of a text, some forty words, that has most of what was sought.

    An empty list where it has nothing of it.
    """
    words = list(_words(text, phrases))
    found = _found(words, phrases)
    if not found:
        return []
    first = max(0, _best(found) - _AROUND)
    last = min(len(words), first + _SHOWN) - 1
    start, end = words[first].start if first else 0, words[last].end
    pieces = _parted(text, start, end, found)
    before = [Piece("… ", found=False)] if first else []
    after = [Piece(" …", found=False)] if last < len(words) - 1 else []
    return [*before, *pieces, *after]


def _sought(words: Sequence[str], *, prefix: bool) -> Iterator[Sought]:
    for number, word in enumerate(words):
        last = prefix and number == len(words) - 1
        yield Sought(
            frozenset(word_readings(word)) - {""}, word.replace("ё", "е") if last else None
        )


def _words(text: str, phrases: Sequence[Phrase]) -> Iterator[_Word]:
    """Give a text's words; the lemma is left out where its first letter rules a find out."""
    first = _initials(phrases)
    for match in _WORD.finditer(text[:_LONGEST]):
        word = match.group()
        begins = word[0].casefold().replace("ё", "е")[:1] in first
        yield _Word(match.start(), match.end(), indexed_lemma(word) if begins else "")


def _initials(phrases: Sequence[Phrase]) -> frozenset[str]:
    words = [word for phrase in phrases for word in phrase]
    letters = [initials(lemma) for word in words for lemma in word.lemmas]
    return frozenset().union(*letters, *(word.beginning[0] for word in words if word.beginning))


def _found(words: Sequence[_Word], phrases: Sequence[Phrase]) -> dict[int, tuple[_Word, int]]:
    """Give the sought words by their number, each with the number of the phrase that it is of."""
    found: dict[int, tuple[_Word, int]] = {}
    for number, word in enumerate(words):
        for which, phrase in enumerate(phrases):
            if phrase[0].fits(word.lemma) and _goes_on(words, number, phrase):
                here = range(number, number + len(phrase))
                found |= {i: (words[i], which) for i in here if i not in found}
    return found


def _goes_on(words: Sequence[_Word], number: int, phrase: Phrase) -> bool:
    there = words[number : number + len(phrase)]
    return len(there) == len(phrase) and all(
        one.fits(word.lemma) for one, word in zip(phrase, there, strict=True)
    )


def _best(found: dict[int, tuple[_Word, int]]) -> int:
    """Give the number of the word from which on most different things stand close together."""
    numbers = list(found)[:_FIRST]

    def worth(start: int) -> tuple[int, int]:
        near = [which for number, (_, which) in found.items() if start <= number < start + _SHOWN]
        return len(set(near)), -start

    return max(numbers, key=worth)


def _parted(text: str, start: int, end: int, found: dict[int, tuple[_Word, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    for word, _ in found.values():
        if not start <= word.start < end:
            continue
        if word.start > start:
            pieces.append(Piece(text[start : word.start], found=False))
        pieces.append(Piece(text[word.start : word.end], found=True))
        start = word.end
    return [*pieces, Piece(text[start:end], found=False)] if start < end else pieces
