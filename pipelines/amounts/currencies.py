"""Currencies under the signs, codes and words that Russian texts give them.

Codes: ISO 4217. A word that several countries share («крона», «манат») names no currency
unless its country stands beside it; «рубль» and «доллар» alone are RUB and USD.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pipelines.text import word_list

_HARD: Final = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
_SOFT: Final = ("ь", "я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях")
_FEMININE: Final = ("а", "ы", "е", "у", "ой", "ою", "", "ам", "ами", "ах")
_RUPEE: Final = ("я", "и", "ю", "ей", "й", "ям", "ями", "ях")
_LEU: Final = ("й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях")
_ADJECTIVE: Final = ("ый", "ого", "ому", "ым", "ом", "ые", "ых", "ыми")
_FIXED: Final = ("",)
_ENGLISH: Final = ("", "s")

# noun, code (None where countries share it), stems with their endings, abbreviations
_NOUNS: Final[tuple[tuple[str, str | None, tuple[str, ...], tuple[str, ...], str], ...]] = (
    ("рубль", "RUB", ("рубл",), _SOFT, "руб рубл р рб тр тыр"),
    ("рубль", "RUB", ("ruble", "rouble"), _ENGLISH, ""),
    ("доллар", "USD", ("доллар", "долар", "бакс"), _HARD, "долл дол"),
    ("доллар", "USD", ("dollar",), _ENGLISH, ""),
    ("евро", "EUR", ("евро",), _FIXED, ""),
    ("евро", "EUR", ("euro",), _ENGLISH, ""),
    ("юань", "CNY", ("юан",), _SOFT, ""),
    ("фунт", "GBP", ("фунт",), _HARD, ""),
    ("иена", "JPY", ("иен", "йен"), _FEMININE, ""),
    ("франк", "CHF", ("франк",), _HARD, ""),
    ("тенге", "KZT", ("тенге",), _FIXED, "тг"),
    ("гривна", "UAH", ("гривн",), _FEMININE, "грн гривен"),
    ("злотый", "PLN", ("злот",), _ADJECTIVE, ""),
    ("драм", "AMD", ("драм",), _HARD, ""),
    ("лари", "GEL", ("лари",), _FIXED, ""),
    ("сум", "UZS", ("сум",), _HARD, ""),
    ("сом", "KGS", ("сом",), _HARD, ""),
    ("сомони", "TJS", ("сомони",), _FIXED, "смн ѕм ѕm"),
    ("манат", None, ("манат",), _HARD, ""),
    ("лей", None, ("ле",), _LEU, ""),
    ("лев", "BGN", ("лев",), _HARD, "лв"),
    ("крона", None, ("крон",), _FEMININE, ""),
    ("динар", None, ("динар",), _HARD, "дин"),
    ("денар", "MKD", ("денар",), _HARD, "ден"),
    ("вона", "KRW", ("вон",), _FEMININE, ""),
    ("лира", "TRY", ("лир",), _FEMININE, ""),
    ("рупия", None, ("рупи",), _RUPEE, ""),
    ("шекель", "ILS", ("шекел",), _SOFT, ""),
    ("дирхам", "AED", ("дирхам",), _HARD, ""),
    ("форинт", "HUF", ("форинт",), _HARD, ""),
    ("бат", "THB", ("бат",), _HARD, ""),
    ("тугрик", "MNT", ("тугрик",), _HARD, ""),
    ("песо", None, ("песо",), _FIXED, ""),
)
SIGNS: Final[dict[str, str | None]] = {
    "₽": "RUB",
    "$": "USD",
    "＄": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": None,
    "￥": None,
    "₴": "UAH",
    "₸": "KZT",
    "₼": "AZN",
    "₾": "GEL",
    "֏": "AMD",
    "₺": "TRY",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "₮": "MNT",
}
"""Sign to code; «¥» is the yuan's as much as the yen's."""

CODES: Final = {
    code.lower(): code
    for code in word_list(
        "RUB USD EUR GBP CNY JPY CHF KZT UAH BYN PLN AMD GEL UZS KGS TJS AZN TMT MDL RON BGN "
        "SEK NOK DKK CZK ISK RSD MKD KRW TRY INR ILS AED HUF THB MNT CAD AUD NZD HKD SGD TWD "
        "BRL ZAR MXN VND EGP SAR IRR KWD QAR "
        "MYR IDR JOD OMR BHD LBP PKR LKR ARS CLP"
    )
} | {"rur": "RUB", "cnh": "CNY", "byr": "BYN"}

DOLLAR_PREFIXES: Final = {
    "us": "USD", "c": "CAD", "ca": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD",
    "s": "SGD",
}  # fmt: skip

_COUNTRIES: Final = {
    "российск": "рубль RUB",
    "белорусск": "рубль BYN",
    "беларусск": "рубль BYN",
    "американск": "доллар USD",
    "канадск": "доллар CAD",
    "австралийск": "доллар AUD",
    "новозеландск": "доллар NZD",
    "гонконгск": "доллар HKD",
    "сингапурск": "доллар SGD",
    "тайваньск": "доллар TWD",
    "китайск": "юань CNY",
    "британск": "фунт GBP",
    "английск": "фунт GBP",
    "египетск": "фунт EGP",
    "японск": "иена JPY",
    "швейцарск": "франк CHF",
    "казахстанск": "тенге KZT",
    "казахск": "тенге KZT",
    "украинск": "гривна UAH",
    "польск": "злотый PLN",
    "армянск": "драм AMD",
    "грузинск": "лари GEL",
    "узбекск": "сум UZS",
    "киргизск": "сом KGS",
    "кыргызск": "сом KGS",
    "таджикск": "сомони TJS",
    "азербайджанск": "манат AZN",
    "туркменск": "манат TMT",
    "молдавск": "лей MDL",
    "румынск": "лей RON",
    "болгарск": "лев BGN",
    "шведск": "крона SEK",
    "норвежск": "крона NOK",
    "датск": "крона DKK",
    "чешск": "крона CZK",
    "исландск": "крона ISK",
    "сербск": "динар RSD",
    "кувейтск": "динар KWD",
    "македонск": "денар MKD",
    "южнокорейск": "вона KRW",
    "корейск": "вона KRW",
    "турецк": "лира TRY",
    "индийск": "рупия INR",
    "израильск": "шекель ILS",
    "мексиканск": "песо MXN",
}
_COUNTRY_ENDINGS: Final = ("ий", "ого", "ому", "им", "ом", "ие", "их", "ими", "ая", "ой", "ую")
_AFTER: Final = {
    ("рубль", "рф"): "RUB",
    ("рубль", "россии"): "RUB",
    ("рубль", "рб"): "BYN",
    ("рубль", "беларуси"): "BYN",
    ("доллар", "сша"): "USD",
    ("доллар", "канады"): "CAD",
    ("доллар", "австралии"): "AUD",
    ("фунт", "стерлингов"): "GBP",
    ("фунт", "стерлинга"): "GBP",
    ("фунт", "стерлинг"): "GBP",
    ("юань", "кнр"): "CNY",
}
_LONGEST_ROW: Final = 24
_SETTLEMENT: Final = ["р", ".", "п"]
_SPELLED_USA: Final = ["сэ", "ш", "а"]


class Unit(NamedTuple):
    """A currency's name as read: its code, if settled, and where it ends."""

    code: str | None
    end: int


def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for noun, _, stems, endings, short in _NOUNS:
        forms |= {stem + ending: noun for stem in stems for ending in endings}
        forms |= dict.fromkeys(short.split(), noun)
    return forms


NOUNS: Final = _forms()
ABBREVIATIONS: Final = frozenset(word for row in _NOUNS for word in row[4].split())
_CODE_OF: Final = {row[0]: row[1] for row in _NOUNS}
_BY_COUNTRY: Final[dict[str, tuple[str, str]]] = {
    stem + ending: (noun, code)
    for stem, (noun, code) in ((s, v.split()) for s, v in _COUNTRIES.items())
    for ending in _COUNTRY_ENDINGS
} | {"бел": ("рубль", "BYN"), "рос": ("рубль", "RUB"), "росс": ("рубль", "RUB")}
LEADERS: Final = frozenset(SIGNS) | CODES.keys() | DOLLAR_PREFIXES.keys()
"""Words that may open a currency before its number."""
UNIT_WORDS: Final = frozenset(NOUNS) | CODES.keys() | frozenset(SIGNS) | {"р", "p"}


def read_unit(words: list[str], i: int) -> Unit | None:
    """Read a currency that stands after a number (or heads a column) at `i`."""
    if i >= len(words):
        return None
    word = words[i]
    if word in NOUNS:
        return None if words[i : i + 3] == _SETTLEMENT else _read_noun(words, i, NOUNS[word])
    if word in LEADERS:
        return None if _leads_next(words, i) else read_leader(words, i)
    if word == "p":
        return Unit("RUB", _past_dot(words, i + 1))
    if word in _BY_COUNTRY:
        return _read_country(words, i)
    return None


def read_leader(words: list[str], i: int) -> Unit | None:
    """Read a sign or a code, as they stand before a number: «$», «US$», «EUR»."""
    word = words[i]
    if word in SIGNS:
        return Unit(SIGNS[word], i + 1)
    if word in CODES:
        return Unit(CODES[word], i + 1)
    if word in DOLLAR_PREFIXES and words[i + 1 : i + 2] == ["$"]:
        return Unit(DOLLAR_PREFIXES[word], i + 2)
    return None


def _leads_next(words: list[str], i: int) -> bool:
    """Tell «24.04 $ 93,29 € 99,56» (signs lead) from «93,29 $ 99,56 €» (signs follow).

    A row of signs and figures that ends in a figure has its signs in front.
    """
    for at in range(i, min(i + _LONGEST_ROW, len(words) - 1), 2):
        if words[at] not in LEADERS:
            return True
        if not words[at + 1][0].isdecimal():
            return False
    return (len(words) - i) % 2 == 0


def _read_country(words: list[str], i: int) -> Unit | None:
    noun, code = _BY_COUNTRY[words[i]]
    i = _past_dot(words, i + 1)
    if i >= len(words) or NOUNS.get(words[i]) != noun:
        return None
    return Unit(code, _noun_end(words, i))


def _read_noun(words: list[str], i: int, noun: str) -> Unit:
    end = _noun_end(words, i)
    if noun == "доллар" and words[end : end + 3] == _SPELLED_USA:
        return Unit("USD", end + 3)
    if end < len(words):
        code = _AFTER.get((noun, words[end]))
        if code is not None:
            return Unit(code, end + 1)
        country = _BY_COUNTRY.get(words[end])
        if country is not None and country[0] == noun and len(words[end]) > len("росс"):
            return Unit(country[1], end + 1)
    return Unit(_CODE_OF[noun], end)


def _noun_end(words: list[str], i: int) -> int:
    return _past_dot(words, i + 1) if words[i] in ABBREVIATIONS else i + 1


def _past_dot(words: list[str], i: int) -> int:
    return i + 1 if i < len(words) and words[i] == "." else i
