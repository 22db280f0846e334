"""Contests and directions, which one portal writes in several ways: one name for each. Pure."""

import re
from functools import lru_cache

from pipelines.text import fold

_YEAR = re.compile(r"(?<=\d{4}) ?г(?:\.|ода)?$")
_DIRECTIONS = (
    "Социальное обслуживание, социальная поддержка и защита граждан",
    "Охрана здоровья граждан, пропаганда здорового образа жизни",
    "Поддержка семьи, материнства, отцовства и детства",
    "Поддержка молодежных проектов",
    "Поддержка проектов в области науки, образования, просвещения",
    "Поддержка проектов в области культуры и искусства",
    "Выявление и поддержка молодых талантов в области культуры и искусства",
    "Сохранение исторической памяти",
    "Защита прав и свобод человека и гражданина, в том числе защита прав заключенных",
    "Охрана окружающей среды и защита животных",
    "Укрепление межнационального и межрелигиозного согласия",
    "Развитие общественной дипломатии и поддержка соотечественников",
    "Развитие институтов гражданского общества",
)
"""Those of the Presidential Grants Fund, as its site writes them; the fourth also goes on."""
_FOLDED = tuple((fold(name), name) for name in _DIRECTIONS)


@lru_cache(maxsize=1024)
def contest_name(words: str) -> str:
    """Give a contest's name without the word for «year» that the workbook adds.

    >>> contest_name("Второй конкурс 2023 г.")
    'Второй конкурс 2023'
    """
    return _YEAR.sub("", words)


@lru_cache(maxsize=1024)
def direction_name(words: str) -> str:
    """Give a direction as the Fund's site writes it; another portal's as it stands.

    >>> direction_name("сохранение  исторической памяти")
    'Сохранение исторической памяти'
    """
    folded = fold(words)
    known = (name for beginning, name in _FOLDED if folded.startswith(beginning))
    return next(known, words)
