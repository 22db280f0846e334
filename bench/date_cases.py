"""Third-party date cases: what each expects, at its own grain, and whether an answer is right."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

SHARED: Final = Path(os.environ.get("DOZOR_SHARED", Path(__file__).parents[2] / "shared"))
REFERENCE: Final = datetime(2020, 6, 17, 12)  # noqa: DTZ001  for cases that state none
GRAINS: Final = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade")
_UNITS: Final = (
    ("second", r"секунд|сек\b|\d с\b"),
    ("minute", r"минут|мин\b"),
    ("hour", r"\bчас|\bч\b"),
    ("day", r"\b(день|дня|дней|дн)\b"),
    ("week", r"недел|нед\b"),
    ("month", r"месяц|мес\b"),
    ("quarter", r"квартал"),
    ("year", r"год|\bлет\b|\bг\b|\bл\b"),
)
_COUNTED: Final = re.compile(r"назад|через|^[+-]|(прошл|следующ)\w+ (недел|месяц|год)|^\d+ лет")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the text, what it is read from, and the day or moment that its suite expects."""

    suite: str
    text: str
    reference: datetime
    kind: str
    expected: datetime | None
    grain: str
    days: tuple[date, ...] = ()
    parts: tuple[int | None, int | None, int | None] | None = None
    tolerance: bool = False


def load_date_cases() -> list[Case]:
    """Give all shared date cases; none where the shared folder is missing."""
    files = sorted((SHARED / "data" / "dates").glob("*.jsonl"))
    return [
        _case(path.stem.removeprefix("dates_ru_"), json.loads(line))
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _case(suite: str, raw: dict[str, Any]) -> Case:
    reference = datetime.fromisoformat(raw["reference"]) if raw.get("reference") else REFERENCE
    kind, expected = raw["kind"], raw["expected"]
    if kind == "search_in_text":
        days = tuple(datetime.fromisoformat(hit["datetime"]).date() for hit in expected)
        return Case(suite, raw["text"], reference, kind, None, "day", days=days)
    if isinstance(expected, dict):
        parts = (expected.get("year"), expected.get("month"), expected.get("day"))
        return Case(suite, raw["text"], reference, kind, None, _parts_grain(parts), parts=parts)
    if suite == "nemo_spoken":
        return _spoken(suite, raw["text"], reference, kind, expected)
    moment = datetime.fromisoformat(expected)
    grain = raw.get("grain") or _grain(raw["text"])
    return Case(suite, raw["text"], reference, kind, moment, grain, tolerance="tolerance" in raw)


def _parts_grain(parts: tuple[int | None, int | None, int | None]) -> str:
    return "day" if parts[2] else "month" if parts[1] else "year"


def _grain(text: str) -> str:
    """Say how finely a text states its moment, from its words alone."""
    low = text.lower()
    if re.search(r"\d:\d\d:\d\d", low):
        return "second"
    if re.search(r"\d:\d\d", low):
        return "minute"
    if _COUNTED.search(low):
        return next((grain for grain, words in _UNITS if re.search(words, low)), "day")
    if re.fullmatch(r"(год)? ?\d{3,4} ?(год|г\.?)?", low):
        return "year"
    if re.fullmatch(r"[а-я]{3,}\.?( \d{4})?", low) and not re.search("чера|одня|втра|ник", low):
        return "month"
    return "day"


def _spoken(suite: str, text: str, reference: datetime, kind: str, expected: str) -> Case:
    """Read a spoken case's written form: «23.10.2002», «18.05», «13:05», «в 2000гг.»."""
    months = {"фев": "02"}
    written = re.sub(r"[а-я]{3}", lambda m: months.get(m.group(), ""), expected.rstrip("г."))
    numbers = [int(n) for n in re.findall(r"\d+", written)]
    if ":" in expected:
        moment = reference.replace(hour=numbers[0], minute=numbers[1], second=0)
        return Case(suite, text, reference, kind, moment, "minute")
    if len(numbers) == 1:
        return Case(suite, text, reference, kind, None, "year", parts=(numbers[0], None, None))
    day, month, year = (*numbers, None)[:3] if numbers else (1, 3, None)
    if year is not None and year < 100:
        year += 1900 if year > 40 else 2000
    return Case(suite, text, reference, kind, None, "day", parts=(year, month, day))


def holds(case: Case, first: datetime, last: datetime, grain: str) -> bool:
    """Tell whether an answer from `first` to `last`, known to `grain`, is right for a case."""
    if case.parts is not None:
        return _same_parts(case.parts, first) and (grain == case.grain or grain == "decade")
    if case.expected is None:
        return False
    if not _grain_fits(grain, case.grain):
        return False
    slack = _SLACK.get(case.grain, timedelta()) if case.tolerance else timedelta()
    return first - slack <= case.expected <= last + slack


def _grain_fits(given: str, wanted: str) -> bool:
    """Neither invented nor lost: a month's answer to a month's text."""
    return given == wanted or {given, wanted} <= {"second", "minute"}


def _same_parts(parts: tuple[int | None, int | None, int | None], first: datetime) -> bool:
    got = (first.year, first.month, first.day)
    return all(want is None or want == have for want, have in zip(parts, got, strict=True))


_SLACK: Final = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
