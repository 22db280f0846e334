"""Which evidence of an article's text is believed.

The rules of structure and furniture are those of Russian sites; on other pages trafilatura, made
for all of the web, is better evidence.
"""

from collections.abc import Callable

from crawler.extraction.agreement import f1, shared, words
from crawler.extraction.language import is_cyrillic
from crawler.extraction.text import letters

Of = Callable[[str], str]
"""Gives the text that a kind of evidence has, by its name; the empty text where it has none."""

_MARKED = ("microdata", "platform")
_ARTICLE = 250
"""Characters from which the text that a page states for machines is more than a summary."""
_SAME = 0.9
_LOST = 0.5


def best_body(of: Of, title: str) -> tuple[str, str] | None:
    """Give the name of the best evidence of the text, and the text; None where there is none."""
    if text := of("own"):
        return "own", text
    if not is_cyrillic(title or of("structure")):
        return _of_the_world(of)
    if marked := _first(of, *_MARKED):
        return _in_paragraphs(of, marked[1]) or marked
    return _first(of, "structure", "json-ld", "trafilatura")


def _in_paragraphs(of: Of, marked: str) -> tuple[str, str] | None:
    """Give the shown paragraphs of a text that is marked in a copy for machines: one long line."""
    if "\n" in marked or len(marked) < _ARTICLE:
        return None
    shown, whole = of("structure"), letters(marked)
    parts = [letters(line) for line in shown.splitlines()]
    held = sum(len(part) for part in parts if part in whole)
    same = held >= _SAME * max(len(whole), sum(map(len, parts)))
    return ("structure", shown) if same and len(parts) > 1 else None


def _of_the_world(of: Of) -> tuple[str, str] | None:
    """Choose for a page in another script.

    A marked text counts where trafilatura reads the same; the text for machines, where trafilatura
    missed most of it.
    """
    general, said = of("trafilatura"), of("json-ld")
    if said and len(said) >= _ARTICLE and _held(said, general) < _LOST:
        return "json-ld", said
    if not general:
        return _first(of, *_MARKED, "structure")
    for name in _MARKED:
        if (text := of(name)) and f1(text, general) >= _SAME and len(text) > len(general):
            return name, text
    return "trafilatura", general


def _held(text: str, whole: str) -> float:
    """Give the share of the words of a text that are in another."""
    counted = words(text)
    return shared(counted, words(whole)) / max(counted.total(), 1)


def _first(of: Of, *names: str) -> tuple[str, str] | None:
    return next(((name, text) for name in names if (text := of(name))), None)
