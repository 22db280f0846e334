"""Stored values as a person reads them: objects, sources, numbers, headings."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

Get = Callable[..., httpx.Response]


def test_what_a_run_keeps_as_objects_is_read_as_text(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(
            """UPDATE runs SET coverage = '{"title": {"own": 12, "json-ld": 1}}',"""
            """ ways = '{"https://veter.example/rss": 10}' WHERE id = 1"""
        )
        connection.commit()
    page = client(copied)("/dozor/runs/1?_lang=ru").text
    assert "own 12, json-ld 1" in page
    assert "https://veter.example/rss: 10" in page
    assert "{&#34;" not in page


def test_facets_and_chips_name_sources_by_their_titles(get: Get) -> None:
    page = get("/dozor/calls?source_id=fond&_lang=ru").text
    assert "Фонд добрых дел ×" in page


def test_the_link_of_a_row_is_headed_in_the_readers_language(get: Get) -> None:
    page = get("/dozor/organisation_names?_col=first_seen&_lang=ru").text
    assert '<th scope="col" class="col-Link">Строка</th>' in page


def test_a_rating_has_the_comma_of_its_language(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE grants SET rating = 79.5 WHERE id = 1")
        connection.commit()
    get = client(copied)
    assert "79,5" in get("/dozor/grants/1?_lang=ru").text
    assert "79.5" in get("/dozor/grants/1?_lang=en").text
