"""Date cases, third-party and Dozor's own: what each expects, judged at the case's own grain."""

from __future__ import annotations

import csv
import json
import os
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pipelines.dates import bounds

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = Path(os.environ.get("DOZOR_SHARED", ROOT.parent / "shared"))
OWN: Final = ROOT / "tests" / "pipelines" / "dates" / "cases.tsv"
REFERENCE: Final = datetime(2020, 6, 17, 12)  # noqa: DTZ001  for cases that state none
OWN_REFERENCE: Final = datetime(2024, 2, 14, 12)  # noqa: DTZ001
_INSTANT: Final = timedelta(microseconds=1)
_PIVOT, _CENTURY = 40, 100


class Answer(NamedTuple):
    """What a reader says: from when to when, and how finely it says to know; None: it does not."""

    first: datetime
    last: datetime
    grain: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A text, what it is read from, and whether an answer (or answers) is right."""

    suite: str
    shape: str
    text: str
    reference: datetime
    expected: str
    accepts: Callable[[list[Answer]], bool]
    running: bool = False


def shared_cases() -> list[Case]:
    """Give the third-party cases; none where the shared folder is missing."""
    return [
        _shared_case(path.stem.removeprefix("dates_ru_"), json.loads(line))
        for path in sorted((SHARED / "data" / "dates").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def own_cases() -> list[Case]:
    """Give the cases of Dozor's own table."""
    with OWN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_own_case(row) for row in rows]


def _own_case(row: dict[str, str]) -> Case:
    edtf, precision = row["edtf"], row["precision"]
    if edtf == "-":
        accepts = _nothing
    else:
        answer = answer_of(edtf, precision)

        def accepts(answers: list[Answer]) -> bool:
            return len(answers) == 1 and _agrees(answers[0], answer)

    return Case("own", row["shape"], row["text"], OWN_REFERENCE, edtf, accepts)


def _nothing(answers: list[Answer]) -> bool:
    return not answers


def _agrees(given: Answer, wanted: Answer) -> bool:
    if given.grain is not None:
        return given == wanted
    return wanted.first <= given.first <= wanted.last and wanted.grain != "period"


def answer_of(edtf: str, precision: str) -> Answer:
    """Give the stretch of local time that an EDTF value of a precision covers."""
    if "T" in edtf:
        first = datetime.fromisoformat(edtf).replace(tzinfo=None)
        return Answer(first, first + timedelta(**{f"{precision}s": 1}) - _INSTANT, precision)
    first_day, last_day = bounds(edtf)
    first = datetime.combine(first_day or date.min, datetime.min.time())
    return Answer(first, datetime.combine(last_day or date.max, datetime.max.time()), precision)


def _shared_case(suite: str, raw: dict[str, Any]) -> Case:
    reference = datetime.fromisoformat(raw["reference"]) if raw.get("reference") else REFERENCE
    text, expected = raw["text"], raw["expected"]
    if raw["kind"] == "search_in_text":
        days = [datetime.fromisoformat(hit["datetime"]).date() for hit in expected]
        shown = ", ".join(str(day) for day in days)
        return Case(suite, "running text", text, reference, shown, _holds_days(days), running=True)
    if isinstance(expected, dict):
        parts = (expected.get("year"), expected.get("month"), expected.get("day"))
        return Case(suite, "coarse", text, reference, _shown(parts), _same_parts(parts))
    if suite == "nemo_spoken":
        return _spoken_case(suite, text, reference, expected)
    moment = datetime.fromisoformat(expected)
    grain = raw.get("grain") or _grain(text)
    slack = _SLACK[grain] if "tolerance" in raw else timedelta()
    shape = _shape(text, grain)
    return Case(suite, shape, text, reference, expected, _holds_moment(moment, grain, slack))


def _shown(parts: tuple[int | None, ...]) -> str:
    return "-".join("?" if part is None else str(part) for part in parts)


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


def _grain(text: str) -> str:
    """Say how finely a text states its moment, from its words alone."""
    low = text.lower()
    if re.search(r"\d:\d\d", low):
        return "second" if re.search(r"\d:\d\d:\d\d", low) else "minute"
    if _COUNTED.search(low):
        return next((grain for grain, words in _UNITS if re.search(words, low)), "day")
    if re.fullmatch(r"(год)? ?\d{3,4} ?(год|г\.?)?", low):
        return "year"
    if re.fullmatch(r"[а-я]{3,}\.?( \d{4})?", low) and not re.search("чера|одня|втра|ник", low):
        return "month"
    return "day"


def _shape(text: str, grain: str) -> str:
    if _COUNTED.search(text.lower()) or re.search("чера|одня|втра|ник|вторник", text.lower()):
        return "relative"
    if grain in {"second", "minute"}:
        return "day and clock"
    return "day" if grain == "day" else "coarse"


def _spoken_case(suite: str, text: str, reference: datetime, written: str) -> Case:
    """Read what a spoken case is written as: «23.10.2002», «18.05», «13:05», «в 2000гг.»."""
    numbers = [int(n) for n in re.findall(r"\d+", written.replace("фев", "02"))]
    if ":" in written:
        moment = reference.replace(hour=numbers[0], minute=numbers[1])
        return Case(suite, "in words", text, reference, written, _holds_moment(moment, "minute"))
    parts: tuple[int | None, ...] = (numbers[0], None, None) if len(numbers) == 1 else (None, 3, 1)
    if len(numbers) > 1:
        year = numbers[2] if len(numbers) > 2 else None  # noqa: PLR2004
        if year is not None and year < _CENTURY:
            year += 1900 if year > _PIVOT else 2000
        parts = (year, numbers[1], numbers[0])
    return Case(suite, "in words", text, reference, written, _same_parts(parts))


def _same_parts(parts: tuple[int | None, ...]) -> Callable[[list[Answer]], bool]:
    """Accept a day, month, year, decade of those numbers."""
    finest = "day" if parts[2] else "month" if parts[1] else "year"

    def accepts(answers: list[Answer]) -> bool:
        if len(answers) != 1 or answers[0].grain not in {finest, "decade", None}:
            return False
        first = answers[0].first
        have = (first.year, first.month, first.day)
        return all(want in {None, one} for want, one in zip(parts, have, strict=True))

    return accepts


_SLACK: Final = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


def _holds_moment(
    moment: datetime, grain: str, slack: timedelta = timedelta()
) -> Callable[[list[Answer]], bool]:
    """Accept an answer of the same grain that holds the moment; without a grain, of that unit."""

    def accepts(answers: list[Answer]) -> bool:
        if len(answers) != 1:
            return False
        first, last, given = answers[0]
        if given is None:
            return _unit(first, grain) == _unit(moment, grain) or abs(first - moment) <= slack
        return given == grain and first - slack <= moment <= last + slack

    return accepts


def _unit(moment: datetime, grain: str) -> object:
    """Cut a moment to its unit."""
    if grain == "week":
        return moment.isocalendar()[:2]
    if grain == "quarter":
        return moment.year, (moment.month - 1) // 3
    lengths = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16, "second": 19}
    return moment.isoformat()[: lengths[grain]]


def _holds_days(days: list[date]) -> Callable[[list[Answer]], bool]:
    """Accept answers that hold every day as an end; of a day without a year, month and day."""
    wanted = {(day.month, day.day) for day in days}

    def accepts(answers: list[Answer]) -> bool:
        ends = [end.date() for answer in answers for end in (answer.first, answer.last)]
        return wanted <= {(end.month, end.day) for end in ends}

    return accepts
