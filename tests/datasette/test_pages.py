"""Pages read like pages, in two languages, and lead to their sources."""

import re
from collections.abc import Callable

import httpx
import pytest

Get = Callable[..., httpx.Response]
ADDRESSES = (
    "/", "/dozor", "/dozor/articles", "/dozor/articles/1", "/dozor/articles/3",
    "/dozor/articles/4", "/dozor/grants", "/dozor/grants/1", "/dozor/grants/2",
    "/dozor/organisations", "/dozor/organisations/1", "/dozor/sources", "/dozor/sources/fond",
    "/dozor/runs", "/dozor/runs/1", "/dozor/events", "/dozor/pages", "/dozor/rejects",
    "/dozor/changes", "/dozor/revisions", "/dozor/record_as_of", "/dozor/organisation_names",
    "/dozor?sql=select+1", "/dozor/articles?_col=title", "/dozor/articles?region=RU-PSK",
    "/-/health", "/dozor/stealth_edits", "/dozor/competitions", "/dozor/competitions/1",
    "/dozor/competitions/3", "/dozor/calls", "/dozor/calls?standing=open",
    "/dozor/calls?_col=title", "/-/search", "/-/search?q=гранты", "/region/RU-PSK", "/region/RU-TA",
)  # fmt: skip


def text(page: str) -> str:
    """What a page says, without its markup."""
    plain = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", plain.replace("\u00a0", " "))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_answered_in_both_languages(get: Get, address: str, language: str) -> None:
    answer = get(address, accept_language=language)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert "&lt;span" not in answer.text
    assert "&lt;time" not in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_loads_anything_from_elsewhere(get: Get, address: str) -> None:
    loaded = re.findall(
        r'<(?:link|script|img|iframe)[^>]+(?:href|src)="([^"]+)"', get(address).text
    )
    outside = [url for url in loaded if "://" in url and "://localhost" not in url]
    assert loaded
    assert outside == []


def test_the_front_page_counts_and_says_up_to_when_the_sources_were_checked(get: Get) -> None:
    page = text(get("/").text)
    assert "4 статьи" in page
    assert "2 заявки" in page
    assert "Все источники проверены по состоянию на 2 марта 2026 года, 14:58 по Москве" in page
    assert "Хор без даты" in page


def test_an_article_says_when_in_its_own_precision(get: Get) -> None:
    assert "1 марта 2026 года, 13:47 (7:47 по Москве)" in text(get("/dozor/articles/1").text)
    assert "февраль 2026" in text(get("/dozor/articles/3").text)
    assert "Дата на сайте не указана" in text(get("/dozor/articles/4").text)


def test_an_article_leads_to_its_original_and_its_neighbours(get: Get) -> None:
    page = get("/dozor/articles/1").text
    assert 'href="https://veter.example/1"' in page
    assert 'href="/dozor/articles/2"' in page
    assert "json-ld" in page


def test_what_could_not_be_read_is_said(get: Get) -> None:
    page = text(get("/dozor/articles/4").text)
    assert "«на днях» не читается как дата" in page


def test_a_grant_begins_with_its_facts(get: Get) -> None:
    page = text(get("/dozor/grants/1").text)
    assert page.index("1 980 000,50 ₽") < page.index("Подростки восстановят")
    assert "поддержана" in page
    assert "«проект поддержан»" in page
    assert "1 июля 2024 года — 30 июня 2025 года" in page


def test_a_grants_history_is_told_in_words_and_says_whose_change_it_was(get: Get) -> None:
    page = text(get("/dozor/grants/1").text)
    assert "Было 1 500 000,00 ₽ Стало 1 980 000,50 ₽" in page
    assert "правка разбора" in page
    table = text(get("/dozor/changes").text)
    assert "правка на сайте № 1 Тихий берег: мастерские для подростков" in table
    assert "Было 1 500 000,00 ₽ Стало 1 980 000,50 ₽" in table


def test_a_region_shows_its_news_its_winners_and_its_sources(get: Get) -> None:
    page = text(get("/region/RU-PSK").text)
    assert "Псковская область" in page
    assert "2 заявки" in page
    assert "Набережную обновят" in page
    assert (
        page.index("Недавние победители") < page.index("Тихий берег") < page.rindex("Берег Псковы")
    )
    assert get("/region/RU-XX").status_code == 404


def test_an_organisations_totals_say_what_they_cover(get: Get) -> None:
    page = text(get("/dozor/organisations/1").text)
    assert "2 701 600,00 ₽" in page
    assert "2 заявки (30 сентября 2023 года — 15 марта 2024 года)" in page
    assert "Заявки, которых нет на отслеживаемых сайтах, в счёт не входят" in page


def test_a_source_says_when_it_was_checked_and_what_it_could_not_read(get: Get) -> None:
    page = text(get("/dozor/sources/bereg").text)
    assert "Проверен по состоянию на 2 марта 2026 года" in page
    assert "пустой ответ" in page


def test_a_missing_record_is_a_404_in_words(get: Get) -> None:
    answer = get("/dozor/articles/999")
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.text


def test_markup_in_a_record_is_shown_and_not_run(get: Get) -> None:
    answer = get("/dozor?sql=select+'<script>alert(1)</script>'+as+a")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_the_json_has_the_same_rows_as_the_page(get: Get) -> None:
    rows = get("/dozor/articles.json?_shape=array&region=RU-PSK").json()
    page = get("/dozor/articles?region=RU-PSK").text
    assert [row["title"] for row in rows] == re.findall(r'<h2><a href="[^"]+">([^<]+)</a>', page)
    assert len(rows) == 2


@pytest.mark.parametrize("address", ["/", "/region/RU-PSK"])
def test_a_day_beside_an_application_says_what_happened_on_it(get: Get, address: str) -> None:
    assert "подана 15 марта 2024" in get(f"{address}?_lang=ru").text
