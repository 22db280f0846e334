"""Edits without a note, with what was and what is side by side."""

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterator

import httpx
import pytest

from dozor.serve import build

from .conftest import SEEN, write

Get = Callable[[str], httpx.Response]
_REVISION = """
INSERT INTO revisions (id, record_kind, record_id, seen_at, cause, record, noted)
VALUES (?, 'article', 1, ?, 'source', '{}', ?)
"""
_CHANGE = """
INSERT INTO changes (revision_id, record_kind, record_id, field, cause, significance, seen_at,
    old, new)
VALUES (?, 'article', 1, ?, 'source', 95, ?, ?, ?)
"""


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The app over a database in which a headline and a date changed, and a noted body too."""
    folder = tmp_path_factory.mktemp("edited")
    write(folder / "dozor.db")
    with sqlite3.connect(folder / "dozor.db") as connection:
        connection.executemany(_REVISION, [(11, SEEN, 0), (12, SEEN, 1)])
        title = ("Мастерские получили <b>14</b> рублей", "Мастерские получили <b>17</b> рублей")
        changes = [
            (11, "title", SEEN, *title),
            (11, "published_edtf", SEEN, "2026-03-01", "2026-02-14"),
            (12, "body", SEEN, "Отмеченное сайтом было.", "Отмеченное сайтом стало."),
        ]
        connection.executemany(_CHANGE, changes)
    connection.close()
    app = build(folder)

    def get(path: str) -> httpx.Response:
        headers = {"accept-language": "ru"}
        response: httpx.Response = asyncio.run(app.client.get(path, headers=headers))
        return response

    yield get
    app.get_database("dozor").close()


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


def test_both_versions_stand_side_by_side_with_what_differs_marked(edited: Get) -> None:
    page = edited("/dozor/stealth_edits").text
    assert "<del>&lt;b&gt;14&lt;/b&gt; </del>рублей" in page
    assert "<ins>&lt;b&gt;17&lt;/b&gt; </ins>рублей" in page
    assert "Было Мастерские получили" in text(page)


def test_a_date_is_shown_as_dates_are(edited: Get) -> None:
    page = text(edited("/dozor/stealth_edits").text)
    assert "Было 1 марта 2026 года Стало 14 февраля 2026 года" in page


def test_what_the_site_noted_is_not_among_them(edited: Get) -> None:
    assert "Отмеченное сайтом" not in edited("/dozor/stealth_edits").text


def test_an_edit_leads_to_its_article_and_names_its_source(edited: Get) -> None:
    page = edited("/dozor/stealth_edits").text
    assert 'href="/dozor/articles/1"' in page
    assert '<a class="source" href="/dozor/sources/veter">Северный ветер</a>' in page
    assert 'href="/dozor/stealth_edits"' in edited("/").text
