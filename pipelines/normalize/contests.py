"""Contests and directions, which one portal writes in several ways: one name for each. Pure."""

import re
from functools import lru_cache

from pipelines.directions import direction_of

_YEAR = re.compile(r"(?<=\d{4}) ?г(?:\.|ода)?$")


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
    return direction_of(words) or words
