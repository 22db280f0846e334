"""One box over everything: best first, counted by kind, with what was sought marked."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

Get = Callable[..., httpx.Response]


def kinds(get: Get, query: str) -> dict[str, list[int]]:
    answer = get(f"/-/search.json?q={quote(query)}")
    assert answer.status_code == 200, answer.text
    return {one["kind"]: [row["id"] for row in one["results"]] for one in answer.json()["kinds"]}


def test_every_kind_is_found_and_the_best_comes_first(get: Get) -> None:
    assert kinds(get, "мастерская") == {
        "grants": [1, 2], "articles": [1], "organisations": [], "competitions": [],
    }  # fmt: skip
    assert kinds(get, "пристани")["competitions"] == [1]


def test_a_find_says_where_it_stands_and_how_many_there_are(get: Get) -> None:
    found = get("/-/search.json?q=" + quote("грантом")).json()
    articles = next(one for one in found["kinds"] if one["kind"] == "articles")
    assert (articles["count"], articles["count_at_least"], articles["ranked"]) == (1, 1, 1)
    [row] = articles["results"]
    assert [piece["text"] for piece in row["snippet"] if piece["found"]] == ["Гранты"]
    assert get(row["record"]).status_code == 200


def test_the_page_marks_what_was_sought_and_leads_to_each_table(get: Get) -> None:
    page = get("/-/search?q=" + quote("мастерские")).text
    assert "<mark>мастерские</mark>" in page
    assert "/dozor/articles?_search=" + quote("мастерские") in page
    assert "2 заявки" in page.replace("\u00a0", " ")


def test_one_kind_alone_may_be_asked_for(get: Get) -> None:
    found = get("/-/search.json?kind=grants&q=" + quote("мастерская")).json()
    assert [one["kind"] for one in found["kinds"]] == ["grants"]
    assert get("/-/search?kind=pages&q=x").status_code == 400


@pytest.mark.parametrize("address", ["/", "/dozor/articles", "/dozor/grants/1", "/-/health"])
def test_the_box_is_on_every_page(get: Get, address: str) -> None:
    assert 'action="/-/search"' in get(address).text


def test_nothing_found_is_said_and_nothing_asked_is_refused(get: Get) -> None:
    assert "Ничего не нашлось" in get("/-/search?q=" + quote("жираф")).text
    assert get("/-/search.json?q=-x").status_code == 400
    assert get("/-/search").status_code == 200


def test_markup_in_a_query_is_shown_and_not_run(get: Get) -> None:
    page = get("/-/search?q=" + quote('мастерская "><script>alert(1)</script>')).text
    assert "<script>alert" not in page


def test_finds_are_marked_in_the_table_too(get: Get) -> None:
    page = get("/dozor/articles?_search=" + quote("ёлочный")).text
    assert "<mark>Ёлочные</mark>" in page


def test_the_aims_of_an_application_are_text_in_a_find(get: Get) -> None:
    page = get("/-/search?q=лодочная").text
    assert "Научить ремеслу; Сберечь лодки" in page
    assert "[&#34;" not in page
