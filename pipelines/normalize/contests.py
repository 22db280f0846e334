"""Contests: one name for each, however a page or workbook writes it. Pure."""

import re

_YEAR = re.compile(r"(?<=\d{4}) ?г\.?$")


def contest_name(words: str) -> str:
    """Give a contest's name without the word for «year» that the workbook adds.

    >>> contest_name("Второй конкурс 2023 г.")
    'Второй конкурс 2023'
    """
    return _YEAR.sub("", words)
