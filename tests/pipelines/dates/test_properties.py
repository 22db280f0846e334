"""What holds for every text, date and zone."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.dates import DateValue, bounds, find_dates, find_deadline, parse_date
from pipelines.display.dates import read_edtf, read_moment

Write = Callable[[date], str]
Join = Callable[[str, str], str]
Prefer = Literal["past", "future"]
REFERENCE = datetime(2024, 2, 14, 12, tzinfo=UTC)
GENITIVE = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
SHORT = [
    "янв.",
    "февр.",
    "мар.",
    "апр.",
    "мая",
    "июн.",
    "июл.",
    "авг.",
    "сент.",
    "окт.",
    "нояб.",
    "дек.",
]
ZONES = ["Europe/Moscow", "Asia/Yakutsk", "Europe/Kaliningrad", "Asia/Kamchatka", "Asia/Omsk"]
FORMATS: list[Write] = [
    lambda d: d.strftime("%d.%m.%Y"),
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: d.strftime("%d/%m/%Y"),
    lambda d: d.strftime("%d-%m-%Y"),
    lambda d: d.strftime("%Y-%m-%d"),
    lambda d: d.strftime("%Y/%m/%d"),
    lambda d: f"{d.day} {GENITIVE[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02d} {GENITIVE[d.month - 1]} {d.year} г.",
    lambda d: f"{d.day}-го {GENITIVE[d.month - 1]} {d.year} года",
    lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year} г.",
    lambda d: f"{GENITIVE[d.month - 1]} {d.day}, {d.year}",
]
CLOCKED: list[Join] = [
    lambda d, t: f"{d} {t}",
    lambda d, t: f"{t} {d}",
    lambda d, t: f"{t}, {d}",
    lambda d, t: f"{d}, {t}",
    lambda d, t: f"{d} в {t}",
    lambda d, t: f"{d} | {t}",
    lambda d, t: f"в {t} {d}",
]
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2099, 12, 30))  # noqa: DTZ001
PIECES = st.sampled_from(
    [
        "с",
        "по",
        "до",
        "от",
        "в",
        "на",
        "15",
        "22",
        "2024",
        "марта",
        "май",
        "г.",
        "года",
        "-",
        "–",
        ",",
        ".",
        "|",
        "(",
        ")",
        "18:00",
        "мск",
        "15.03.2024",
        "вчера",
        "назад",
        "через",
        "3",
        "часа",
        "неделю",
        "прошлом",
        "году",
        "около",
        "не",
        "позднее",
        "XX",
        "века",
        "первый",
        "квартал",
        "среду",
        "утра",
        "1990-е",
        "без",
        "четверти",
        "половина",
        "начале",
        "утром",
        "возможно",
        "?",
        "~",
        "+3",
        "60",
        "31",
        "февраля",
        "0",
        "000",
        "тысяча",
        "девятьсот",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join))


def read(text: str, timezone: str | None = "Europe/Moscow") -> DateValue:
    value = parse_date(text, reference=REFERENCE, timezone=timezone)
    assert value is not None
    return value


@given(DAYS, st.sampled_from(FORMATS))
def test_a_written_day_is_read_back(day: date, write: Write) -> None:
    value = read(write(day))
    assert (value.edtf, value.precision, value.utc) == (day.isoformat(), "day", None)


@given(DAYS, st.times(), st.sampled_from(FORMATS), st.sampled_from(CLOCKED), st.sampled_from(ZONES))
def test_a_written_moment_is_read_back_in_every_zone(
    day: date, clock: clock_time, write: Write, join: Join, zone: str
) -> None:
    moment = datetime.combine(day, clock.replace(second=0, microsecond=0))
    value = read(join(write(day), moment.strftime("%H:%M")), zone)
    assert value.edtf.startswith(moment.isoformat(timespec="seconds"))
    assert value.precision == "minute"
    if value.utc is not None:
        assert value.utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == moment


@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_iso_with_an_offset_is_read_back(moment: datetime, minutes: int) -> None:
    zone = timedelta(minutes=minutes)
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    text = f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02d}:{size % 60:02d}"
    assert read(text).utc == (moment.replace(microsecond=0) - zone).replace(tzinfo=UTC)


@given(DAYS, DAYS, st.sampled_from(FORMATS[:8]), st.sampled_from([" - ", "–", " — "]))
def test_a_written_period_is_read_back(one: date, other: date, write: Write, dash: str) -> None:
    first, last = sorted([one, other])
    if first < last:
        assert read(f"{write(first)}{dash}{write(last)}").edtf == f"{first}/{last}"
        assert read(f"с {write(first)} по {write(last)}").edtf == f"{first}/{last}"


@given(st.integers(1, 400), st.sampled_from(ZONES))
def test_days_are_counted_both_ways(days: int, zone: str) -> None:
    today = REFERENCE.astimezone(ZoneInfo(zone)).date()
    assert read(f"{days} дней назад", zone).edtf == str(today - timedelta(days))
    assert read(f"через {days} дней", zone).edtf == str(today + timedelta(days))


RUSSIAN = re.compile(
    r"(?:Europe|Asia)/(?:"
    "Kaliningrad|Moscow|Simferopol|Kirov|Volgograd|Astrakhan|Saratov|"
    "Ulyanovsk|Samara|Yekaterinburg|Omsk|Novosibirsk|Barnaul|Tomsk|"
    "Novokuznetsk|Krasnoyarsk|Irkutsk|Chita|Yakutsk|Khandyga|Vladivostok|"
    "Ust-Nera|Magadan|Sakhalin|Srednekolymsk|Kamchatka|Anadyr"
    ")"
)
EVERY_ZONE = sorted(filter(RUSSIAN.fullmatch, available_timezones()))
YEARS = st.integers(1000, 2099)
PARTS = st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 37), 40, 41])
POINTS = st.one_of(
    DAYS.map(str),
    YEARS.map(str),
    st.tuples(YEARS, PARTS).map(lambda part: f"{part[0]}-{part[1]:02d}"),
)
COARSE = st.one_of(
    st.integers(100, 209).map(lambda decade: f"{decade}X"),
    st.integers(16, 20).map(lambda century: f"{century}XX"),
)
DATES = st.tuples(POINTS, st.sampled_from(["", "", "~", "?"])).map("".join)


@given(st.one_of(DATES, COARSE))
def test_what_dozor_shows_is_read_back(edtf: str) -> None:
    assert read(read_edtf(edtf)).edtf == edtf


@given(DAYS, DAYS)
def test_a_period_that_dozor_shows_is_read_back(one: date, other: date) -> None:
    first, last = sorted([one, other])
    ends = [f"{first}/..", f"../{last}", *([f"{first}/{last}"] if first < last else [])]
    assert [read(read_edtf(edtf)).edtf for edtf in ends] == ends


@given(st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 30)), st.sampled_from(EVERY_ZONE))  # noqa: DTZ001
@example(datetime(1990, 9, 29, 16), "Asia/Chita")  # noqa: DTZ001  the clocks were put back
def test_an_instant_that_dozor_shows_is_read_back_or_left_open(moment: datetime, zone: str) -> None:
    utc = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    written = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    value = read(read_moment(written, timezone=zone), zone)
    assert value.utc in {utc, None}
    assert value.precision == "minute"


EDTF = re.compile(
    r"\.\.|-?\d{4}(-\d\d(-\d\d)?)?[~?%]?|\d{3}X[~?%]?|\d\dXX[~?%]?"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"
)
FINENESS = {"century": 4, "decade": 4, "year": 4, "month": 7, "day": 10}


@settings(max_examples=400)
@given(TEXTS, st.sampled_from([None, *ZONES]), st.sampled_from(["past", "future"]))
def test_no_text_raises_and_every_answer_keeps_its_promises(
    text: str, zone: str | None, prefer: Prefer
) -> None:
    values = find_dates(text, reference=REFERENCE, timezone=zone, prefer=prefer)
    single = parse_date(text, reference=REFERENCE, timezone=zone, prefer=prefer)
    find_deadline(text, reference=REFERENCE, timezone=zone)
    for value in [*values, *([single] if single else [])]:
        assert all(EDTF.fullmatch(end) for end in value.edtf.split("/")), value
        clocked = value.precision in {"hour", "minute", "second"}
        assert ("T" in value.edtf) == clocked
        assert value.utc is None or clocked
        if value.precision in FINENESS:
            assert len(value.edtf.strip("-~?%")) <= FINENESS[value.precision]
        first, last = bounds(value.edtf)
        assert first is None or last is None or first <= last


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3), st.sampled_from([" ", ", ", " и "]))
def test_no_rule_nests_without_end(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces * 700)
    find_dates(text, reference=REFERENCE, timezone="Europe/Moscow")


def test_the_machines_zone_locale_and_clock_do_not_count() -> None:
    code = (
        "from datetime import datetime; from pipelines.dates import parse_date\n"
        "for text in ['вчера в 14:20', '15 марта', 'декабрь 2021', '2 часа назад', '1/2/2024']:\n"
        "    print(parse_date(text, reference=datetime(2024, 2, 14, 12), timezone='Asia/Omsk'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **extra, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        ).stdout
        for extra in ({"TZ": "UTC"}, {"TZ": "Asia/Kamchatka", "LC_ALL": "C"}, {"LANG": "de_DE"})
    }
    assert len(answers) == 1


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1", "от ", "([{", "до 15 ", "15.03.2024 ", "с 1 ", "1 час "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def once(text: str) -> float:
        start = time.process_time()
        find_dates(text, reference=REFERENCE, timezone="Europe/Moscow")
        return time.process_time() - start

    def seconds(size: int) -> float:
        """The best of three: other programs on the machine only make it longer."""
        return min(once(piece * (size // len(piece))) for _ in range(3))

    seconds(1000)
    assert seconds(200_000) < 8 * seconds(50_000) + 0.05
