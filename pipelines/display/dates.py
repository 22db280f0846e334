"""Dates in words, exactly as precise as they are known."""

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.display.names import CENTURIES, MONTHS, OF_MONTHS, PARTS

MOSCOW = ZoneInfo("Europe/Moscow")
_SPACE = "\u00a0"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?")
_QUALIFIER = {"?": "uncertain", "~": "approximate", "%": "approximate"}
_WORDS = {
    "ru": {
        "year": "{} год",
        "of_year": "{}{}года",
        "decade": "{}-е{}годы",
        "century": "{}{}век",
        "uncertain": "{} (предположительно)",
        "approximate": "{} (приблизительно)",
        "moscow": "по{}Москве",
        "span": "{} — {}",
        "from": "{} — …",
        "until": "… — {}",
    },
    "en": {
        "year": "{}",
        "of_year": "{}",
        "decade": "{}s",
        "century": "{}{}century",
        "uncertain": "{} (uncertain)",
        "approximate": "{} (approximate)",
        "moscow": "Moscow{}time",
        "span": "{} – {}",
        "from": "{} – …",
        "until": "… – {}",
    },
}


def read_edtf(edtf: str, language: str = "ru", *, clock: bool = True) -> str:
    """Say an EDTF date in words, at its own precision; what is no known form is given as it is.

    `clock` also says the time of day, in the zone of the value and in Moscow's beside it.

    >>> read_edtf("2021-12-24").split()
    ['24', 'декабря', '2021', 'года']
    """
    edtf = edtf.strip()
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return _interval(start, end, language)
    qualifier = _QUALIFIER.get(edtf[-1:], "")
    words = _single(edtf.rstrip("?~%"), language, clock=clock)
    return _WORDS[language][qualifier].format(words) if qualifier else words


def read_moment(utc: str, language: str = "ru", timezone: str | None = None) -> str:
    """Say an instant of UTC (`…Z`) by the clock of a zone, and of Moscow where the two differ."""
    moment = _aware(utc)
    if moment is None:
        return utc
    local = moment.astimezone(_zone(timezone))
    return f"{_date(local, language)},{_SPACE}{_clocks(local, language)}"


def _interval(start: str, end: str, language: str) -> str:
    words = _WORDS[language]
    if start in {"", ".."}:
        return words["until"].format(read_edtf(end, language))
    if end in {"", ".."}:
        return words["from"].format(read_edtf(start, language))
    return words["span"].format(read_edtf(start, language), read_edtf(end, language))


def _single(edtf: str, language: str, *, clock: bool) -> str:
    if _MOMENT.fullmatch(edtf):
        return _moment(edtf, language, clock=clock)
    if match := _DATE.fullmatch(edtf):
        return _day(int(match[1]), int(match[2]), int(match[3]), language) or edtf
    if match := re.fullmatch(r"(\d{4})-(\d{2})", edtf):
        return _part(match[1], int(match[2]), language) or edtf
    if re.fullmatch(r"\d{4}", edtf):
        return _WORDS[language]["year"].format(edtf).replace(" ", _SPACE)
    return _span_of_years(edtf, language) or edtf


def _span_of_years(edtf: str, language: str) -> str:
    if match := re.fullmatch(r"(\d{3})X?", edtf):
        return _WORDS[language]["decade"].format(f"{match[1]}0", _SPACE)
    match = re.fullmatch(r"(\d{2})(?:XX)?", edtf)
    name = CENTURIES[language].get(int(match[1]) + 1) if match else None
    return _WORDS[language]["century"].format(name, _SPACE) if name else ""


def _part(year: str, number: int, language: str) -> str:
    """Name a month, or one of the parts of a year that EDTF numbers from 21 on."""
    if 1 <= number <= len(MONTHS[language]):
        return f"{MONTHS[language][number - 1]}{_SPACE}{year}"
    name = PARTS[language].get(number, "")
    return f"{name} {_of_year(year, language)}" if name else ""


def _of_year(year: str, language: str) -> str:
    return _WORDS[language]["of_year"].format(year, _SPACE)


def _day(year: int, month: int, day: int, language: str) -> str:
    if not 1 <= month <= len(OF_MONTHS[language]):
        return ""
    name = OF_MONTHS[language][month - 1]
    return f"{day}{_SPACE}{name} {_of_year(f'{year:04}', language)}"


def _date(moment: datetime, language: str) -> str:
    return _day(moment.year, moment.month, moment.day, language)


def _moment(edtf: str, language: str, *, clock: bool) -> str:
    moment = _parsed(edtf)
    if moment is None:
        return edtf
    if not clock:
        return _date(moment, language)
    return f"{_date(moment, language)},{_SPACE}{_clocks(moment, language)}"


def _clocks(moment: datetime, language: str) -> str:
    """Give the clock time; where a zone is known, Moscow's beside it."""
    local = f"{moment.hour}:{moment.minute:02}"
    if moment.tzinfo is None:
        return local
    moscow = moment.astimezone(MOSCOW)
    words = _WORDS[language]["moscow"].format(_SPACE)
    if moscow.utcoffset() == moment.utcoffset():
        return f"{local}{_SPACE}{words}"
    there = f"{moscow.hour}:{moscow.minute:02}{_SPACE}{words}"
    same_day = moscow.date() == moment.date()
    return f"{local} ({there if same_day else f'{_date(moscow, language)}, {there}'})"


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _aware(utc: str) -> datetime | None:
    moment = _parsed(utc)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else MOSCOW
    except (ZoneInfoNotFoundError, ValueError):
        return MOSCOW
