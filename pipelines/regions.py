"""Regions of Russia by the names that portals write, as codes of ISO 3166-2.

The names are those of article 65 of Russia's constitution with the short and former ones in use.
ISO publishes codes for 83 of them under RU; Crimea, Sevastopol, Donetsk, Luhansk, Zaporizhzhia and
Kherson have theirs under UA, and no others are made up here.
"""

import re
from functools import cache

from pipelines.text import fold

_NAMES = """
RU-AD  Республика Адыгея (Адыгея); Адыгея
RU-AL  Республика Алтай; Алтай; Горный Алтай
RU-ALT Алтайский край
RU-AMU Амурская область
RU-ARK Архангельская область
RU-AST Астраханская область
RU-BA  Республика Башкортостан; Башкортостан; Башкирия
RU-BEL Белгородская область
RU-BRY Брянская область
RU-BU  Республика Бурятия; Бурятия
RU-CE  Чеченская Республика; Чечня
RU-CHE Челябинская область
RU-CHU Чукотский автономный округ; Чукотка
RU-CU  Чувашская Республика - Чувашия; Чувашская Республика; Чувашия
RU-DA  Республика Дагестан; Дагестан
RU-IN  Республика Ингушетия; Ингушетия
RU-IRK Иркутская область
RU-IVA Ивановская область
RU-KAM Камчатский край; Камчатка
RU-KB  Кабардино-Балкарская Республика; Кабардино-Балкария
RU-KC  Карачаево-Черкесская Республика; Карачаево-Черкесия
RU-KDA Краснодарский край; Кубань
RU-KEM Кемеровская область - Кузбасс; Кемеровская область; Кузбасс
RU-KGD Калининградская область
RU-KGN Курганская область
RU-KHA Хабаровский край
RU-KHM Ханты-Мансийский автономный округ - Югра; Ханты-Мансийский автономный округ; ХМАО - Югра;
       ХМАО; Югра
RU-KIR Кировская область
RU-KK  Республика Хакасия; Хакасия
RU-KL  Республика Калмыкия; Калмыкия
RU-KLU Калужская область
RU-KO  Республика Коми; Коми
RU-KOS Костромская область
RU-KR  Республика Карелия; Карелия
RU-KRS Курская область
RU-KYA Красноярский край
RU-LEN Ленинградская область
RU-LIP Липецкая область
RU-MAG Магаданская область
RU-ME  Республика Марий Эл; Марий Эл
RU-MO  Республика Мордовия; Мордовия
RU-MOS Московская область; Подмосковье
RU-MOW Москва
RU-MUR Мурманская область
RU-NEN Ненецкий автономный округ
RU-NGR Новгородская область
RU-NIZ Нижегородская область
RU-NVS Новосибирская область
RU-OMS Омская область
RU-ORE Оренбургская область
RU-ORL Орловская область
RU-PER Пермский край
RU-PNZ Пензенская область
RU-PRI Приморский край; Приморье
RU-PSK Псковская область
RU-ROS Ростовская область
RU-RYA Рязанская область
RU-SA  Республика Саха (Якутия); Республика Саха; Саха (Якутия); Саха; Якутия; Республика Якутия
RU-SAK Сахалинская область; Сахалин
RU-SAM Самарская область
RU-SAR Саратовская область
RU-SE  Республика Северная Осетия - Алания; Республика Северная Осетия; Северная Осетия - Алания;
       Северная Осетия
RU-SMO Смоленская область
RU-SPE Санкт-Петербург; Петербург
RU-STA Ставропольский край
RU-SVE Свердловская область
RU-TA  Республика Татарстан (Татарстан); Татарстан
RU-TAM Тамбовская область
RU-TOM Томская область
RU-TUL Тульская область
RU-TVE Тверская область
RU-TY  Республика Тыва; Тыва; Тува; Республика Тува
RU-TYU Тюменская область
RU-UD  Удмуртская Республика; Удмуртия
RU-ULY Ульяновская область
RU-VGG Волгоградская область
RU-VLA Владимирская область
RU-VLG Вологодская область
RU-VOR Воронежская область
RU-YAN Ямало-Ненецкий автономный округ; ЯНАО; Ямал
RU-YAR Ярославская область
RU-YEV Еврейская автономная область; ЕАО
RU-ZAB Забайкальский край; Забайкалье
UA-09  Луганская Народная Республика; ЛНР
UA-14  Донецкая Народная Республика; ДНР
UA-23  Запорожская область
UA-40  Севастополь
UA-43  Республика Крым; Крым
UA-65  Херсонская область
"""
_ROW = re.compile(r"^((?:RU|UA)-\w+)\s+(.+(?:\n\s+.+)*)", re.MULTILINE)
_WORD = re.compile(r"[а-я]+")
_CODE = re.compile(r"(?:RU|UA)-[A-Z0-9]{2,3}")
_LONG = {
    "обл": "область", "респ": "республика", "кр": "край", "авт": "автономный",
    "аобл": "автономная область", "р": "республика",
}  # fmt: skip
_DISTRICT = re.compile(r"\b(?:а\.\s?о\.?|ао|автономный окр\.?|авт\. ?округ)(?![а-я])")
# Letters of a word that stays as it is in every case, and of one that loses two at its end.
_UNBENT, _LONG_WORD = 4, 6
_MEANINGLESS = frozenset({"г", "город", "гор", "федерального", "значения", "рф", "россия"})


def region_code(name: str) -> str | None:
    """Give the code of a region by a name of it, in any order of words; None for an unknown one.

    A code stands for itself.

    >>> region_code("Саха /Якутия/ Респ."), region_code("обл. Псковская"), region_code("RU-TOM")
    ('RU-SA', 'RU-PSK', 'RU-TOM')
    """
    if _CODE.fullmatch(name.strip()):
        return name.strip() if name.strip() in codes() else None
    return _by_words().get(_words(name))


def regions_named(text: str) -> dict[str, str]:
    """Give the codes of the regions that a text names in any case, each with the words that do.

    A name within a longer one does not count: «Алтай» in «Алтайский край».

    >>> regions_named("Новости Пскова и Псковской области")
    {'RU-PSK': 'Псковской области'}
    """
    found = [(hit, code) for code, named in _patterns() for hit in named.finditer(text)]
    longest = sorted(found, key=lambda one: one[0].start() - one[0].end())
    kept: list[tuple[re.Match[str], str]] = []
    for hit, code in longest:
        if not any(hit.start() < other.end() and other.start() < hit.end() for other, _ in kept):
            kept.append((hit, code))
    named: dict[str, str] = {}
    for hit, code in sorted(kept, key=lambda one: one[0].start()):
        named.setdefault(code, hit[0])
    return named


@cache
def codes() -> frozenset[str]:
    """Give the codes of all regions."""
    return frozenset(_by_words().values())


def _words(name: str) -> frozenset[str]:
    text = _DISTRICT.sub("автономный округ", fold(name))
    words = (_LONG.get(word, word) for word in _WORD.findall(text))
    return frozenset(" ".join(words).split()) - _MEANINGLESS


def region_names() -> list[tuple[str, str]]:
    """Give every name of every region, with its code."""
    rows = _ROW.findall(_NAMES)
    return [(" ".join(name.split()), code) for code, names in rows for name in names.split(";")]


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (code, re.compile(rf"\b{_inflected(name)}\b", re.IGNORECASE))
        for name, code in region_names()
    ]


def _inflected(name: str) -> str:
    """Give the pattern of a name in any case: short words do not bend, others keep their stem."""
    words = re.findall(r"[А-яё]+", name)
    stems = (word if len(word) <= _UNBENT else f"{word[: -1 - (len(word) > _LONG_WORD)]}[а-яё]*"
             for word in words)  # fmt: skip
    return r"[\s()-]+".join(stems)


@cache
def _by_words() -> dict[frozenset[str], str]:
    return {_words(name): code for name, code in region_names()}
