"""Leads and people's notes are read as words, in both languages, wherever they belong."""

import re
from collections.abc import Callable
from html import unescape

import httpx

Get = Callable[..., httpx.Response]


def text(page: str) -> str:
    plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(plain).split())


def test_the_page_of_leads_shows_both_sides_and_who_explained_them(get: Get) -> None:
    page = text(get("/dozor/leads").text)
    assert "Найдено: 2 нестыковки" in page
    assert "2 000 000,00 ₽ + 600 000,00 ₽" in page
    assert "2 700 000,00 ₽" in page
    assert "Объяснено: Смета пересчитана Анна 7 марта 2026 года" in page
    assert "Нестыковка никого не обвиняет" in page
    assert "sums:fond/k1:total" in page


def test_the_same_in_english(get: Get) -> None:
    page = text(get("/dozor/leads?_lang=en").text)
    assert "What does not add up" in page
    assert "RUB 2,000,000.00 + RUB 600,000.00" in page


def test_what_a_source_says_is_no_markup(get: Get) -> None:
    assert "АНО &lt;b&gt;Плёс&lt;/b&gt;" in get("/dozor/leads").text


def test_a_grant_shows_its_leads_and_what_people_noted(get: Get) -> None:
    page = text(get("/dozor/grants/1").text)
    assert "Запрошенная сумма и софинансирование не дают общей суммы" in page
    assert "проверяем Запросили отчёт Анна" in page
    assert "Нестыковки" not in text(get("/dozor/grants/2").text).partition("Состояние")[2]


def test_an_organisation_shows_its_history_by_year_with_leads_and_notes(get: Get) -> None:
    page = text(get("/dozor/organisations/1").text)
    assert "Звонили в фонд Борис" in page
    assert "Под одним номером стоят разные названия" in page
    assert page.index("2024 1 заявка") < page.index("2023 1 заявка")
    assert "сумма указана у 1 из 1 поддержанных" in page
    assert "Фонд добрых дел : прочитано карточек 0 из 2" in page


def test_leads_are_filtered_and_read_by_programs(get: Get) -> None:
    rows = get("/dozor/leads.json?explained=0&_shape=array").json()
    assert [row["key"] for row in rows] == ["names:6027068261:abcdef"]
    assert get("/dozor/leads.json?kind=sums&_shape=array").json()[0]["explained_by"] == "Анна"
    assert get("/dozor/leads.json?kinds=sums").status_code == 400
