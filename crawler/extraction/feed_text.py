"""The whole text that an entry of a feed gives, as clean paragraphs; or none, where it is cut."""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.page import parse
from crawler.extraction.text import Line, lines
from crawler.told import Told

LEAST = 250
"""Characters from which a text is more than a summary."""
_CUT = re.compile(
    r".*(?:…|\.\.\.|\[(?:…|\.{2,3})\])\s*(?:[→»]|>+)?"
    r"|(?:чита(?:ть|йте) (?:далее|дальше|полностью|полный текст|продолжение|всю|весь|подробнее)"
    r"|подробнее|далее|дальше|продолжение|узнать больше|полный текст"
    r"|(?:continue|keep) reading|read more|more)\b.{0,120}",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4)
def whole_text(told: Told, url: str) -> str:
    """Give the paragraphs of an entry's text, joined by line breaks.

    Empty for one that is shorter than LEAST, that ends in the middle («…», «Читать далее») or that
    gives no text at all: it is then no evidence of what its article says. `url` is the article's.
    """
    page = parse(told.text or "", url)
    seen = list(lines(page.root, skipper([])))
    if _is_cut(seen):
        return ""
    text = "\n".join(_without_title(list(without_furniture(seen)), told.title or ""))
    return text if len(text) >= LEAST else ""


def _is_cut(seen: Sequence[Line]) -> bool:
    """Tell a text that leads on to the rest of it; a word to the readers may follow that."""
    last = [line for line in seen if line.text][-3:]
    links = any(line.linked and _CUT.fullmatch(line.text) for line in last)
    return links or bool(last and _CUT.fullmatch(last[-1].text))


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    first = paragraphs[0] if paragraphs else ""
    return paragraphs[1:] if title and _letters(first) == _letters(title) else paragraphs


def _letters(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
