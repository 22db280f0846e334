"""Which evidence of an article's text is believed: the source's own selectors before all.

The rules of structure and furniture are those of Russian sites; on other pages trafilatura, made
for all of the web, is better evidence.

The whole text that a feed gives is free of furniture. Among what was read without the source's
selectors the text that agrees with it wins, and its origin says so: `structure (feed)`. What a
page holds besides may be furniture, or what the feed left out: where the text is more than twice as
long as the feed's it stays.
"""

from collections.abc import Callable

from crawler.extraction.agreement import f1, shared, words
from crawler.extraction.language import is_cyrillic
from crawler.extraction.text import letters

Of = Callable[[str], str]
"""Gives the text that a kind of evidence has, by its name; the empty text where it has none."""

_MARKED = ("microdata", "platform")
_READ = (*_MARKED, "structure", "trafilatura")
_ARTICLE = 250
"""Characters from which the text that a page states for machines is more than a summary."""
_SAME = 0.9
_LOST = 0.5
_AGREES = 0.95
"""Agreement from which a text is the feed's, but for a caption or a signature."""
_LONGER = 2
BY_AGREEMENT = " (feed)"
_Text = tuple[str, str]


def best_body(of: Of, title: str, told: str = "", before: str | None = None) -> _Text | None:
    """Give the name of the best evidence of the text, and the text; None where there is none.

    `told` is the whole text that a feed gives of the article; where it gives none this time,
    `before` is the evidence that was the best the last time, which a feed may have told.
    """
    if text := of("own"):
        return "own", text
    usual = _usual(of, title)
    if usual is None:
        return None
    return _as_told(of, usual, told) if told else _as_before(of, before) or usual


def _as_told(of: Of, usual: _Text, told: str) -> _Text:
    """Choose the text that agrees with the feed's, where the usual one does not."""
    name, text = usual
    much_longer = words(text).total() > _LONGER * words(told).total()
    if much_longer or f1(text, told) >= _AGREES:
        return usual
    # The text for machines may be cut as the feed's is; it counts where the other lacks a part.
    names = (*_READ, *(("json-ld",) if _held(told, text) < _SAME else ()))
    others = ((other, of(other)) for other in names if other != name)
    best = next((one for one in others if one[1] and f1(one[1], told) >= _AGREES), None)
    return usual if best is None else (best[0] + BY_AGREEMENT, best[1])


def _as_before(of: Of, before: str | None) -> _Text | None:
    if not before or not before.endswith(BY_AGREEMENT):
        return None
    text = of(before.removesuffix(BY_AGREEMENT))
    return (before, text) if text else None


def _usual(of: Of, title: str) -> _Text | None:
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
    """Choose for a page in another script: the text for machines, where trafilatura missed it."""
    general, said = of("trafilatura"), of("json-ld")
    if len(said) >= _ARTICLE and _held(said, general) < _LOST:
        return "json-ld", said
    return ("trafilatura", general) if general else _first(of, *_MARKED, "structure", "json-ld")


def _held(text: str, whole: str) -> float:
    """Give the share of the words of a text that are in another."""
    counted = words(text)
    return shared(counted, words(whole)) / max(counted.total(), 1)


def _first(of: Of, *names: str) -> tuple[str, str] | None:
    return next(((name, text) for name in names if (text := of(name))), None)
