"""Numbers that name an organisation or an application, checked and brought to one form."""

from __future__ import annotations

import re
from typing import Final

from stdnum.exceptions import ValidationError
from stdnum.ru import inn as _inn

_LABEL: Final = re.compile(r"^\s*(?:инн|огрнип|огрн)\s*[:№]?\s*", re.IGNORECASE)
_NOISE: Final = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff-]+")
_APPLICATION: Final = re.compile(r"(?<!\d)(?<!\d-)\d{2}-\d-\d{6}(?!\d)(?!-\d)")
_DASHES: Final = str.maketrans("‐‑‒–—−", "------")
_LONGEST: Final = 64
# By length: what the number is divided by, and the digits that it may begin with.
_OGRN_KINDS: Final = {13: (11, "123456789"), 15: (13, "34")}


def check_inn(text: str) -> str | None:
    """Give the ten or twelve digits of a valid INN, or None.

    Spaces and a label are let pass; check digits follow order ЕД-7-14/559@ of the tax service,
    as python-stdnum has them. No name of a person follows from an INN.

    >>> check_inn(" ИНН: 7707 083893 "), check_inn("7707083894")
    ('7707083893', None)
    """
    number = _digits(text)
    if number is None or not number.strip("0"):
        return None
    try:
        _inn.validate(number)
    except ValidationError:
        return None
    return number


def check_ogrn(text: str) -> str | None:
    """Give the 13 digits of a valid OGRN, or the 15 of an OGRNIP, or None.

    The last digit is the lowest digit of what remains of those before it, divided by 11 or 13
    (order 165н of the ministry of finance). python-stdnum wants the whole remainder there, and so
    refuses an OGRNIP whose remainder is 10 to 12.

    >>> check_ogrn("ОГРН 1027700132195"), check_ogrn("1027700132196")
    ('1027700132195', None)
    >>> check_ogrn("ОГРНИП 304500116000050")
    '304500116000050'
    """
    number = _digits(text)
    divisor, first = _OGRN_KINDS.get(len(number or ""), (0, ""))
    if number is None or not divisor or number[0] not in first:
        return None
    return number if int(number[:-1]) % divisor % 10 == int(number[-1]) else None


def check_application_number(text: str) -> str | None:
    """Give the first application number of the form «YY-N-NNNNNN», or None.

    >>> check_application_number("Номер заявки: 23–2–003335")
    '23-2-003335'
    """
    found = _APPLICATION.search(text.translate(_DASHES))
    return found.group() if found and found.group().isascii() else None


def _digits(text: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    number = _NOISE.sub("", _LABEL.sub("", text))
    return number if number.isascii() and number.isdecimal() else None
