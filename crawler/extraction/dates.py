"""Whether a short text is a date as a whole. What date it is, is read elsewhere."""

import re

from crawler.extraction import world_dates as world

_MONTH = (
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]"
    r"|октябр[ья]|ноябр[ья]|декабр[ья]|(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\b\.?)"
)
_YEAR = r"(?:19|20)\d{2}"
_OF_YEAR = rf"{_YEAR}(?:\s*г(?:\.|ода?\b|\b))?"
_WORDS = rf"\d{{1,2}}(?:-?го)?\s+{_MONTH}(?:,?\s+(?:{_OF_YEAR}|\d{{2}}(?![:\d])))?"
_MONTH_ONLY = rf"{_MONTH}(?:\s+\d{{1,2}})?,?\s+{_OF_YEAR}"
_DIGITS = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}(?!\d)|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2}}(?!\d)"
    rf"|{_YEAR}[./]\d{{2}}[./]\d{{2}})"
)
_ZONE = r"(?:Z|[+-]\d{2}:?\d{2})"
_ISO_CLOCK = rf"[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s?{_ZONE}?"
_ISO = rf"{_YEAR}-\d{{2}}-\d{{2}}(?:{_ISO_CLOCK})?"
_STAMP = rf"{_YEAR}\d{{4}}T\d{{4}}(?:\d{{2}})?{_ZONE}?"
_RFC = (
    r"(?:[A-Z][a-z]{2},?\s+)?\d{1,2}\s+"
    rf"{world.MONTH}\s+\d{{2,4}}"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:[+-]\d{4}|[A-Z]{2,4}))?)?"
)
_RELATIVE = (
    r"(?:сегодня|вчера|позавчера|только что"
    r"|(?:\d{1,2}\s+)?(?:секунд[ыу]?|минут[ыу]?|час(?:а|ов)?|д(?:ень|ня|ней)|недел[юиь])\s+назад)"
)
_CLOCK = (
    rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?{world.AFTER_NOON}"
    rf"(?:,?\s*(?:\(?(?:мск|msk|якт|{world.ZONE})\b\)?|[+-]\d{{4}}))?"
)
_WEEKDAY = (
    rf"(?:{world.WEEKDAY}|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье"
    r"|пн|вт|ср|чт|пт|сб|вс)"
)
_DAY = rf"(?:{_STAMP}|{_ISO}|{_DIGITS}|{_WORDS}|{_MONTH_ONLY}|{world.DAY}|{_RFC}|{_RELATIVE})"
_LABEL = (
    r"(?:опубликован[оа]?|(?:дата|время) публикации|дата|размещен[оа]?|размещён[оа]?|добавлен[оа]?"
    rf"|создан[оа]?|(?:{world.LABEL})\b)\s*:?\s*"
)
_GAP = rf"[\s,|•·@/—–-]*(?:\b(?:в|{world.AT})\b\s*|\bвремя(?: публикации)?:?\s*)?"
_PLACE = r"\s*[|•·]\s*[^\W\d_][\w .-]{0,29}?"
_COUNTED = r"(?:комментари(?:ев|и|й|я)|просмотр(?:ов|ы|а)?|прочтени(?:й|я|е))"
_COUNT = rf"\s*[|•·,]?\s*(?:{_COUNTED}\s*:?\s*\d[\d\s]{{0,9}}|\d[\d\s]{{0,9}}\s{_COUNTED})"
_COUNTERS = re.compile(_COUNT, re.IGNORECASE)
_CHANGED = (
    r"обновл[её]н[оа]?|измен[её]н[оа]?"
    r"|(?:дата )?последн(?:ее|его) (?:обновлени[ея]|изменени[ея])"
)
_UPDATED = rf"\s*[(\[,|.;]?\s*(?:{_CHANGED}|{world.UPDATED})\b.{{0,60}}"
_SOURCE = r"\s*[|•·,(/]?\s*(?:источник|автор|текст)\b\s*:?.{0,60}"

_MOMENT = rf"(?:{_CLOCK}{_GAP}{_DAY}|{_DAY}(?:[\s,|]*{_WEEKDAY}\b)?(?:{_GAP}\(?{_CLOCK})?)"

_WHOLE = re.compile(
    rf"[\[(]?(?:{_LABEL})?(?:{_WEEKDAY}\b{_GAP})?{_MOMENT}"
    rf"(?:{_PLACE})?(?:{_COUNT})*(?:{_UPDATED}|{_SOURCE})?[\s,|•·.)\]]*",
    re.IGNORECASE,
)
_CAPITAL = "(?-i:[A-ZА-ЯЁ])"
_BYLINE = re.compile(
    rf"(?:{_LABEL})?(?:{_WEEKDAY}\b{_GAP})?(?:{_CLOCK}{_GAP}{_DAY}|{_DAY}{_GAP}{_CLOCK})"
    rf"[\s,|•·]+(?=[«\"(@/]|\d|{_CAPITAL}|(?:автор|текст|источник|фото|просмотр|коммент)).*[^.!?…:]",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?<!\w)(?<!\w\s)(?:опубликован[оа]?|дата публикации|размещ[её]н[оа]?|добавлен[оа]?"
    rf"|{world.PUBLISHED})\s*:\s*"
    rf"(?:{_WEEKDAY}\b{_GAP})?{_MOMENT}",
    re.IGNORECASE,
)
_DAY_OF_WEEK = re.compile(rf"\b{_WEEKDAY}\b|сегодня", re.IGNORECASE)
_COMPACT_DAY = r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d-])"
_ANY = re.compile(rf"{_DAY}|{_COMPACT_DAY}", re.IGNORECASE)
_MAY_HOLD = re.compile(r"\d|сегодня|вчера|только|назад", re.IGNORECASE)
_MODIFIED = re.compile(_UPDATED, re.IGNORECASE)
_ENDS_SO = re.compile(
    rf"\b(?:{_CHANGED}|{world.UPDATED})(?: on| at| am| le)?\W*$",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?:{_CHANGED}|(?:last )?[^\W\d_]+)[\s:]*", re.IGNORECASE)
_LONGEST = 120


_OTHER_LABEL = re.compile(
    r"[^\W\d_][^:|•·]{0,60}:\W*$|\b(?:дата|время|день|сроки?)(?:\s[^\W\d_]+){1,3}\W*$"
    r"|\b(?:когда|начал|оконч|срок|рожд|родил|заверш|действ|при[её]м|дедлайн|курс|зарегистр|умер)"
    r"[^\W\d_]*(?:\s[^\W\d_]+)?\W*$"
    r"|(?:^|\s)(?:до|с|со|по|на|к|от)\s*$",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(
    r"публик|опублик|размещ|добавл|созда|новост|материал|стать|\bдата:\W*$|^\W*время:\W*$"
    rf"|\b(?:{world.LABEL})\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(rf"{_DAY}\s*[–—-]\s*{_DAY}", re.IGNORECASE)
_MEASURE = re.compile(
    r"(?<!\S)(?<!мск )(?<!msk )(?<!utc )(?<!gmt )[+−–-](?:[02-9]|[1-9]\d)(?![\d:])"
    r"|(?<![\d,])\d+,\d{2,4}(?![\d,])",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"сегодня|вчера|позавчера|{_MONTH},?\s+{_OF_YEAR}", re.IGNORECASE)


def is_of_another(before: str) -> bool:
    """Tell words after which a date of something else follows: «Начало:», «Приём заявок до»."""
    return _OTHER_LABEL.search(before) is not None and _OWN_LABEL.search(before) is None


def is_measured(text: str) -> bool:
    """Tell the day of a period, of rates or of the weather: «20.11.2026 +5 облачно»."""
    return _PERIOD.search(text) is not None or _MEASURE.search(text) is not None


def is_vague(text: str) -> bool:
    """Tell «Сегодня» and «Ноябрь 2026» alone, as widgets and calendars have them."""
    return _VAGUE.fullmatch(text.strip()) is not None


def is_date(text: str) -> bool:
    """Tell whether a text states a moment or day and nothing else but a place and counters."""
    return len(text) <= _LONGEST and _WHOLE.fullmatch(text) is not None


def opens_byline(text: str) -> bool:
    """Tell a line that gives a day and clock time, and then names, but no sentence."""
    return len(text) <= _LONGEST and _BYLINE.fullmatch(text) is not None


def stated_date(text: str) -> str:
    """Give the date of publication that a text states by name: «Опубликовано: 2 мая 2024»."""
    if len(text) > 2 * _LONGEST:
        return ""
    found = _STATED.search(text)
    return found[0] if found else world.date_of_entry(text)


def is_counted_date(text: str) -> bool:
    """Tell a date that counters of views or comments follow, as below an article."""
    return is_date(text) and _COUNTERS.search(text) is not None


def is_stated_date(text: str) -> bool:
    """Tell a text that states a date of publication by name, and nothing else."""
    return is_date(text) and _STATED.match(text) is not None


def is_of_today(text: str) -> bool:
    """Tell the date of a page's clock: «Понедельник, 2 мая 2024»."""
    return _DAY_OF_WEEK.search(text) is not None


def holds_date(text: str) -> bool:
    """Tell whether a date is somewhere in a text that is known to be about one."""
    may = len(text) <= 2 * _LONGEST and _MAY_HOLD.search(text)
    return bool(may) and _ANY.search(text) is not None


def ends_in_update(text: str) -> bool:
    """Tell words after which the moment of a change follows, and not that of publication."""
    return _ENDS_SO.search(text) is not None


def split_update(text: str) -> tuple[str, str | None]:
    """Part «… (обновлено: …)» into the date of publication and the text of the later one."""
    found = _MODIFIED.search(text)
    if not found or not holds_date(found[0]):
        return text, None
    later = found[0].strip(" ([,|.;)]")
    return text[: found.start()].strip(" ,|.;"), _NAME.sub("", later, count=1) or later
