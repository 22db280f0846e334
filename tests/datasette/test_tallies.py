"""Counts and facets keep nobody waiting, and pages of a table hold each row once."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette
from datasette.database import QueryInterrupted

from dozor.serve import build

Get = Callable[..., httpx.Response]
SLOW = (
    "select count(*) from (with recursive n(id) as (select 1 union all select id + 1 from n"
    " where id < 150000) select id from n)"
)


@pytest.fixture
def app(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Datasette]:
    """An app that takes its small database for a large one."""
    app = build(copied)
    asyncio.run(app.invoke_startup())
    tallies = type(app.get_database("dozor")).tally.__globals__
    monkeypatch.setitem(tallies, "_SMALL", 0)
    monkeypatch.setitem(tallies, "PATIENCE", 5)
    yield app
    app.get_database("dozor").close()


def test_a_tally_that_is_late_is_not_waited_for_and_serves_the_next(
    app: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    tallies = type(app.get_database("dozor")).tally.__globals__
    monkeypatch.setitem(tallies, "PATIENCE", 0.002)

    async def ask() -> int | None:
        db = app.get_database("dozor")
        with pytest.raises(QueryInterrupted):
            await db.execute(SLOW)
        for _ in range(200):
            await asyncio.sleep(0.02)
            with suppress(QueryInterrupted):
                return int((await db.execute(SLOW)).single_value())
        return None

    assert asyncio.run(ask()) == 150_000


def test_what_is_quick_is_of_this_moment(app: Datasette) -> None:
    async def ask() -> list[int]:
        db = app.get_database("dozor")
        counts = []
        for _ in range(2):
            counts.append((await db.execute("select count(*) from notes")).single_value())
            sql = "INSERT INTO notes (kind, subject, who) VALUES ('record', 'x', 'y')"
            await db.execute_write(sql, block=True)
        return counts

    before, after = asyncio.run(ask())
    assert after == before + 1


def path(address: str | None) -> str:
    return (address or "").removeprefix("http://localhost")


@pytest.mark.parametrize("order", ["_sort_desc=sort_utc", "_sort=sort_utc", "_sort_desc=region"])
@pytest.mark.parametrize("search", ["", "&_search=на", "&_search=в*"])
def test_page_by_page_every_row_comes_once(get: Get, order: str, search: str) -> None:
    whole = get(f"/dozor/articles.json?_shape=objects&_size=100&{order}{search}").json()["rows"]
    address, seen = f"/dozor/articles.json?_shape=objects&_size=1&{order}{search}", []
    while address:
        page = get(address).json()
        seen += [row["id"] for row in page["rows"]]
        address = path(page.get("next_url"))
    assert seen == [row["id"] for row in whole]


def test_facets_of_a_later_page_count_all_pages(get: Get) -> None:
    def facet(address: str) -> tuple[Any, str]:
        page = get(address).json()
        found = page["facet_results"]["region"]["results"]
        return {one["value"]: one["count"] for one in found}, path(page.get("next_url"))

    first, following = facet("/dozor/articles.json?_facet=region&_size=1")
    assert following
    assert facet(following)[0] == first == {"RU-PSK": 2, "RU-SA": 2}
