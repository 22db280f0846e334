"""Badges that portals and the catalogue of non-profit organisations put to one. Pure.

The wordings are those that were seen there. They are kept as they are printed; of another wording
nothing is made a badge, it stays among the words of its record.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

from pipelines.text import fold

INCLUDED_ON: Final = "дата решения о включении"
_WORDINGS: Final = (
    "победитель конкурса фонда президентских грантов",
    "победитель конкурса президентского фонда культурных инициатив",
    "победитель регионального конкурса грантов для нко",
    "проект в числе 100 лучших",
    "проекты в числе 100 лучших",
    "на сайте минюста россии отсутствуют сведения",
    "организация не реализовала проект",
    "организация находится в процессе ликвидации",
    "иностранный агент",
)
_BEGIN: Final = re.compile("|".join(map(re.escape, (*_WORDINGS, INCLUDED_ON))))


def read_badges(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Give the badges among a page's own words, given by label; the date of a decision with it.

    >>> read_badges({"Отметка": "Победитель регионального конкурса грантов для НКО"})
    ('Победитель регионального конкурса грантов для НКО',)
    >>> read_badges({"Дата решения о включении": "12.03.2024", "summary": "Иностранный агент 007"})
    ('Дата решения о включении: 12.03.2024',)
    """
    found = [badge for label, words in texts.items() if (badge := _badge(label, words))]
    return tuple(dict.fromkeys(found))


def badges_of(texts: str, known: str) -> str | None:
    """Give the badges of an organisation, as JSON, where stored texts add to those it has."""
    if not _BEGIN.search(texts.casefold().replace("ё", "е")):
        return None
    before = json.loads(known)
    after = [*before, *(badge for badge in read_badges(json.loads(texts)) if badge not in before)]
    return json.dumps(after, ensure_ascii=False) if after != before else None


def _badge(label: str, words: str) -> str | None:
    if fold(label).startswith(INCLUDED_ON):
        return f"{label.rstrip(': ')}: {words}"
    plain = fold(words).rstrip(".")
    if plain in _WORDINGS or plain.startswith(INCLUDED_ON):
        return words
    return label if fold(label).rstrip(".:") in _WORDINGS else None
