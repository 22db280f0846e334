"""Counts as people write them, with the plural forms of Russian and English."""

from collections.abc import Sequence

NARROW_SPACE = "\u202f"
SPACE = "\u00a0"


def plural(count: int, forms: Sequence[str]) -> str:
    """Choose the form of a noun that goes with a count.

    Two forms are English (one, many), three Russian (one, few, many).

    >>> [plural(count, ("статья", "статьи", "статей")) for count in (1, 2, 5, 11, 22, 101)]
    ['статья', 'статьи', 'статей', 'статей', 'статьи', 'статья']
    """
    if len(forms) == 2:  # noqa: PLR2004  the two forms of English
        return forms[0] if abs(count) == 1 else forms[1]
    ones, tens = abs(count) % 10, abs(count) % 100
    if 10 < tens < 20:  # noqa: PLR2004  eleven to nineteen
        return forms[2]
    return forms[0] if ones == 1 else forms[1] if ones in {2, 3, 4} else forms[2]


def grouped(number: int, language: str = "ru") -> str:
    """Write a whole number in groups of three: no-break spaces in Russian, commas in English.

    >>> grouped(1234567, "en")
    '1,234,567'
    """
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", SPACE)


def decimal(number: float, language: str = "ru") -> str:
    """Write a number with as many places as it has: after a comma in Russian.

    >>> decimal(79.5), decimal(79.5, "en"), decimal(3.0)
    ('79,5', '79.5', '3')
    """
    whole, _, places = repr(number).removesuffix(".0").partition(".")
    point = "," if language == "ru" else "."
    start = grouped(int(whole), language) if whole.isdecimal() else whole
    return f"{start}{point}{places}" if places else start


def counted(count: int, forms: Sequence[str], language: str = "ru") -> str:
    """Write a count with its noun, which never part at the end of a line."""
    return f"{grouped(count, language)}{SPACE}{plural(count, forms)}"
