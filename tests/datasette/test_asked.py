"""What a question asks by and there is not: said in words, never an empty answer."""

from collections.abc import Callable

import httpx
import pytest

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("region=Псков", "Возможно: Псковская область (RU-PSK)."),
        ("region=Псковкая область", "Псковская область (RU-PSK)"),
        ("region=RU-PKS", "Псковская область (RU-PSK)"),
        ("region=Абырвалг", "Подойдёт название региона"),
        ("year=abc", "не год"),
    ],
)
def test_what_there_is_not_is_an_error_in_words(get: Get, asked: str, told: str) -> None:
    page = get(f"/dozor/top_organisations?{asked}&_lang=ru")
    assert page.status_code == 400
    assert told in page.text
    assert get(f"/dozor/top_organisations.json?{asked}").json()["ok"] is False
    assert get(f"/dozor/top_organisations.csv?{asked}").status_code == 400


def test_an_unknown_source_names_the_near_one(get: Get) -> None:
    answer = get("/dozor/sums_by_month.json?source=fnd")
    assert (answer.status_code, answer.json()["did_you_mean"]) == (400, ["fond"])


def test_a_region_by_any_of_its_names_is_no_error(get: Get) -> None:
    for name in ("RU-PSK", "Псковская обл.", "Якутия"):
        assert get(f"/dozor/top_organisations?region={name}").status_code == 200


def test_an_empty_answer_says_what_it_covers_all_the_same(get: Get) -> None:
    page = get("/dozor/top_organisations?year=1999").text
    assert 'class="absent"' in page
    assert 'class="covers"' in page
    assert "Фонд добрых дел" in page


def test_a_question_that_needs_a_name_asks_for_it_first(get: Get) -> None:
    page = get("/dozor/news_about?_lang=ru").text
    assert "Введите название организации" in page
    assert "Запрос ничего не вернул" not in page
