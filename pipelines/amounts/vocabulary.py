"""Words around a number: scales, bounds, marks of approximation."""

from __future__ import annotations

from typing import Final

from pipelines.numeral_forms import CARDINALS, FRACTION_WORDS, HALF_SCALES, SCALES
from pipelines.text import word_list

SCALE_WORDS: Final = SCALES | {
    "тыс": 10**3,
    "тыщ": 10**3,
    "млн": 10**6,
    "мил": 10**6,
    "миллн": 10**6,
    "млрд": 10**9,
    "млр": 10**9,
    "милрд": 10**9,
    "трлн": 10**12,
    "thousand": 10**3,
    "mln": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALE_SHORT: Final = frozenset(word_list("тыс тыщ млн мил миллн млрд млр милрд трлн mln bn bln"))
"""Scales that may end in a full stop."""

RUBLE_SCALES: Final = {"т": 10**3, "t": 10**3, "к": 10**3, "k": 10**3, "тр": 10**3, "тыр": 10**3}
"""Letters that are a scale only with a currency at their side: «20 т. р.», «500к руб.»."""

LED_SCALES: Final = {"k": 10**3, "m": 10**6, "b": 10**9}
"""Letters that are a scale after a sign: «$10k», «€5M»."""

NUMERAL_STARTS: Final = (
    CARDINALS.keys() | FRACTION_WORDS.keys() | HALF_SCALES.keys() | SCALES.keys()
)

CASE_SUFFIXES: Final = frozenset(word_list("х ти и ми м мя ю ью й го ой та та ста"))
"""What hangs on a figure by a hyphen and says its case: «5-ти», «3-х»."""

BRACKETS: Final = {"(": ")", "[": "]", "/": "/"}
DASHES: Final = frozenset("-–—−‒‑÷…")
MINOR_ENDINGS: Final = ("", "а", "ов", "у", "ом", "е", "ы", "ам", "ами", "ах")
KOPECKS: Final = frozenset(
    word_list(
        "копейка копейки копейке копейку копейкой копеек копейкам копейками копейках коп к kop"
    )
)
CENTS: Final = frozenset(
    stem + ending
    for stem in ("цент", "евроцент", "пенс", "тиын", "тийин")
    for ending in MINOR_ENDINGS
) | {"¢", "пенни", "фэнь", "фэней"}
MINORS: Final = KOPECKS | CENTS


LEAST: Final = 1
MOST: Final = 2
ABOUT: Final = 4
SPAN: Final = 8
CONFLICT: Final = 16
"""Marks, as bits, that words before, in or after a number set.

With SPAN («с», «между») only a second number makes a range; CONFLICT is a bracket that says
another number. Plain integers: the operators of `enum.Flag` cost ten times more.
"""

_PHRASES: Final = {
    MOST: (
        "до|вплоть до|максимум :|не более|не больше|не свыше|не выше|не дороже|"
        "не превышает|не превышают|"
        "не превышая|не превысит|не превышать|не превышающий|не превышающая|не превышающую|"
        "не превышающих|не превышающей|не превышающем|не превышающего|не должен превышать|"
        "не должна превышать|не может превышать|не могут превышать|не должны превышать|"
        "не должно превышать|максимум|максимально|макс .|в пределах|менее|меньше|ниже|дешевле|"
        "самое большее|<|≤|< ="
    ),
    LEAST: (
        "от|минимум :|"
        "начиная от|начиная с|не менее|не меньше|не ниже|не дешевле|минимум|как минимум|"
        "по меньшей мере|по крайней мере|минимально|мин .|свыше|более|больше|выше|дороже|"
        "превышает|превышают|превысил|превысила|превысили|превысило|превысит|превысят|"
        "превышающий|превышающая|превышающую|превышающих|превышающей|превышающего|превышала|"
        "превышал|превышали|превышало|>|≥|> ="
    ),
    ABOUT: (
        "около|почти|порядка|примерно|приблизительно|ориентировочно|где - то|где то|без малого|"
        "в районе|в среднем|округленно|практически|прим .|приблиз .|ок .|~|≈|∼|≃|±|"
        "не многим|приблизительная|в размере около"
    ),
    LEAST | ABOUT: (
        "чуть более|чуть больше|немного более|немного больше|несколько более|несколько больше|"
        "чуть выше|чуть свыше|немногим более|немногим больше"
    ),
    MOST | ABOUT: (
        "чуть менее|чуть меньше|немного менее|немного меньше|несколько менее|несколько меньше|"
        "чуть ниже|немногим менее|немногим меньше"
    ),
    SPAN: "с|со|между|в диапазоне от|в пределах от",
}
_TAILS: Final = {
    LEAST: (
        "и более|и выше|и больше|и свыше|или более|или больше|и дороже|минимум|+|не менее|"
        "и более того"
    ),
    MOST: "и менее|и ниже|и меньше|или менее|максимум|и дешевле",
}
_INNER_TAILS: Final = {
    LEAST | ABOUT: "с лишним|с небольшим|с хвостиком|с гаком",
    ABOUT: "примерно|приблизительно|ориентировочно",
}

Phrases = dict[str, list[tuple[list[str], int]]]


def _by_first_word(table: dict[int, str]) -> Phrases:
    """Index phrases by their first word, the longest first."""
    phrases: Phrases = {}
    for effect, text in table.items():
        for phrase in text.split("|"):
            words = phrase.split()
            phrases.setdefault(words[0], []).append((words, effect))
    for listed in phrases.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return phrases


BEFORE: Final = _by_first_word(_PHRASES)
AFTER: Final = _by_first_word(_TAILS | _INNER_TAILS)
INNER: Final = _by_first_word({k: v for k, v in _INNER_TAILS.items() if k & LEAST})
LINKS: Final = frozenset(("чем", "на", "в", "чем в"))
"""Words that may stand between a bound and its number: «более чем на», «превысил в»."""

CHANGE_STEMS: Final = word_list(
    "увелич вырос выраст возрос возраст повыс повыш сниз сниж сократ сокращ довед довел подня "
    "подним упал упад подорож подешев расшир рост нарасти уменьш урез скорректир поменя измен"
)
"""Verbs and nouns after which «до 5 млн» says the new value."""


def match_phrase(phrases: Phrases, words: list[str], i: int) -> tuple[int, int] | None:
    """Give the marks of the longest phrase that begins at `i`, and its end."""
    if i >= len(words) or words[i] not in phrases:
        return None
    for phrase, effect in phrases[words[i]]:
        end = i + len(phrase)
        if words[i:end] == phrase:
            return effect, end
    return None
