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
