"""The whole text that an entry of a feed gives, as clean paragraphs; or none, where it is cut."""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.page import parse
from crawler.extraction.phrases import is_phrase
from crawler.extraction.same import same_words
from crawler.extraction.strangers import is_link
from crawler.extraction.text import Line, lines
from crawler.told import Told

LEAST = 250
"""Characters from which a text is more than a summary."""
_ON = (
    r"(?:чита(?:ть|йте) (?:далее|дальше|полностью|полный текст|продолжение|вс[юё]|весь|подробнее)"
    r"|(?:continue|keep) reading|read more)\b"
)
_WORD = r"(?:подробнее|далее|дальше|продолжение|узнать больше|полный текст|more)"
_BREAKS_OFF = re.compile(
    rf".*(?:…|\.\.\.|\[(?:…|\.{{2,3}})\])\s*(?:[→>]+|(?:{_ON}|{_WORD}).{{0,40}})?"
    rf"|{_ON}[^.!?]{{0,120}}|{_WORD}[\s.:→»>]*",
    re.IGNORECASE | re.DOTALL,
)
_LEADS_ON = re.compile(rf".*(?:{_ON}|\b{_WORD}\b).{{0,120}}", re.IGNORECASE | re.DOTALL)
_POSTED = re.compile(r"the post .{1,250} appeared first on.{0,120}", re.IGNORECASE)
_MID_SENTENCE = re.compile(r"[а-яёa-z,–—-]")
_RUNNING = 100
"""Characters from which a last paragraph is a sentence, and no signature or item of a list."""
_LAST = 3
"""Lines at the end among which a link may lead on, for a word to the readers may follow it."""


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
    """Tell a text that breaks off, or leads on to the rest of it."""
    last = seen[-_LAST:]
    own = [line for line in last if not (is_phrase(line.text) or _POSTED.fullmatch(line.text))]
    links = any(is_link(line) and _LEADS_ON.fullmatch(line.text) for line in last)
    return links or any(_breaks_off(some[-1].text) for some in (last, own) if some)


def _breaks_off(text: str) -> bool:
    """Tell a last paragraph that says so, or that is long and lacks the end of its sentence."""
    stops = len(text) >= _RUNNING and _MID_SENTENCE.match(text[-1]) is not None
    return stops or _BREAKS_OFF.fullmatch(text) is not None


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    return paragraphs[1:] if paragraphs and same_words(paragraphs[0], title) else paragraphs
