"""A column that is not there is an error that names near ones, in HTML and JSON."""

from collections.abc import Callable

import httpx
import pytest

Get = Callable[..., httpx.Response]


def test_an_unknown_column_names_near_ones(get: Get) -> None:
    answer = get("/dozor/grants.json?inm=1", accept_language="en")
    assert answer.status_code == 400
    assert answer.json()["did_you_mean"][0] == "inn"
    assert "Did you mean inn" in answer.json()["error"]


def test_the_page_says_so_too(get: Get) -> None:
    answer = get("/dozor/grants?inm=1")
    assert answer.status_code == 400
    assert "Столбца «inm» нет" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "inm__contains=1",
        "title__contians=1",
        "_sort=nope",
        "_sort_desc=nope",
        "_facet=nope",
        "_serach=грант",
        "nothing_like_it=1",
        "__exact=1",
    ],
)
def test_what_would_be_ignored_or_empty_is_refused(get: Get, query: str) -> None:
    assert get(f"/dozor/grants.json?{query}").status_code == 400
    assert get(f"/dozor/grants.csv?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "inn=6027068261",
        "inn__exact=6027068261",
        "requested_rub__gt=1000",
        "decided_on__isnull=1",
        "aims__arraycontains=x",
        "_sort=title&_size=1&_shape=array&_nl=on",
        "_facet=region&_facet_size=3",
        "_where=id+%3D+1",
        "_col=title&_labels=on",
        "_lang=en",
        "_another_plugins_own=1",
    ],
)
def test_what_is_right_is_answered(get: Get, query: str) -> None:
    assert get(f"/dozor/grants.json?{query}").status_code == 200


def test_other_tables_are_guarded_as_well(get: Get) -> None:
    assert get("/dozor/organisation_names.json?nome=x").status_code == 400
    assert get("/dozor/record_as_of.json?cause=source").status_code == 200


@pytest.mark.parametrize("ending", ["json", "csv", "atom"])
def test_a_slip_in_the_parameter_of_a_named_query_is_told(get: Get, ending: str) -> None:
    assert get(f"/dozor/new_winners.{ending}?regoin=x").status_code == 400
    assert get(f"/dozor/new_winners.{ending}?region=RU-PSK&_lang=en").status_code == 200


def test_what_is_near_to_a_slip_is_named(get: Get) -> None:
    assert get("/dozor/top_organisations.json?regoin=x").json()["did_you_mean"][0] == "region"


def test_a_place_to_go_on_from_that_is_none_is_refused(get: Get) -> None:
    assert get("/dozor/grants.json?_next=garbage").status_code == 400
    assert get("/dozor/grants.json?_next=1,2,3").status_code == 400
    assert get("/dozor/grants.json?_next=2024-03-15,1").status_code == 200


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_part_of_a_file_begins_where_the_table_says(get: Get, ending: str) -> None:
    assert get(f"/dozor/grants.{ending}?_size=1&_next=garbage").status_code == 400
    whole = get(f"/dozor/grants.{ending}?_next=garbage")
    assert whole.headers["x-dozor-rows"] == "2"


def test_a_format_that_there_is_not_is_no_page(get: Get) -> None:
    assert get("/dozor/grants.nosuch").status_code == 404
    assert get("/dozor/top_organisations.nosuch").status_code == 404
