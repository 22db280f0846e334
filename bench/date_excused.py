"""Third-party date cases that Dozor does not follow, each with the reason.

A case is named by its text, or by a pattern of texts that share the reason.
"""

from __future__ import annotations

import re
from typing import Final

_REASONS: Final = (
    (
        r"1 год 2 месяца|1 год, 09 месяцев, 01 недель|1 год 11 месяцев|2001 год 2 месяца|2000 лет",
        "a length of time, without «назад»: no date is said",
    ),
    (r"991 год", "the year 991; its suite means «991 years ago»"),
    (
        r"июль?|авг\.?|сент?\.?|окт\.?|ноябрь|ноя|дек\.?",
        "a bare month: Dozor looks back (prefer=past), its suite takes the reference's year",
    ),
    (
        r"два часа|двенадцать часов",
        "a length of time as much as a clock time, without «в» or «дня»",
    ),
    (r"21 Фeвpyapи 2015|1 нoeмвpи 2013|3 дeкeмвpи 2023|На 16 юни 1944.*", "Bulgarian"),
    (r"Пасля апублікавання.*", "Belarusian"),
    (r"Інші дати.*", "Ukrainian"),
    (
        r"19 марта 2001\. Сегодня был хороший день.*",
        "«сегодня» is the text's own day there; Dozor counts from the reference",
    ),
)


def reason(text: str) -> str | None:
    """Say why a case is not followed; None where there is no excuse."""
    return next((why for pattern, why in _REASONS if re.fullmatch(pattern, text)), None)
