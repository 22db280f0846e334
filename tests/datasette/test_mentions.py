"""Pages lead from articles to whom they speak of, and back."""

from collections.abc import Callable

import httpx

Get = Callable[..., httpx.Response]


def test_an_article_leads_to_whom_it_speaks_of_and_says_why(get: Get) -> None:
    page = get("/dozor/articles/1").text
    assert 'href="/dozor/organisations/1"' in page
    assert "названо «Мастерская у воды» с правовой формой" in page


def test_an_organisation_leads_to_what_was_written_of_it(get: Get) -> None:
    assert 'href="/dozor/articles/1"' in get("/dozor/organisations/1").text


def test_a_story_shows_all_who_tell_it(get: Get) -> None:
    assert 'href="/dozor/stories/5"' in get("/dozor/articles/1").text
    page = get("/dozor/stories/5").text
    assert all(f'href="/dozor/articles/{number}"' in page for number in (1, 3))


def test_mentions_are_a_table_for_programs(get: Get) -> None:
    (row,) = get("/dozor/mentions.json?organisation_id=1&_shape=array").json()
    assert (row["record_id"], row["evidence"]) == (1, "form")
