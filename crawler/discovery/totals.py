"""How many entries a listing says it holds, in the words and attributes that sites use for it."""

import re
from collections.abc import Callable

from crawler.extraction.text import Element, Line, lines

_COUNT = r"(\d{1,3}(?:\s\d{3})+|\d+)(?!\s?[.,:/-]?\d)"
_NOUN = (
    r"(?:заяв|запис|результат|проект|конкурс|материал|новост|документ|публикац|объект|организац"
    r"|победител|грант|стат[ье]|элемент|позиц|карточ|событи|мероприят)\w*"
)
_RANGE = re.compile(
    rf"(?!.*страниц)[^\d]{{0,40}}\d[\d\s]*[-–—]\s?\d[\d\s]*\sиз\s{_COUNT}", re.IGNORECASE
)
_FOUND = re.compile(
    rf"(?:всего\s)?найден\w*(?:\s{_NOUN})?(?:\s?[:—-]\s?|\s){_COUNT}(?:\s{_NOUN}|\W*$)"
    rf"|результатов\s?:\s?{_COUNT}",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"(?:всего|(?:общее )?количество)(?:\s{_NOUN})?(?:\s?[:—-]\s?|\s){_COUNT}(?:\s{_NOUN}|\W*$)"
    rf"|{_NOUN}\sвсего\s?:\s?{_COUNT}",
    re.IGNORECASE,
)
_ATTRIBUTES = ("data-total", "data-total-count", "data-total-items")
_LONGEST = 120


def stated_total(root: Element) -> int | None:
    """Give the number of entries that a page of a listing states for the whole of it.

    «1–20 из 188 412» counts before «Найдено проектов: 40», that before an attribute such as
    `data-total`, that before «Всего: N», which may speak of the whole site. Links state nothing,
    for they may be headlines. Different numbers in attributes state nothing either.
    """
    said = [line for line in lines(root) if not line.linked and len(line.text) <= _LONGEST]
    ways: tuple[Callable[[], int | None], ...] = (
        lambda: _first(_RANGE, said),
        lambda: _first(_FOUND, said),
        lambda: _of_attributes(root),
        lambda: _first(_ALL, said),
    )
    return next((total for way in ways if (total := way()) is not None), None)


def _first(pattern: re.Pattern[str], said: list[Line]) -> int | None:
    matches = (pattern.match(line.text) for line in said)
    counts = (_number(found.groups()) for found in matches if found)
    return next(counts, None)


def _number(groups: tuple[str | None, ...]) -> int:
    return int("".join(next(filter(None, groups)).split()))


def _of_attributes(root: Element) -> int | None:
    stated = {
        value for name in _ATTRIBUTES for value in root.xpath(f"//@{name}") if value.isdecimal()
    }
    return int(stated.pop()) if len(stated) == 1 else None
