"""Search finds word forms, the same over HTML and JSON."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

Get = Callable[..., httpx.Response]


def found(get: Get, table: str, query: str) -> set[int]:
    answer = get(f"/dozor/{table}.json?_search={quote(query)}&_shape=objects")
    assert answer.status_code == 200, answer.text
    return {row["id"] for row in answer.json()["rows"]}


@pytest.mark.parametrize("query", ["гранты", "грантов", "ГРАНТОМ", "«получили грант»"])
def test_a_word_is_found_in_any_form(get: Get, query: str) -> None:
    assert found(get, "articles", query) == {1}


@pytest.mark.parametrize("query", ["елочные", "ёлочных"])
def test_yo_and_ye_are_one(get: Get, query: str) -> None:
    assert found(get, "articles", query) == {1}


def test_a_search_looks_at_its_own_table_alone(get: Get) -> None:
    assert found(get, "grants", "мастерские") == {1, 2}
    assert found(get, "organisations", "мастерские") == set()


def test_an_application_is_found_by_its_number_and_inn(get: Get) -> None:
    assert found(get, "grants", "23-2-000202") == {2}
    assert found(get, "grants", "6027068261") == {1, 2}


def test_the_page_shows_what_the_json_has(get: Get) -> None:
    page = get("/dozor/articles?_search=" + quote("грантом")).text
    assert "Якутские общественники" in page
    assert "Река вскрылась" not in page


def test_an_empty_box_means_no_search(get: Get) -> None:
    assert get("/dozor/articles.json?_search=").json()["filtered_table_rows_count"] == 4


@pytest.mark.parametrize("query", ["-грант", "!!!", "«»"])
def test_a_search_for_nothing_is_refused_and_never_an_empty_answer(get: Get, query: str) -> None:
    for address in ("/dozor/articles.json", "/dozor/articles"):
        answer = get(f"{address}?_search={quote(query)}")
        assert answer.status_code == 400


def test_a_field_is_searched_within_the_query(get: Get) -> None:
    assert found(get, "articles", "title:мастерские") == {1}
    assert found(get, "articles", "title:ёлочные") == set()


def test_a_field_is_searched_by_an_argument_of_its_own(get: Get) -> None:
    def ids(query: str) -> list[int]:
        rows = get(f"/dozor/articles.json?_shape=array&{query}").json()
        return [row["id"] for row in rows]

    assert ids("_search_title=мастерскую") == [1]
    assert ids("_search_title=ёлочные") == []
    assert ids("_search_title=мастерские&_search=ёлочные&_search_names=служба") == [1]
    assert get("/dozor/articles.json?_search_body=x").status_code == 400


def test_a_table_that_has_no_search_says_so(get: Get) -> None:
    assert get("/dozor/pages.json?_search=грант").status_code == 400


@pytest.mark.parametrize("query", ['"', "AND OR NOT", "(((", "a* b^2 :c", "\x00", "NEAR(a b)"])
def test_no_query_breaks_it(get: Get, query: str) -> None:
    assert get(f"/dozor/articles.json?_search={quote(query)}").status_code in {200, 400}
