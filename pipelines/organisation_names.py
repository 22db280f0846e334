"""When two names are those of one organisation, and when they are two. Pure.

Portals print one organisation with its legal form written out or cut short, with other quotation
marks, in capitals or not. None of that makes another name; what is left is compared.
"""

import re
from typing import Final

from pipelines.text import fold, word_list

_FORMS: Final = frozenset(
    word_list("""
    автономная автономной ано ассоциация благотворительная благотворительный бф бу бюджетное
    гбу городская городское движение дополнительного до дпо и индивидуальный ип краевая краевое
    культуры мбу мбук межрегиональная межрегиональное местная местное мод моо мро муниципальное
    некоммерческая некоммерческой некоммерческое нко но нп областная областное образования
    общероссийская общероссийское общество общественная общественное общественный объединение
    ограниченной од оо ооо организация организации ответственностью партнерство
    предприниматель профессионального районная районное региональная региональное
    религиозная республиканская республиканское ро роо с союз социально социальная
    ориентированная товарищество учреждение фонд фонда централизованная цро частное чу
    """)
)
_QUOTED: Final = re.compile("[«“„\"”»'‟]+")
_SIGN: Final = re.compile(r"[^\w«»\"“”„‟']+")


def fold_name(name: str) -> str:
    """Give what tells a name from others: no case, quotes, legal form, punctuation, look-alikes.

    >>> fold_name('АВТОНОМНАЯ НЕКОММЕРЧЕСКАЯ ОРГАНИЗАЦИЯ "ЦЕНТР КРАЕВЕДЕНИЯ"')
    'центр краеведения'
    >>> fold_name("АНО «Центр краеведения»")
    'центр краеведения'
    """
    quoted = _in_quotes(name)
    words = _words(quoted) or _words(name)
    return " ".join(words) or " ".join(_SIGN.sub(" ", fold(name)).split())


def same_name(one: str, other: str) -> bool:
    """Say whether two names may be one.

    The words in quotation marks decide; where a name has none, it may hold the other. A name that
    is cut to the other's initials is no second one.

    >>> same_name("Фонд Маяк", 'РЕГИОНАЛЬНЫЙ ФОНД "МАЯК"'), same_name("Фонд Маяк", "Фонд Буй")
    (True, False)
    """
    first, second = fold_name(one), fold_name(other)
    if first == second or first == _initials(other) or second == _initials(one):
        return True
    if _in_quotes(one) and _in_quotes(other):
        return False
    return set(first.split()) <= set(second.split()) or set(second.split()) <= set(first.split())


def distinct_names(names: list[str]) -> list[str]:
    """Give, of the names of one organisation, those that are no variant of an earlier one.

    >>> distinct_names(['АНО "Мост"', "Автономная некоммерческая организация МОСТ", "АНО «Плёс»"])
    ['АНО "Мост"', 'АНО «Плёс»']
    """
    kept: list[str] = []
    for name in names:
        if not any(same_name(name, known) for known in kept):
            kept.append(name)
    return kept


def _in_quotes(name: str) -> str:
    before, *inside = _QUOTED.split(name)
    if len(inside) > 1 and before.strip():  # what stands behind the closing one is its place
        inside = inside[:-1]
    return " ".join(inside).strip()


def _words(name: str) -> list[str]:
    bare = _SIGN.sub(" ", _QUOTED.sub(" ", fold(name)))
    return [word for word in bare.split() if word not in _FORMS]


def _initials(name: str) -> str:
    bare = _SIGN.sub(" ", _QUOTED.sub(" ", fold(name)))
    return "".join(word[0] for word in bare.split())
