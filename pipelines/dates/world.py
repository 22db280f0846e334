"""Dates as other languages write them, put into forms that the grammar reads.

Every character keeps its place, so that a date is still found where it stands.
"""

from __future__ import annotations

import re
from typing import Final

# Spanish, Italian, Portuguese, Dutch and Arabic names; what English, German and French share with
# them is in the lexicon.
_MONTHS: Final = (
    "enero gennaio janeiro januari يناير",
    "febrero febbraio fevereiro februari فبراير",
    "marzo março maart مارس",
    "abril aprile أبريل ابريل إبريل",
    "mayo maggio maio mei مايو",
    "junio giugno junho يونيو يونيه",
    "julio luglio julho يوليو يوليه",
    "agosto augustus أغسطس اغسطس",
    "septiembre setiembre settembre setembro سبتمبر",
    "octubre ottobre outubro أكتوبر اكتوبر",
    "noviembre novembro نوفمبر",
    "diciembre dicembre dezembro ديسمبر",
)
MONTHS: Final = {word: number for number, row in enumerate(_MONTHS, 1) for word in row.split()}
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_OF: Final = re.compile(
    rf"(?<=[0-9]) de (?=(?:{_MONTH})\b)|(?<=[^\W\d_]) del? (?=[12][0-9]{{3}}\b)"
)
_AMERICAN: Final = re.compile(
    r"(?<![0-9/])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2[0-9]|3[01])(?=/(?:19|20)[0-9]{2}(?![0-9/]))"
)


def without_of(text: str) -> str:
    """Put spaces for the words between day, month and year.

    >>> without_of("25 de marzo de 2019, 3 de abril")
    '25    marzo    2019, 3    abril'
    """
    return _OF.sub(lambda found: " " * len(found[0]), text) if " de " in text else text


def day_first(text: str) -> str:
    """Put the day before the month in figures that can be read with the month first alone.

    >>> day_first("12/25/2014, 3/4/2019")
    '25/12/2014, 3/4/2019'
    """
    return _AMERICAN.sub(r"\g<day>/\g<month>", text)
