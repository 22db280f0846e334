"""Dozor's own table of cases, read from Wednesday, 14 February 2024, noon, in Moscow."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.dates import DateValue, find_dates, parse_date

REFERENCE = datetime(2024, 2, 14, 12)  # noqa: DTZ001
with (Path(__file__).parent / "cases.tsv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(text: str, **options: Any) -> DateValue | None:
    return parse_date(text, **({"reference": REFERENCE, "timezone": "Europe/Moscow"} | options))


def known(text: str, **options: Any) -> DateValue:
    value = read(text, **options)
    assert value is not None
    return value


@pytest.mark.parametrize("case", CASES, ids=[case["text"] or "nothing" for case in CASES])
def test_a_field_is_read_as_the_table_says(case: dict[str, str]) -> None:
    value = read(case["text"])
    found = (value.edtf, value.precision) if value else ("-", "-")
    assert found == (case["edtf"], case["precision"])


def test_the_words_that_were_read_come_back() -> None:
    assert known("Дата: 15 марта 2024 г., Псков").text == "15 марта 2024 г."


def test_yakutsk_clock_gives_the_instant() -> None:
    value = known("13:47, 24 декабря 2021", timezone="Asia/Yakutsk")
    assert value.edtf == "2021-12-24T13:47:00+09:00"
    assert value.utc.isoformat() == "2021-12-24T04:47:00+00:00"
    assert value.precision == "minute"


def test_a_clock_time_without_any_zone_has_no_instant() -> None:
    value = known("13:47, 24 декабря 2021", timezone=None)
    assert (value.edtf, value.utc) == ("2021-12-24T13:47:00", None)


def test_two_clocks_that_show_one_instant_are_one_moment() -> None:
    value = known(
        "16 марта 2024 года, 0:00 (15 марта 2024 года, 18:00 мск)", timezone="Asia/Yakutsk"
    )
    assert value.edtf == "2024-03-16T00:00:00+09:00"


def test_moscow_was_at_plus_four_in_2012() -> None:
    assert read("15.03.2012 10:00 (мск)", timezone="Asia/Omsk").edtf.endswith("+04:00")


@pytest.mark.parametrize("text", ["31.10.2010 02:30", "27.03.2011 02:30"])
def test_a_clock_time_shown_twice_or_never_has_no_instant(text: str) -> None:
    value = known(text)
    assert value.utc is None
    assert len(value.edtf) == len("2010-10-31T02:30:00")


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("15 марта", "2023-03-15", "2024-03-15"),
        ("14 февраля", "2024-02-14", "2024-02-14"),
        ("29 февраля", "2020-02-29", "2024-02-29"),
        ("в мае", "2023-05", "2024-05"),
        ("летом", "2023-22", "2024-22"),
        ("в четверг", "2024-02-08", "2024-02-15"),
        ("с 22 по 25 декабря", "2023-12-22/2023-12-25", "2024-12-22/2024-12-25"),
        ("с 10 по 20 февраля", "2024-02-10/2024-02-20", "2024-02-10/2024-02-20"),
        ("20 числа", "2024-01-20", "2024-02-20"),
        ("понедельник, 15 апреля", "2024-04-15", "2024-04-15"),
    ],
)
def test_what_is_left_out_is_looked_for_in_the_preferred_direction(
    text: str, past: str, future: str
) -> None:
    assert known(text).edtf == past
    assert known(text, prefer="future").edtf == future


def test_a_naive_reference_stands_in_the_zone_and_an_aware_one_is_moved_there() -> None:
    aware = datetime.fromisoformat("2024-02-13T20:00:00+00:00")
    assert known("сегодня", reference=aware, timezone="Asia/Yakutsk").edtf == "2024-02-14"
    assert known("сегодня", reference=aware, timezone=None).edtf == "2024-02-13"
    assert known("5 минут назад", reference=aware, timezone=None).utc.minute == 55


def test_an_unknown_zone_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="no such time zone"):
        read("сегодня", timezone="Europe/Pskov")


RUNNING = [
    ("В Пскове 15 марта 2024 года прошёл форум, его открыли в 10:00.", ["2024-03-15"]),
    ("Гранты на 1,5 млн рублей получили 24 проекта, 12 мая подведут итоги.", ["2023-05-12"]),
    ("Тел. 8 (8112) 66-23-89, 22-12-21, 8-800-555-35-35", []),
    ("Курс: $ 93,29 • 99,56, 24.04", []),
    ("статья 15 закона № 7-ФЗ от 12.01.1996", ["1996-01-12"]),
    ("в соответствии с пунктом 3.2 и 15.03 Положения", []),
    ("Марта Волкова и Август Лис", []),
    ("Работы идут с августа по октябрь, закончат до конца года", ["2023-08/2023-10", "../2024"]),
    ("В 2023 году собрали 2024 рубля", ["2023"]),
    ("За последние 5 лет и в течение 10 дней", []),
    ("Дом построен в 1905 году, снесён в 90-е.", ["1905", "199X"]),
    ("Он работал с 1990 по 1995 годы.", ["1990/1995"]),
    ("Счёт 3:1, масштаб 1:25, версия 2.10.15", []),
    ("от 300 до 500 тысяч рублей, с 10 до 15 человек", []),
    ("до 3 лет, около 2000 человек, в 8 раз больше, на 5 процентов", []),
    ("более 20 лет назад, через 3 часа после аварии", []),
    ("ул. 8 Марта, площадь 9 Мая, улица 1905 года", []),
    ("5-й микрорайон, на 4-м километре, 1-4 место", []),
    ("во второй половине дня, в первом чтении, час пик", []),
    ("сегодня и завтра", ["2024-02-14", "2024-02-15"]),
    ("15 и 20 марта 2024", ["2024-03-15", "2024-03-20"]),
    ("2023/2024 учебный год", ["2023/2024"]),
    ("Это уже шестой год, через 1,5 часа, в 2,5 раза", ["2024-02-14T13:30:00+03:00"]),
    ("Заявка № 23-1-001234 от 10.03.2023", ["2023-03-10"]),
    ("ИНН 7701234567, ОГРН 1027700132195", []),
]


@pytest.mark.parametrize(("text", "expected"), RUNNING)
def test_running_text_yields_its_dates_and_nothing_else(text: str, expected: list[str]) -> None:
    values = find_dates(text, reference=REFERENCE, timezone="Europe/Moscow")
    assert [value.edtf for value in values] == expected


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024/март/15", "2024-03-15"),
        ("2024 мар 15 10:20", "2024-03-15T10:20:00+03:00"),
        ("март-15-2024", "2024-03-15"),
        ("31 июня 2024", None),
        ("2024/март", None),
    ],
)
def test_dateparser_answers_where_the_text_shows_every_part(text: str, edtf: str | None) -> None:
    value = read(text)
    assert (value.edtf if value else None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("3/25/2019", "2019-03-25"),
        ("2/26/2015 7:11 AM PST", "2015-02-26T07:11:00-08:00"),
        ("25/3/2019", "2019-03-25"),
        ("12/25/14", None),
        ("13/25/2014", None),
    ],
)
def test_figures_that_only_begin_with_a_month_are_read_where_they_may(
    text: str, edtf: str | None
) -> None:
    value = read(text, month_first=True)
    assert (value.edtf if value else None) == edtf
