"""White space of stored text: one space between words, one line break between paragraphs."""

import re
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ud800-\udfff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]+")
_LINE = re.compile("[\n\r\u2028\u2029\v\f]+")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def tidy(text: str | None) -> str | None:
    r"""Fold a line's white space, no-break spaces included; None where nothing is left.

    >>> tidy(" 2\xa0201\u202f600,00\n")
    '2 201 600,00'
    """
    if text is None:
        return None
    return " ".join(_INVISIBLE.sub("", _CONTROL.sub(" ", text)).split()) or None


def tidy_paragraphs(text: str | None) -> str | None:
    r"""Fold white space within paragraphs, which line breaks divide; drop empty ones.

    >>> tidy_paragraphs("Первый  абзац.\n \r\nВторой.")
    'Первый абзац.\nВторой.'
    """
    if text is None:
        return None
    return "\n".join(tidy_all(_LINE.split(text))) or None


def tidy_all(texts: Iterable[str]) -> tuple[str, ...]:
    """Fold the white space of each text; drop the empty ones."""
    return tuple(line for text in texts if (line := tidy(text)))


def count_words(text: str | None) -> int:
    """Count words: runs of letters and digits, hyphens within them allowed.

    >>> count_words("Грант — на 3-й год")
    4
    """
    return len(_WORD.findall(text or ""))
