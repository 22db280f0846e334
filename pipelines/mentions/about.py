"""Which regions a text speaks of. Pure.

A region counts where one of its names stands in the text in any case («в Псковской области»). An
adjective alone («псковский завод») or a town is no name of a region and leads to none.
"""

import re
from collections import Counter
from functools import cache

from pipelines.lemmas import lemmatise
from pipelines.regions import region_names

_UNCLEAR = frozenset({"саха"})  # a people and a language as well


def regions_in(lemmas: str) -> list[str]:
    """Give the ISO 3166-2 codes of the regions that a lemmatised text names, most often first.

    >>> regions_in(lemmatise("Из Псковской области в Карелию, а оттуда в Псковскую область"))
    ['RU-PSK', 'RU-KR']
    """
    named = _pattern().findall(lemmas)
    return [code for code, _ in Counter(map(_codes().__getitem__, named)).most_common()]


@cache
def _codes() -> dict[str, str]:
    names = ((form, code) for name, code in region_names() for form in _forms(name))
    found = ((lemmatise(form), code) for form, code in names)
    return {lemmas: code for lemmas, code in found if lemmas not in _UNCLEAR}


def _forms(name: str) -> tuple[str, str]:
    """Give a name as it is and declined: «Тверская» alone is a street, «Тверской» a word apart."""
    return name, name.replace("ая область", "ой области")


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_codes(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
