"""Sums for people: kopecks written out in Russian and in English."""

from __future__ import annotations

from typing import Final, Literal

_NO_BREAK: Final = "\u00a0"
_SIGNS: Final = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "UAH": "₴"}
_LEADING: Final = frozenset(("$", "€", "£"))
_RU: Final = str.maketrans({",": _NO_BREAK, ".": ","})

Language = Literal["ru", "en"]


def format_kopecks(kopecks: int, *, currency: str | None = "RUB", lang: Language = "ru") -> str:
    r"""Write a sum for people; `kopecks` are hundredths of `currency` (ISO 4217, or None).

    Spaces are no-break, so that a sum is never split over two lines; the machine's locale
    plays no part. `pipelines.amounts.parse_amount` reads it back.

    >>> format_kopecks(220160000).replace("\u00a0", "_")
    '2_201_600,00_₽'
    >>> format_kopecks(220160000, lang="en").replace("\u00a0", "_")
    'RUB_2,201,600.00'
    >>> format_kopecks(-123456, currency="USD", lang="en")
    '-$1,234.56'
    """
    sign = "-" if kopecks < 0 else ""
    number = f"{abs(kopecks) // 100:,}.{abs(kopecks) % 100:02d}"
    if lang == "ru":
        unit = _SIGNS.get(currency, currency) if currency else ""
        return f"{sign}{number.translate(_RU)}{_NO_BREAK}{unit}".rstrip(_NO_BREAK)
    unit = _SIGNS.get(currency or "", "")
    if unit in _LEADING:
        return f"{sign}{unit}{number}"
    return f"{sign}{currency}{_NO_BREAK}{number}" if currency else sign + number


def format_range(
    minimum: int | None,
    maximum: int | None,
    *,
    currency: str | None = "RUB",
    lang: Language = "ru",
) -> str:
    r"""Write a range of sums in hundredths; an open side is None; empty where both are.

    >>> format_range(None, 50000000).replace("\u00a0", " ")
    'до 500 000,00 ₽'
    >>> format_range(30000000, 100000000, lang="en").replace("\u00a0", " ")
    'from RUB 300,000.00 to RUB 1,000,000.00'
    """
    if minimum == maximum:
        return "" if minimum is None else format_kopecks(minimum, currency=currency, lang=lang)
    after, before = ("от", "до") if lang == "ru" else ("from", "to")
    parts = [
        (after, minimum),
        (before if minimum is not None or lang == "ru" else "up to", maximum),
    ]
    return " ".join(
        f"{word}{_NO_BREAK}{format_kopecks(value, currency=currency, lang=lang)}"
        for word, value in parts
        if value is not None
    )
