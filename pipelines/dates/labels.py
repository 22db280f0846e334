"""What a field calls its dates: «опубликовано», «обновлено»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipelines.dates.tokens import Line

_UPDATED: Final = re.compile(
    r"обновл|измен[её]н|отредактир|редакци|правк|исправл|дополн|актуализ|updated|modified|edited"
)
_PUBLISHED: Final = re.compile(
    r"опубликов|публикаци|размещ|создан|добавл|выложен|дата подачи|published|posted|created"
)


def label_before(line: Line, first: int, last: int) -> str:
    """Say what the words between two tokens call the date behind them.

    "published", "updated", or "" where they say neither; the nearest word counts.
    """
    words = line.folded[line.start(first) : line.start(last)]
    updated = max((match.end() for match in _UPDATED.finditer(words)), default=-1)
    published = max((match.end() for match in _PUBLISHED.finditer(words)), default=-1)
    if updated == published:
        return ""
    return "updated" if updated > published else "published"
