from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import RawGrant
from pipelines.normalize import normalize_grant
from pipelines.records import Grant, InvalidRecord

UNUSED = "проект, к реализации которого победитель конкурса не приступал (грант не использовался)"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def grant(**fields: Any) -> Grant:
    raw = RawGrant(url="https://f.example/1", **{"title": "Проект", **fields})
    return normalize_grant(raw, reference=NOW)


def test_sums_are_read_by_role_whatever_their_spaces() -> None:
    found = grant(
        requested="2 201 600,00\u202f₽",
        cofinancing="2\u00a0020\u00a0360,00",
        total="4\u202f221\u202f960,00 руб.",
        awarded="100,01",
    )
    assert found.requested_kopecks == 220160000
    assert found.cofinancing_kopecks == 202036000
    assert found.total_kopecks == 422196000
    assert found.awarded_kopecks == 10001
    assert (found.disbursed_kopecks, found.currency) == (None, "RUB")
    assert found.texts["total_kopecks"] == "4 221 960,00 руб."


@pytest.mark.parametrize(
    "text",
    [
        "до 500 тыс. руб.",
        "около 5 млн ₽",
        "$ 1 000",
        "по согласованию",
        "300–500 тыс. ₽",
        "-5,00 ₽",
    ],
)
def test_what_is_no_single_sum_in_roubles_stays_words(text: str) -> None:
    found = grant(requested=text)
    assert (found.requested_kopecks, found.currency) == (None, None)
    assert found.texts["requested_kopecks"] == text
    assert "requested_kopecks" in found.problems


def test_a_period_has_its_days() -> None:
    found = grant(period="03.07.2023 - 29.12.2023", submitted="15.03.2023")
    assert found.period_edtf == "2023-07-03/2023-12-29"
    assert (found.starts_on, found.ends_on) == ("2023-07-03", "2023-12-29")
    assert found.submitted_on == "2023-03-15"


@pytest.mark.parametrize("text", ["29.12.2023 - 03.07.2023", "31.02.2023 - 29.12.2023"])
def test_two_dates_that_make_no_period_are_not_halved(text: str) -> None:
    found = grant(period=text)
    assert (found.period_edtf, found.starts_on, found.ends_on) == (None, None, None)
    assert found.texts["period_edtf"] == text
    assert found.problems["period_edtf"] == "no period can be read"


@pytest.mark.parametrize("text", ["около 15 мая 2023 года", "15 мая 2023 г. (предположительно)"])
def test_a_day_that_is_only_about_right_stays_words(text: str) -> None:
    found = grant(submitted=text)
    assert found.submitted_on is None
    assert found.texts == {"submitted_on": text}
    assert found.problems == {"submitted_on": "approximate or uncertain"}


def test_a_month_is_no_day() -> None:
    found = grant(decided="январь 2024")
    assert found.decided_on is None
    assert found.problems == {"decided_on": "known to the month only"}
    assert found.texts == {"decided_on": "январь 2024"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("победитель конкурса", "won"),
        ("На независимой экспертизе", "under_review"),
        ("проект не получил поддержку", "not_supported"),
        ("проект не получил поддержки", "not_supported"),
        ("Отозвана заявителем", "withdrawn"),
        ("проект завершен", "other"),
    ],
)
def test_a_status_stands_beside_the_sites_words(text: str, status: str) -> None:
    found = grant(status=text)
    assert (found.status, found.status_text) == (status, text)
    assert ("status" in found.problems) == (status == "other")


@pytest.mark.parametrize(
    ("text", "evaluation"),
    [
        ("проект реализован успешно", "success"),
        ("Проект реализован  неудовлетворительно", "failure"),
        (UNUSED, "not_started"),
        ("проект реализован с замечаниями", "other"),
    ],
)
def test_an_evaluation_is_never_guessed(text: str, evaluation: str) -> None:
    assert grant(evaluation=text).evaluation == evaluation


def test_numbers_with_wrong_check_digits_are_kept_as_printed() -> None:
    found = grant(inn="7707083894", ogrn="1027700132195")
    assert (found.inn, found.ogrn) == ("7707083894", "1027700132195")
    assert set(found.problems) == {"inn"}
    assert grant(inn="не указан").inn is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("№ 23-2-003335", "23-2-003335"),
        ("ПФКИ-23-2-003335", "ПФКИ-23-2-003335"),
        ("0417", "0417"),
        ("без номера", None),
    ],
)
def test_an_application_number_is_the_key_where_there_is_one(text: str, number: str) -> None:
    found = grant(application_number=text, key="https://f.example/k")
    assert found.application_number == number
    assert found.key == (number or "https://f.example/k")


@pytest.mark.parametrize(
    ("text", "rating"), [("74,33", 74.33), ("74.33 балла", 74.33), ("80", 80.0), ("высокий", None)]
)
def test_a_rating_is_a_number(text: str, rating: float | None) -> None:
    assert grant(rating=text).rating == rating
    assert grant(rating=text).texts["rating"] == text


def test_a_website_that_is_none_is_null() -> None:
    assert grant(website="Нет").website is None
    assert grant(website="les.example").website == "les.example"


def test_labels_that_nobody_knows_are_kept_and_reported() -> None:
    found = grant(unknown={"Куратор проекта ": " назначен"})
    assert found.texts == {"Куратор проекта": "назначен"}
    assert found.problems == {"Куратор проекта": "unknown label"}


def test_lists_and_paragraphs_are_folded() -> None:
    found = grant(aims=("Цель\u00a0одна", " "), summary="Раз.\n\nДва.")
    assert (found.aims, found.summary) == (("Цель одна",), "Раз.\nДва.")


def test_a_grant_needs_a_title() -> None:
    with pytest.raises(InvalidRecord, match="no title"):
        grant(title=" ")


TEXTS = ("requested", "submitted", "period", "inn", "ogrn", "rating", "status", "evaluation")
NUMBERED = st.text(st.sampled_from("0123456789 .,-–/₽$млнруб\u00a0"), max_size=30)


@given(st.dictionaries(st.sampled_from([*TEXTS, "application_number"]), st.text() | NUMBERED))
def test_no_text_raises_and_none_is_lost(fields: dict[str, str]) -> None:
    found = grant(**fields)
    read = sum(1 for text in fields.values() if text.strip())
    assert len(found.texts) <= read
    for column in found.problems:
        assert column in found.texts
        assert asdict(found)[column] in {None, "other", found.texts[column]}


@pytest.mark.parametrize("text", ["01.01.0001", "01.01.0001 00:00:00", "1.1.0001", "0001-01-01"])
def test_a_date_that_was_never_set_is_none(text: str) -> None:
    found = grant(submitted=text, decided=text)
    assert (found.submitted_on, found.decided_on) == (None, None)
    assert found.texts["submitted_on"] == text
    assert "empty date" in found.problems["submitted_on"]


def test_a_term_with_a_date_that_was_never_set_is_none() -> None:
    found = grant(period="01.02.2024 - 01.01.0001")
    assert (found.period_edtf, found.starts_on, found.ends_on) == (None, None, None)
    assert "empty date" in found.problems["period_edtf"]


def test_a_year_that_only_looks_like_it_is_a_year() -> None:
    assert grant(submitted="01.01.2001").submitted_on == "2001-01-01"


def test_a_region_becomes_its_code_beside_the_sites_words() -> None:
    found = grant(region="Республика  Саха (Якутия)")
    assert (found.region, found.texts["region"]) == ("RU-SA", "Республика Саха (Якутия)")
    assert grant(region="RU-TOM").texts == {}, "a source's own code is no word of the site"
    unknown = grant(region="Лукоморье")
    assert (unknown.region, unknown.problems["region"]) == ("Лукоморье", "unknown region")


def test_a_direction_gets_the_funds_name_and_only_there_is_another_reported() -> None:
    found = grant(direction="сохранение  исторической памяти", source_id="president_grants")
    assert found.direction == "Сохранение исторической памяти"
    assert found.texts["direction"] == "сохранение исторической памяти"
    new = grant(direction="Полёты на Луну", source_id="president_grants")
    assert (new.direction, new.problems["direction"]) == ("Полёты на Луну", "unknown wording")
    assert grant(direction="Культурный код", source_id="culture_fund").problems == {}


def test_a_label_that_was_printed_twice_is_a_problem_of_its_column() -> None:
    found = grant(requested="100,00", repeated={"requested": "200,00"})
    assert found.requested_kopecks == 10000
    assert found.problems["requested_kopecks"] == "stated twice, once more as 200,00"


@pytest.mark.parametrize(
    "printed",
    ["12 34 567,00 ₽", "1e30 ₽", "500 000 ₽ 00 коп.", "100 ₽ (из 200 ₽)", "1 000 ₽ 2 000 ₽"],
)
def test_a_field_of_which_only_a_part_reads_as_a_sum_is_reported(printed: str) -> None:
    raw = RawGrant(url="https://fund.example/1", title="Лес", total=printed)
    grant = normalize_grant(raw, reference=datetime(2026, 3, 1, tzinfo=UTC))
    assert (grant.total_kopecks, grant.texts["total_kopecks"]) == (None, printed)
    assert "total_kopecks" in grant.problems
