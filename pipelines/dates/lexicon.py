"""The words of dates in all their cases: a word's kind and its value.

The grammar knows kinds only; a new word is a new row here.
"""

from __future__ import annotations

from typing import Final

from pipelines.dates.world import MONTHS as WORLD_MONTHS
from pipelines.dates.zones import ABBREVIATIONS, ADJECTIVES, PLACES
from pipelines.numeral_forms import CARDINALS, ORDINAL_SCALES, ORDINALS, SCALES
from pipelines.text import word_list

Entry = tuple[str, object]

MILLISECOND = -1
SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, HALF, YEAR, DECADE, CENTURY = range(11)
WEEKEND: Final = 20

_SOFT: Final = "ь я ю ем е"
_HARD: Final = "- а у ом е"
_MONTHS: Final = (
    ("январ", _SOFT, "янв january jan januar janvier"),
    ("феврал", _SOFT, "фев февр february feb februar février"),
    ("март", _HARD, "мар мрт march mar märz mars"),
    ("апрел", _SOFT, "апр april apr avril"),
    ("ма", "й я ю ем е", "may mai"),
    ("июн", _SOFT, "июн june jun juni juin"),
    ("июл", _SOFT, "июл july jul juli juillet"),
    ("август", _HARD, "авг august aug août"),
    ("сентябр", _SOFT, "сен сент september sep sept septembre"),
    ("октябр", _SOFT, "окт october oct oktober octobre okt"),
    ("ноябр", _SOFT, "ноя нояб november nov novembre"),
    ("декабр", _SOFT, "дек december dec dezember décembre dez"),
)
_WEEKDAYS: Final = (
    ("понедельник", _HARD, "пн пнд пон monday mon"),
    ("вторник", _HARD, "вт втр вто tuesday tue"),
    ("сред", "а ы е у ой", "ср срд wednesday wed"),
    ("четверг", _HARD, "чт чтв чет thursday thu"),
    ("пятниц", "а ы е у ей", "пт птн пят friday fri"),
    ("суббот", "а ы е у ой", "сб сбт суб saturday sat"),
    ("воскресень", "е я ю ем и", "вс вск вос sunday sun"),
)
_NOUN: Final = "- а ов у ам ом ами е ах ы"
_UNITS: Final = (
    (MILLISECOND, "миллисекунд", "- а ы у е ой ам", "мс"),
    (SECOND, "секунд", "- а ы у е ой ам", "сек"),
    (MINUTE, "минут", "- а ы у е ой ам ками ку ки", "мин"),
    (HOUR, "час", _NOUN + " ик", "ч"),
    (DAY, "д", "ень ня ню нем не ни ней ням нями нях", "дн сутки суток сутками"),
    (WEEK, "недел", "я и ю е ей ь ям ями ях", "нед"),
    (MONTH, "месяц", "- а ев у ам ем ами е ах ы", "мес"),
    (QUARTER, "квартал", _NOUN, "кв"),
    (HALF, "полугоди", "е я ю ем и й", ""),
    (YEAR, "год", _NOUN, "лет г гг л г."),
    (DECADE, "десятилети", "е я ю ем и й", ""),
    (CENTURY, "век", _NOUN, ""),
    (CENTURY, "столети", "е я ю ем и й", ""),
    (WEEKEND, "выходн", "ые ых ым", ""),
)
_ADJECTIVE: Final = "ый ий ая яя ое ее ого его ому ему ым им ом ем ой ей ую юю ые ие ых их"
# What an adjective does to a unit: (steps, manner). «Прошлый» counts calendar units; «минувший
# четверг» is the last one there was, «ближайший» the next one there will be.
_WHICH: Final = {
    "прошл": (-1, "calendar"),
    "предыдущ": (-1, "calendar"),
    "истекш": (-1, "nearest"),
    "прошедш": (-1, "nearest"),
    "минувш": (-1, "nearest"),
    "позапрошл": (-2, "calendar"),
    "следующ": (1, "calendar"),
    "будущ": (1, "calendar"),
    "грядущ": (1, "nearest"),
    "предстоящ": (1, "nearest"),
    "наступающ": (1, "nearest"),
    "ближайш": (1, "nearest"),
    "текущ": (0, "calendar"),
    "нынешн": (0, "calendar"),
}
_THIS: Final = "этот эта это этого этой этом эту этому этим сего настоящего"
_DAYS: Final = {
    "позапозавчера": -3,
    "позавчера": -2,
    "вчера": -1,
    "сегодня": 0,
    "завтра": 1,
    "послезавтра": 2,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_DAY_ADJECTIVES: Final = {"вчерашн": -1, "позавчерашн": -2, "сегодняшн": 0, "завтрашн": 1}
_SEASONS: Final = (
    ("весн", "а ы е у ой"),
    ("лет", "о а у ом е"),
    ("осен", "ь и ью"),
    ("зим", "а ы е у ой"),
)
# Part of the day: the hours that it may be said with, and what to add before noon.
DAYPARTS: Final = {
    "утра": (0, 12),
    "дня": (12, 18),
    "вечера": (12, 24),
    "ночи": (0, 12),
    "пополудни": (12, 24),
    "am": (0, 12),
    "pm": (12, 24),
}
_DAYPART_WORDS: Final = (
    "утро утром утру вечер вечером вечеру ночь ночью днем полдня обед обеда обедом рано поздно "
    "утра вечера ночи пополудни am pm"
)
_OTHERS: Final = {
    "IN": "в во на at um",
    "FROM": "с со c от начиная",
    "TO": "до по",
    "AND": "и and",
    "AGO": "назад ago",
    "THROUGH": "через чрез",
    "PART": "начале начало начала началу началом конце конец конца концу концом середине середина "
    "середины середину середине числах",
    "HALFWORD": "половина половины половине половину половиной",
    "DATEWORD": "числа число",
    "NOW": "сейчас",
    "JUST": "только",
    "ONEHALF": "полтора полторы полутора",
    "COUPLE": "пару пара",
    "THISSHORT": "т",
    "LETTER": "м д",
    "NOON": "полдень полудню полудня",
    "MIDNIGHT": "полночь полуночи",
    "AFTER": "после",
    "ABOUT": "около почти примерно приблизительно ориентировочно ок порядка circa",
    "MAYBE": "возможно предположительно вероятно видимо",
    "LESS": "менее меньше",
    "NOTLATER": "позднее позже",
    "NOTEARLIER": "ранее раньше",
    "NOT": "не",
    "THAN": "чем",
    "MORE": "более больше свыше несколько",
    "WITHOUT": "без",
    "QUARTERHOUR": "четверть четверти",
    "BETWEEN": "между",
    "ERA": "эры э",
    "OUR": "нашей н",
}
_HALVES: Final = {
    "полчаса": (30, MINUTE),
    "получаса": (30, MINUTE),
    "полгода": (6, MONTH),
    "полугода": (6, MONTH),
    "полмесяца": (2, WEEK),
    "полминуты": (30, SECOND),
}
_ROMANS: Final = word_list(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
)


def _forms(stem: str, endings: str) -> list[str]:
    return [stem + ("" if ending == "-" else ending) for ending in endings.split()]


def _named(kind: str, rows: tuple[tuple[str, str, str], ...]) -> dict[str, Entry]:
    return {
        word: (kind, number)
        for number, (stem, endings, short) in enumerate(rows, 1)
        for word in (*_forms(stem, endings), *short.split())
    }


def _adjectives(kind: str, stems: dict[str, object]) -> dict[str, Entry]:
    return {
        stem + ending: (kind, value)
        for stem, value in stems.items()
        for ending in _ADJECTIVE.split()
    }


def _roman_entries() -> dict[str, Entry]:
    """Read Roman numbers to XXI, in Latin letters and in Cyrillic ones that look like them."""
    latin: dict[str, Entry] = {word: ("ROMAN", n) for n, word in enumerate(_ROMANS, 1)}
    looks = {word.replace("x", "х"): entry for word, entry in latin.items()}
    return latin | looks


def _build() -> dict[str, Entry]:
    words: dict[str, Entry] = dict.fromkeys(
        CARDINALS | SCALES | ORDINALS | ORDINAL_SCALES, ("WORDS", None)
    )
    words |= _roman_entries()
    for table, kind in ((ABBREVIATIONS, "ZONE"), (ADJECTIVES, "ZONEWORD"), (PLACES, "ZONEWORD")):
        words |= {word: (kind, zone) for word, zone in table.items()}
    words |= {word: ("MONTH", number) for word, number in WORLD_MONTHS.items()}
    words |= _named("WEEKDAY", _WEEKDAYS) | _named("MONTH", _MONTHS)
    for unit, stem, endings, short in _UNITS:
        words |= dict.fromkeys((*_forms(stem, endings), *short.split()), ("UNIT", unit))
    words |= _adjectives("WHICH", dict(_WHICH)) | dict.fromkeys(
        _THIS.split(), ("WHICH", (0, "calendar"))
    )
    words |= _adjectives("DAYADJ", dict(_DAY_ADJECTIVES))
    words |= {word: ("RELDAY", shift) for word, shift in _DAYS.items()}
    words |= {
        word: ("SEASON", 21 + n)
        for n, (stem, endings) in enumerate(_SEASONS)
        for word in _forms(stem, endings)
    }
    words |= dict.fromkeys(_DAYPART_WORDS.split(), ("DAYPART", None))
    words |= {word: ("HALFUNIT", value) for word, value in _HALVES.items()}
    words |= {word: (kind, word) for kind, row in _OTHERS.items() for word in row.split()}
    return words


# After these a full stop belongs to the word.
ABBREVIATED: Final = frozenset(
    word_list(
        "янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек jan feb mar apr jun jul "
        "aug sep sept oct nov dec okt dez пн пнд вт втр ср срд чт чтв пт птн сб сбт вс вск mon "
        "tue wed thu fri sat sun сек мин ч дн нед мес кв г гг л ок н э час с т мск"
    )
)
# A word's kind, its value, and whether a full stop behind it belongs to it.
LEXICON: Final = {word: (*entry, word in ABBREVIATED) for word, entry in _build().items()}
