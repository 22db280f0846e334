"""Dates as pages in the languages of Western Europe write them, and bylines that hold them."""

import re
from typing import Final

MONTH: Final = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|mar(?:ch|s)?|märz|apr(?:il)?"
    r"|avril|ma[iy]|june?|juni|juin|july?|juli|juillet|aug(?:ust)?|août"
    r"|sep(?:t(?:emb(?:er|re))?)?|o[ck]t(?:ob(?:er|re))?|nov(?:emb(?:er|re))?"
    r"|de[cz](?:ember)?|d[ée]c(?:embre)?"
    # Spanish, Italian, Portuguese and Dutch; Arabic.
    r"|enero|gennaio|janeiro|januari|febrero|febbraio|fevereiro|februari|marzo|março|maart|abril"
    r"|aprile|mayo|maggio|maio|mei|junio|giugno|junho|julio|luglio|julho|agosto|augustus"
    r"|septiembre|setiembre|settembre|setembro|octubre|ottobre|outubro|noviembre|novembro"
    r"|diciembre|dicembre|dezembro"
    r"|يناير|فبراير|مارس|[أاإ]بريل|مايو|يوني[وه]|يولي[وه]|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر"
    r")\b\.?"
)
_YEAR = r"(?:19|20)\d{2}"
_OF_UNIX = r"\s+\d{2}:\d{2}:\d{2}(?:\s+[+-]?[A-Z\d]{2,5})?"
DAY: Final = (
    rf"(?:{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,|{_OF_UNIX})?\s+{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?{MONTH}[,،]?\s+(?:del?\s+)?{_YEAR})"
)
WEEKDAY: Final = (
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mittwoch"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    r"|(?:lune|marte|mercole|giove|vener)d[iì]|sabato|domenica"
)
LABEL: Final = (
    r"this post was published on|(?:first |originally )?(?:published|posted|created)(?: on| at)?"
    r"|date|datum|on|veröffentlicht(?: am)?|am|vom|publié le|le"
    r"|publicado(?: el| em)?|pubblicato(?: il)?|el|il"
)
PUBLISHED: Final = r"(?:published|posted)(?: on)?|veröffentlicht(?: am)?|publié le"
UPDATED: Final = r"(?:last )?(?:updated|modified)|aktualisiert|mise? à jour|actualizado|aggiornato"
AT: Final = r"at|um|à|a las|alle(?: ore)?|ore|às"
AFTER_NOON: Final = r"(?:\s*[ap]\.?m\b\.?)?"
ZONE: Final = r"UTC|GMT|[A-Z]{1,3}[SD]T|CET|ET|PT|uhr"

_CLOCK = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?{AFTER_NOON}(?:\s*\(?(?:{ZONE})\b\)?)?"
_AT = rf"[\s,|•·@–—-]*(?:\b(?:{AT})\b\s*)?"
_PLAIN = rf"(?:{DAY}|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d{{2}}-\d{{2}})"
_BY = r"(?:(?:posted |written |published )?by|author:|von|par|por|di)"
_ON = r"filed|categor\w+|rubrik|leave|no|\d+ comments?"
_BYLINE = re.compile(
    rf"(?:(?:{_BY}\b[^\d!?]{{2,70}}?(?<![\s,|•·–—-])|(?:[^\d!?.|•·]{{1,60}}[|•·]){{1,3}})"
    r"[\s,|•·–—-]*)?"
    rf"(?:(?:{LABEL})\b\s*:?\s*)?(?:(?:{WEEKDAY}){_AT})?"
    rf"(?P<date>{_CLOCK}{_AT}(?:(?:{WEEKDAY}){_AT})?{_PLAIN}|{_PLAIN}(?:{_AT}{_CLOCK})?)"
    rf"(?:[\s,]*(?:[|•·>(/]|\b(?:{_BY}|in|{UPDATED}|{_ON})\b).{{0,80}}(?<![.!?]))?\s*",
    re.IGNORECASE,
)
_CHANGED = r"aktualisiert|geändert|überarbeitet"
_WRITTEN = (
    rf"wurde(?=(?:(?!{_CHANGED}).){{0,120}}\b(?:geschrieben|veröffentlicht|verfasst|publiziert))"
)
_ENTRY = re.compile(
    r"\b(?:this (?:entry|post|article) was (?:posted|published|written)"
    r"(?: (?:in|by) [^\d!?]{1,60}?)? on"
    rf"|(?:artikel|beitrag|eintrag) (?:veröffentlicht|{_WRITTEN}) am)"
    rf"\s+(?P<date>(?:(?:{WEEKDAY}){_AT})?{_PLAIN}(?:{_AT}{_CLOCK})?)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(_YEAR)
_LONGEST = 160
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_IN_FIGURES = re.compile(r"(?<![\d.,/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_MONTH_FIRST = re.compile(r"en(?:[-_](?:us|ca|ph)\b|$)", re.IGNORECASE)
"""Languages, as pages declare them, in which a date may begin with its month."""


def date_of_byline(text: str) -> str:
    """Give the date in «By A. Writer | March 5, 2019 at 3:45 pm | 3 comments», or nothing.

    A sentence is no byline, and Cyrillic ones are read elsewhere.
    """
    if len(text) > _LONGEST or _CYRILLIC.search(text) or not _ANY_YEAR.search(text):
        return ""
    found = _BYLINE.fullmatch(text)
    return found["date"].strip(" ,") if found else ""


def date_of_entry(text: str) -> str:
    """Give the date in «This entry was posted on May 5, 2019 and …», or nothing.

    Blogs end their entries so; the sentence names what was published, unlike a label alone.
    """
    found = _ENTRY.search(text)
    return found["date"].strip(" ,") if found else ""


def is_settled(text: str, language: str | None) -> bool:
    """Say whether the day and the month of a date in figures can be told apart.

    `language` is the one that the page declares, None where it is a Russian page's. 03/04/2019 is
    two days; 03/25/2019 is one, on a page in English.

    >>> is_settled("25/03/2019", "en"), is_settled("03/04/2019", "en"), is_settled("5 May", "en")
    (True, False, True)
    >>> is_settled("03/25/2019", "en-GB"), is_settled("03/25/2019", None)
    (True, False)
    >>> is_settled("03/04/2019", "fr"), is_settled("03/04/2019", None)
    (True, True)
    """
    found = _IN_FIGURES.search(text)
    if found is None:
        return True
    first, second = int(found[1]), int(found[3])
    if second > _MONTHS or first == second:
        return second <= _MONTHS or (language or "").lower().startswith("en")
    return first > _MONTHS or language is None or not _MONTH_FIRST.match(language)
