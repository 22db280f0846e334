"""How large one grant of a call is: out of a field of its own, or a sentence that says so."""

import re
from typing import TypedDict

from pipelines.amounts import Amount, find_amounts, parse_amount
from pipelines.normalize.findings import ROUBLE, Findings

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[А-ЯЁA-Z«])|\n+")
_OF_ONE = re.compile(
    r"\b(?:размер|сумма|объ[её]м|максимум|величина)\w*\s+(?:одного\s+|каждого\s+)?"
    r"(?:грант|поддержк|субсиди|преми|финансирован)\w*"
    r"|\bгрант\w*\s+(?:в размере|на сумму|размером|до|от)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\b(?:общ\w+|фонд\w*|всего|суммарн\w+|на все)\b", re.IGNORECASE)


class Size(TypedDict):
    """Bounds in hundredths of the currency; null where one is open."""

    minimum_kopecks: int | None
    maximum_kopecks: int | None
    currency: str | None


_UNKNOWN = Size(minimum_kopecks=None, maximum_kopecks=None, currency=None)


def size_of(findings: Findings, text: str | None) -> Size:
    """Read a field known to hold the size; a bare number is in roubles, as portals print them."""
    words = findings.words("maximum_kopecks", text)
    amount = parse_amount(words, default_currency=ROUBLE) if words else None
    if amount is None:
        if words:
            findings.problems["maximum_kopecks"] = "no sum can be read"
        return _UNKNOWN
    return _size(amount)


def size_in_text(text: str | None) -> Size:
    """Read the size that running text states, where one sentence alone does, and of one grant.

    >>> size_in_text("Приём заявок открыт. Размер гранта – до 500 тыс. рублей.")
    {'minimum_kopecks': None, 'maximum_kopecks': 50000000, 'currency': 'RUB'}
    >>> size_in_text("Общий размер грантов – 50 млн рублей.")["maximum_kopecks"]
    """
    told = [one for one in _SENTENCE_END.split(text or "") if _OF_ONE.search(one)]
    sizes = [find_amounts(one) for one in told if not _OF_ALL.search(one)]
    stated = [amounts[0] for amounts in sizes if len(amounts) == 1]
    if len(stated) != 1 or len(sizes) != 1 or stated[0].currency is None:
        return _UNKNOWN
    return _size(stated[0])


def _size(amount: Amount) -> Size:
    return Size(
        minimum_kopecks=amount.minimum, maximum_kopecks=amount.maximum, currency=amount.currency
    )
