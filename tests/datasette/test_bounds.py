"""No query takes the server down, and no page asks a browser for what is elsewhere."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("sql", ["select zeroblob(1000000000)", "select hex(zeroblob(900000000))"])
def test_one_value_cannot_eat_the_memory(get: Get, sql: str) -> None:
    answer = get(f"/dozor.json?sql={quote(sql)}")
    assert answer.status_code == 400
    assert "too big" in answer.json()["error"]


@pytest.mark.parametrize("ending", [".json", ""])
def test_a_thousand_values_cannot_eat_the_memory_either(get: Get, ending: str) -> None:
    sql = "select zeroblob(5000000) from json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')"
    answer = get(f"/dozor{ending}?sql={quote(sql)}")
    assert answer.status_code == 400
    assert "larger than 50 MB" in answer.text
    assert len(answer.content) < 100_000


def test_each_answer_has_room_of_its_own(get: Get) -> None:
    for _ in range(3):
        answer = get("/dozor.json?sql=select length(x) from (select hex(zeroblob(7000000)) as x)")
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "query",
    ["id__gt=99999999999999999999", "title__in=[", "_through=x", "_through={}", "_through=1"],
)
@pytest.mark.parametrize("kind", ["", ".json"])
def test_a_value_that_is_none_is_no_fault_of_ours(get: Get, query: str, kind: str) -> None:
    assert get(f"/dozor/articles{kind}?{query}").status_code == 400


@pytest.mark.parametrize("address", ["/", "/dozor/articles/1", "/dozor/articles.json", "/nowhere"])
def test_every_answer_forbids_what_is_elsewhere(get: Get, address: str) -> None:
    headers = get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/dozor/grants?_timelimit=x",
        "/dozor/grants.json?_timelimit=x",
        "/dozor.json?sql=select 1&_timelimit=x",
        "/dozor/top_organisations.json?_timelimit=x",
        "/dozor/calls.json?_next=garbage",
        "/dozor/record_as_of.json?_next=garbage",
        "/dozor/grants.json?_where=id in (select 1);",
        "/dozor/grants/1.atom",
        "/dozor/grants/1.ics",
        "/dozor/grants/1.csv",
    ],
)
def test_what_is_asked_wrong_is_the_askers_mistake(get: Get, address: str) -> None:
    assert get(address).status_code == 400


def test_a_number_without_end_is_a_text_in_a_sheet(get: Get) -> None:
    assert get("/dozor.xlsx?sql=select 9e999 as a").status_code == 200
