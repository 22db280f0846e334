"""Calls for applications: by deadline, with their own words, open or not as of now."""

import re
from collections.abc import Callable

import httpx

Get = Callable[..., httpx.Response]


def text(page: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", plain.replace("\u00a0", " "))


def test_whether_a_call_is_open_is_asked_of_the_clock(get: Get) -> None:
    rows = get("/dozor/calls.json?_shape=array&_sort=id").json()
    assert [row["standing"] for row in rows] == ["open", "closed", "announced", "open"]


def test_the_nearest_deadline_stands_first(get: Get) -> None:
    page = get("/dozor/calls?standing=open").text
    titles = re.findall(r'<h2><a href="/dozor/competitions/\d+">([^<]+)</a>', page)
    assert titles == ["Гранты сельским пристаням", "Набережную обновят на средства конкурса"]
    assert "до 31 марта 2099 года, 18:00" in text(page)


def test_the_front_page_names_the_deadlines_ahead(get: Get) -> None:
    page = text(get("/").text)
    assert "2 открытых конкурса" in page
    assert "Скоро закроется приём заявок" in page
    assert "Гранты сельским пристаням" in page
    assert "Премия за зимние мосты" not in page


def test_a_calls_page_says_until_when_how_much_and_for_whom(get: Get) -> None:
    page = text(get("/dozor/competitions/1").text)
    assert "приём открыт" in page
    assert "300 000,00 ₽ – 1 500 000,00 ₽" in page
    assert "«Заявки ждут до 18:00 мск 31 марта 2099 года.»" in page
    assert "НКО и ТОС" in page
    assert "Псковская область, Карелия" in page
    assert "Конкурс будущих маяков" in page


def test_a_month_is_shown_as_a_month(get: Get) -> None:
    page = text(get("/dozor/competitions/2").text)
    assert "февраль 2021" in page
    assert "до 50 000,00 ₽" in page
    assert "приём закрыт" in page


def test_an_announced_call_leads_to_its_article(get: Get) -> None:
    assert 'href="/dozor/articles/3"' in get("/dozor/competitions/4").text


def test_calls_are_found_by_any_form_of_a_word(get: Get) -> None:
    rows = get("/dozor/calls.json?_shape=array&_search=пристань").json()
    assert [row["title"] for row in rows] == ["Гранты сельским пристаням"]
    assert get("/dozor/calls.json?_shape=array&_search=грант").json() != []


def test_a_column_that_is_not_there_is_an_error(get: Get) -> None:
    assert get("/dozor/calls.json?deadline=2026").status_code == 400
