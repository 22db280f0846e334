"""Russian or Sakha, told by the letters."""

import re

from crawler.sources import Source

_SAKHA = re.compile("[ҕҥөһү]", re.IGNORECASE)
_LETTERS = re.compile("[^\\W\\d_]")
# Those five letters are every tenth of a Sakha text; a Sakha name in a Russian one stays below.
_SHARE = 0.02


def language_of(text: str, source: Source | None = None) -> str:
    """Return `sah` for a text with the letters of Sakha, else the source's language, else `ru`."""
    letters = len(_LETTERS.findall(text))
    if letters and len(_SAKHA.findall(text)) >= _SHARE * letters:
        return "sah"
    return (source.language if source else None) or "ru"
