"""Small pure changes to Russian text that several readers share."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LATIN: Final = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC: Final = "АВСЕНКМОРТХУасеорхук"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_LATIN_IN_CYRILLIC: Final = re.compile("[A-Za-z](?:(?=[А-яЁё])|(?<=[А-яЁё].))")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC_LETTER: Final = re.compile("[А-яЁё]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")


def word_list(text: str) -> tuple[str, ...]:
    """Give the words of a table that is written as one string."""
    return tuple(text.split())


def fold_lookalikes(text: str) -> str:
    """Put Cyrillic letters for Latin look-alikes in words that hold a Cyrillic letter too.

    The length stays; words of one script stay as they are.

    >>> fold_lookalikes("Cофинансирование 300 pуб. by CEO")
    'Софинансирование 300 руб. by CEO'
    """
    if not _LATIN_IN_CYRILLIC.search(text):
        return text
    return _WORD.sub(_fold_word, text)


def _fold_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_TO_CYRILLIC) if _CYRILLIC_LETTER.search(word) else word


def strip_invisible(text: str) -> str:
    r"""Take out what readers never see: soft hyphens, zero-width marks, letters in two parts.

    >>> strip_invisible("руб\u00adлеи\u0306")
    'рублей'
    """
    if "\u0306" in text or "\u0308" in text:
        text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text) if _INVISIBLE.search(text) else text


def fold_case(text: str) -> str:
    """Lower case with «е» for «ё», every character in its place: offsets stay good.

    >>> fold_case("Приём В СЁЛАХ")
    'прием в селах'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.replace("ё", "е")


def fold(text: str) -> str:
    r"""Give the form under which words are compared and searched.

    Case, «ё», look-alikes, invisible marks and the kind and number of spaces do not count.

    >>> fold("  Pазмер\xa0\u2009ГРАНТА\nв\u00adсё ")
    'размер гранта все'
    """
    plain = fold_lookalikes(strip_invisible(text))
    return " ".join(plain.casefold().replace("ё", "е").split())
