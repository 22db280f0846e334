"""The forms of Russian numerals, built from stems and endings.

Grammar: Русская грамматика (1980), §§ 1365-1386 (cardinals), 1321-1325 (ordinals).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from pipelines.text import word_list

_ONES: Final = {
    0: "ноль нуль ноля нуля нолю нулю нолем нулем ноле нуле",
    1: "один одна одно одни одного одной одною одному одним одном одну одними одних",
    2: "два две двух двум двумя двое двоих двоим двоими",
    3: "три трех трем тремя трое троих троим троими",
    4: "четыре четырех четырем четырьмя четверо четверых четверым четверыми",
    40: "сорок сорока",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
}
_FIVE_TO_THIRTY: Final = {
    5: "пят",
    6: "шест",
    7: "сем",
    9: "девят",
    10: "десят",
    11: "одиннадцат",
    12: "двенадцат",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
    20: "двадцат",
    30: "тридцат",
}
_EIGHT: Final = ("восемь", "восьми", "восемью", "восьмью")
_COLLECTIVES: Final = {
    5: "пятер",
    6: "шестер",
    7: "семер",
    8: "восьмер",
    9: "девятер",
    10: "десятер",
}

_THOUSAND: Final = (
    "тысяча тысячи тысяч тысяче тысячу тысячей тысячею тысячью тысячам тысячами тысячах"
)
_NOUN_ENDINGS: Final = ("", "а", "ов", "у", "ом", "е", "ы", "ам", "ами", "ах")
_SCALE_STEMS: Final = {
    10**6: ("миллион", "милион", "мильон"),
    10**9: ("миллиард", "милиард"),
    10**12: ("триллион", "трилион"),
}


def _cardinals() -> dict[str, int]:
    forms = {word: value for value, words in _ONES.items() for word in word_list(words)}
    for value, stem in _FIVE_TO_THIRTY.items():
        forms |= dict.fromkeys((stem + "ь", stem + "и", stem + "ью"), value)
    forms |= dict.fromkeys(_EIGHT, 8)
    for value, stem in _COLLECTIVES.items():
        forms |= dict.fromkeys((stem + "о", stem + "ых", stem + "ым", stem + "ыми"), value)
    for five, (base, genitive, instrumental) in _five_to_nine().items():
        forms |= _tens_and_hundreds(five, base, genitive, instrumental)
    forms |= dict.fromkeys(("полтораста", "полутораста"), 150)
    forms |= dict.fromkeys(("сотня", "сотню", "сотней"), 100)
    return forms | dict.fromkeys(("полсотни", "полста"), 50)


def _five_to_nine() -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """Give the nominative, genitive and instrumental that larger numerals are built of."""
    stems = {5: "пят", 6: "шест", 7: "сем", 9: "девят"}
    table: dict[int, tuple[str, str, tuple[str, ...]]] = {
        n: (s + "ь", s + "и", (s + "ью",)) for n, s in stems.items()
    }
    table[8] = ("восемь", "восьми", ("восемью", "восьмью"))
    return table


def _tens_and_hundreds(
    five: int, base: str, genitive: str, instrumental: tuple[str, ...]
) -> dict[str, int]:
    hundreds = [base + "сот", genitive + "сот", genitive + "стам", genitive + "стах"]
    hundreds += [form + "стами" for form in instrumental]
    forms = dict.fromkeys(hundreds, five * 100)
    if five < 9:  # noqa: PLR2004 - ninety has a stem of its own
        tens = [base + "десят", genitive + "десяти"]
        tens += [form + "десятью" for form in instrumental]
        forms |= dict.fromkeys(tens, five * 10)
    return forms


CARDINALS: Final = _cardinals()
"""Word form to value, zero to nine hundred."""
HUNDREDS: Final = frozenset(word_list("сотни сотен сотням сотнями сотнях"))
"""What is counted in «две сотни»; alone it is an indefinite many."""


def _scales() -> dict[str, int]:
    forms = dict.fromkeys(word_list(_THOUSAND), 1000)
    for value, stems in _SCALE_STEMS.items():
        forms |= {stem + ending: value for stem in stems for ending in _NOUN_ENDINGS}
    return forms


SCALES: Final = _scales()
"""Word form to 10**3, 10**6, 10**9 or 10**12."""

_ONE_ENDINGS: Final = ("", "у", "ом", "е")
BARE_SCALES: Final = frozenset(
    stem + ending for stems in _SCALE_STEMS.values() for stem in stems for ending in _ONE_ENDINGS
) | frozenset(word_list("тысяча тысячу тысяче тысячей тысячею тысячью"))
"""Scale words that mean one of their kind when no number stands before them."""

GENITIVE_SCALES: Final = frozenset(
    stem + "а" for stems in _SCALE_STEMS.values() for stem in stems
) | {"тысячи"}
"""Forms that do so only where something asks for a genitive: not in «треть миллиона»."""

GENITIVE_BEFORE: Final = frozenset(
    word_list(
        "до от около более менее больше меньше свыше порядка из с для без выше ниже кроме "
        "почти примерно приблизительно размере сумму сумме стоимостью достиг достигла достигло "
        "достигли достигает достигнет чем против вместо в"
    )
)
"""Words after which «миллиона», «тысячи» are a genitive singular, and so mean one."""

FRACTION_WORDS: Final = {
    **dict.fromkeys(("полтора", "полторы", "полутора"), Fraction(3, 2)),
    **dict.fromkeys(("пол", "половина", "половины", "половину", "половиной"), Fraction(1, 2)),
    **dict.fromkeys(("четверть", "четверти", "четвертью"), Fraction(1, 4)),
}
HALF_SCALES: Final = {
    prefix + form: scale // 2
    for form, scale in SCALES.items()
    for prefix in ("пол", "полу")
    if form in BARE_SCALES | GENITIVE_SCALES
}

WHOLE_WORDS: Final = frozenset(word_list("целая целых целые целой целую целым целыми"))

_ADJECTIVE: Final = word_list("ый ого ому ым ом ая ой ую ою ое ые ых ыми")
_STRESSED: Final = ["ой", *_ADJECTIVE]
_SOFT: Final = word_list("ий ьего ьему ьим ьем ья ьей ью ьею ье ьи ьих ьими")
_ORDINAL_STEMS: Final = {
    0: "нулев",
    1: "перв",
    2: "втор",
    4: "четверт",
    5: "пят",
    6: "шест",
    7: "седьм",
    8: "восьм",
    9: "девят",
    **{n: stem for n, stem in _FIVE_TO_THIRTY.items() if n > 9},  # noqa: PLR2004
    40: "сороков",
    50: "пятидесят",
    60: "шестидесят",
    70: "семидесят",
    80: "восьмидесят",
    90: "девяност",
    100: "сот",
    200: "двухсот",
    300: "трехсот",
    400: "четырехсот",
    500: "пятисот",
    600: "шестисот",
    700: "семисот",
    800: "восьмисот",
    900: "девятисот",
}

ORDINALS: Final = {
    stem + ending: value for value, stem in _ORDINAL_STEMS.items() for ending in _STRESSED
} | {"трет" + ending: 3 for ending in _SOFT}
"""Word form to value, «нулевой» to «девятисотый»."""

DENOMINATORS: Final = {
    stem + ending: value
    for stem, value in (
        ("десят", 10),
        ("сот", 100),
        ("тысячн", 1000),
        ("десятитысячн", 10**4),
        ("миллионн", 10**6),
    )
    for ending in ("ая", "ых", "ой", "ую", "ые", "ым", "ыми")
}

_GENITIVE_PREFIXES: Final = {
    1: "",
    2: "двух",
    3: "трех",
    4: "четырех",
    5: "пяти",
    6: "шести",
    7: "семи",
    8: "восьми",
    9: "девяти",
    10: "десяти",
    12: "двенадцати",
    15: "пятнадцати",
    20: "двадцати",
    25: "двадцатипяти",
    30: "тридцати",
    40: "сорока",
    50: "пятидесяти",
    100: "сто",
    200: "двухсот",
    300: "трехсот",
    500: "пятисот",
}
ORDINAL_SCALES: Final = {
    prefix + stem + ending: count * scale
    for count, prefix in _GENITIVE_PREFIXES.items()
    for stem, scale in (("тысячн", 1000), ("миллионн", 10**6), ("миллиардн", 10**9))
    for ending in _ADJECTIVE
} | {
    "полутора" + stem + ending: 3 * scale // 2
    for stem, scale in (("тысячн", 1000), ("миллионн", 10**6), ("миллиардн", 10**9))
    for ending in _ADJECTIVE
}
"""«тысячный», «двухтысячного», «пятимиллионному»: word form to value."""
