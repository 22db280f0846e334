"""A public copy without texts says so, where an empty answer would be a false one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

Get = Callable[..., httpx.Response]


@pytest.fixture
def get_copy(copied: Path, client: Callable[[Path], Get]) -> Get:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE articles SET lead = NULL, body = NULL")
        connection.execute("INSERT INTO meta VALUES ('published_text', '0')")
        connection.commit()
    return client(copied)


NAMES = ["unreported_winners", "changed_grants", "news_about", "stealth_edits", "changes"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_what_was_left_out_by_choice_is_no_empty_answer(
    get_copy: Get, name: str, ending: str
) -> None:
    answer = get_copy(f"/dozor/{name}{ending}")
    assert answer.status_code == 403
    said = answer.json()["error"] if ending == ".json" else answer.text
    assert "нет текстов" in said


def test_nothing_leads_to_what_was_left_out(get_copy: Get) -> None:
    pages = get_copy("/-/questions").text + get_copy("/dozor").text
    assert [name for name in NAMES if f"/dozor/{name}" in pages] == []
    described = get_copy("/-/openapi.json").text
    assert [name for name in NAMES if f"/dozor/{name}." in described] == []
    assert get_copy("/dozor/top_organisations.json").status_code == 200


def test_a_text_that_was_left_out_is_not_said_to_be_missing(get_copy: Get, get: Get) -> None:
    page = get_copy("/dozor/articles/2").text
    assert "в эту копию не вошёл" in page
    assert "не нашлось" not in page
    assert get("/dozor/changes.json").status_code == 200
