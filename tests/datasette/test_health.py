"""The health of sources, in both languages, and what happened to a record's page."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable, Iterator

import httpx
import pytest

from dozor.serve import build

from .conftest import SEEN, write

Get = Callable[..., httpx.Response]
PROOF = {
    "listing": "https://fond.example/cards", "items": 1204, "pages": 61, "total": 1204,
    "end": "last page stated", "after": "empty page", "complete": True,
}  # fmt: skip
REASONS = [
    {"code": "broke", "failed": 9, "pages": 21},
    {"code": "way_failed", "way": "https://bereg.example/rss", "reason": "timeout"},
    {"code": "field_lost", "field": "author", "share": 10, "usual": 90},
]
_EVENT = """
INSERT INTO events (at, kind, source_id, record_kind, record_key)
VALUES (?, ?, 'veter', 'article', 'k1')
"""


@pytest.fixture(scope="module")
def unwell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The app over a database with a failing source, a proven listing and a page that is gone."""
    folder = tmp_path_factory.mktemp("unwell")
    write(folder / "dozor.db")
    with sqlite3.connect(folder / "dozor.db") as connection:
        reasons = json.dumps(REASONS)
        connection.execute(
            "UPDATE runs SET health = 'failing', health_since = started, health_reasons = ?"
            " WHERE source_id = 'bereg'",
            (reasons,),
        )
        connection.execute(
            "UPDATE runs SET complete = 1, proof = ? WHERE source_id = 'fond'",
            (json.dumps(PROOF),),
        )
        connection.execute(
            "INSERT INTO pages (id, source_id, key, url, kind, state, first_seen, missing_since,"
            " gone_at) VALUES (1, 'veter', 'k1', 'https://veter.example/1', 'article', 'gone', ?,"
            " '2026-03-05T06:00:00Z', '2026-03-07T06:00:00Z')",
            (SEEN,),
        )
        connection.execute("UPDATE articles SET page_id = 1 WHERE key = 'k1'")
        days = [("2026-03-05T06:00:00Z", "missing"), ("2026-03-07T06:00:00Z", "gone")]
        connection.executemany(_EVENT, days)
    connection.close()
    app = build(folder)

    def get(path: str, language: str = "ru") -> httpx.Response:
        headers = {"accept-language": language}
        response: httpx.Response = asyncio.run(app.client.get(path, headers=headers))
        return response

    yield get
    app.get_database("dozor").close()


def text(page: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", plain.replace("\u00a0", " "))


def test_the_health_page_puts_what_is_wrong_first_and_says_why(unwell: Get) -> None:
    page = text(unwell("/-/health").text)
    assert page.index("Берег Псковы") < page.index("Северный ветер")
    assert "много ошибок" in page
    assert "Не открылось: 9 из 21 страницы" in page
    assert "Не читается https://bereg.example/rss: сервер молчит" in page
    assert "Поле «Автор» есть у 10 % записей; раньше — у 90 %" in page


def test_the_same_in_english(unwell: Get) -> None:
    page = text(unwell("/-/health", "en").text)
    assert "9 of 21 pages failed" in page
    assert "10% of records have the field Author; it used to be 90%" in page


def test_a_proof_is_shown_with_what_was_seen_and_its_lack_too(unwell: Get) -> None:
    page = text(unwell("/-/health").text)
    assert "Страниц в списке: 1 204, листов: 61." in page
    assert "Сам список обещает 1 204." in page
    assert "Дошли до последнего листа; за ним пусто." in page
    assert "не доказано; исчезновение из лент и списков этого сайта ничего не значит" in page


def test_the_front_page_and_the_sources_say_why(unwell: Get) -> None:
    for address in ("/", "/dozor/sources/bereg", "/dozor/runs?_col=health_reasons"):
        assert "Не открылось: 9 из 21 страницы" in text(unwell(address).text)
    assert 'href="/-/health"' in unwell("/").text


def test_json_has_the_reasons_as_they_are_stored(unwell: Get) -> None:
    (run,) = unwell("/dozor/runs.json?source_id=bereg&_shape=array").json()
    assert json.loads(run["health_reasons"]) == REASONS


def test_a_page_that_is_gone_says_so_above_what_it_said(unwell: Get) -> None:
    page = text(unwell("/dozor/articles/1").text)
    assert "На сайте этой страницы больше нет: она пропала 5 марта 2026 года" in page
    assert page.index("7 марта 2026 года, 9:00 по Москве : удалено") < page.index("пропало с сайта")


def test_a_living_page_tells_of_no_loss(unwell: Get) -> None:
    page = text(unwell("/dozor/articles/2").text)
    assert "больше нет" not in page
    assert "Что происходило" not in page


def test_the_health_page_counts_what_is_gone(unwell: Get) -> None:
    assert "удалены: 1" in text(unwell("/-/health").text)


def test_the_newest_article_is_as_exact_as_its_source(get: Get) -> None:
    page = text(get("/-/health?_lang=ru").text)
    assert "февраль 2026" in page
    assert "1 февраля 2026 года, 0:00" not in page
