"""How well a record answers a query: where the words stand, how often, and how old it is.

A word of the title counts threefold and one of the names twofold; in the text a word counts up to
once, the more often it stands there and the shorter the text is (as in BM25, k1 = 1.5, b = 0.75,
over texts of some 200 words). The sum is halved as a record grows old: a quarter is lost after a
year, half at last, so that an old title still goes before a new passing mention.
"""

from collections.abc import Sequence
from itertools import islice, product

from pipelines.sought import Phrase

_TITLE, _NAMES = 3.0, 2.0
_K1, _B, _USUAL_LENGTH = 1.5, 0.75, 200
_CHARACTERS = 6.5  # of a lemma and its space
_YEAR = 365.0
_MOST_READINGS = 16


def relevance(
    phrases: Sequence[Phrase], lemmas: tuple[str, str, str], *, age_days: float | None
) -> float:
    """Give a record's worth for what is sought: 0 where nothing of it is there, at most 6.

    `lemmas` are those of its title, names and text as the index keeps them; without a date (None)
    a record counts as old.
    """
    title, names, text = (f" {part} " for part in lemmas)
    length = len(text) / _CHARACTERS / _USUAL_LENGTH
    worth = 0.0
    for phrase in phrases:
        forms = _forms(phrase)
        times = _times(forms, text)
        worth += _TITLE * bool(_times(forms, title)) + _NAMES * bool(_times(forms, names))
        worth += times / (times + _K1 * (1 - _B + _B * length))
    return worth / max(1, len(phrases)) * freshness(age_days)


def freshness(age_days: float | None) -> float:
    """Give the share of its worth that a record of an age still has: 1 for today, ½ at last.

    >>> freshness(0), freshness(365), freshness(None)
    (1.0, 0.75, 0.5)
    """
    if age_days is None:
        return 0.5
    return 0.5 + 0.5 * float(2 ** (-max(0.0, age_days) / _YEAR))


def _forms(phrase: Phrase) -> list[str]:
    """Give what a phrase may look like among lemmas, with the space before it."""
    readings = product(*(sorted(word.lemmas) for word in phrase))
    forms = [f" {' '.join(reading)} " for reading in islice(readings, _MOST_READINGS)]
    last = phrase[-1]
    if last.beginning:
        before = "".join(f" {min(word.lemmas)}" for word in phrase[:-1])
        forms.append(f"{before} {last.beginning}")
    return forms


def _times(forms: Sequence[str], lemmas: str) -> int:
    return max(lemmas.count(form) for form in forms)
