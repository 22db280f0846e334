"""Pages of a sorted table are the same rows as before, found at once, and none is lost between."""

import random
import sqlite3
from collections.abc import Iterator

import pytest

from pipelines.paging import Page, of_all_pages, quick_page

SIZE = 7


@pytest.fixture
def connection() -> sqlite3.Connection:
    chance = random.Random(3)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT, a INTEGER)")
    connection.execute("CREATE INDEX t_at ON t (at)")
    rows = [(chance.choice([None, "1", "2", "3", "4"]), number % 3) for number in range(200)]
    connection.executemany("INSERT INTO t (at, a) VALUES (?, ?)", rows)
    return connection


def pages(connection: sqlite3.Connection, way: str) -> Iterator[list[tuple[int, str | None]]]:
    """Go through a table page by page as Datasette's SQL does, quickly."""
    sign = "<" if way == " desc" else ">"
    where, params, by = "", {}, f"order by at{way}"
    while True:
        sql = f"select id, at from t where a < 2 {where}{by} limit {SIZE + 1}"
        rows = ask(connection, quick_page(sql), params)
        yield rows[:SIZE]
        if len(rows) <= SIZE:
            return
        key, value = rows[SIZE - 1]
        params = {"p0": key, "p1": value}
        nulls = " or at is null" if way else ""
        where = f"and (at {sign} :p1{nulls} or (at = :p1 and ((id > :p0)))) "
        if value is None:
            among = "(at is null and ((id > :p0)))"
            where = f"and {among} " if way else f"and (at is not null or {among}) "
        by = f"order by at{way}, id"


def ask(
    connection: sqlite3.Connection, page: Page, params: dict[str, object]
) -> list[tuple[int, str | None]]:
    rows = connection.execute(page.sql, params).fetchall()
    if page.rest and len(rows) <= SIZE:
        rows += connection.execute(page.rest, params).fetchall()
    return rows[: SIZE + 1]


@pytest.mark.parametrize("way", ["", " desc"])
def test_every_row_is_on_one_page_and_in_order(connection: sqlite3.Connection, way: str) -> None:
    found = [row for page in pages(connection, way) for row in page]
    sql = f"select id, at from t where a < 2 order by at{way}, id"
    assert found == connection.execute(sql).fetchall()


def test_an_index_leads_to_a_page(connection: sqlite3.Connection) -> None:
    where = "(at < :p1 or at is null or (at = :p1 and ((id > :p0))))"
    page = quick_page(f"select id, at from t where {where} order by at desc, id limit 8")
    plan = connection.execute(f"EXPLAIN QUERY PLAN {page.sql}", {"p0": 3, "p1": "2"}).fetchall()
    assert "t_at (at<?)" in plan[0][3]
    assert page.rest == "select id, at from t where at is null order by at desc, id limit 8"


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "select id, at from t order by id limit 8",
        "select id, at from t order by id desc limit 8",
        "select at from t order by at limit 8",
        "select id, max(at) from t order by at limit 8",
        "select id, a from t group by a order by a limit 8",
        "with t as (select 1 as a) select a from t order by a limit 8",
        "select * from t where x = '(a < :p1 or' limit 3",
        "select a, b from t order by a, b limit 8",
    ],
)
def test_other_queries_stay_as_they_are(sql: str) -> None:
    assert quick_page(sql) == Page(sql)
    assert of_all_pages(sql) == sql


def test_a_facet_counts_all_pages() -> None:
    after = "(at < :p1 or at is null or (at = :p1 and ((id > :p0))))"
    facet = (
        "select a as value, count(*) as count from (select * from t where b = 1 and {}) group by a"
    )
    assert of_all_pages(facet.format(after)) == facet.format("1")
    assert of_all_pages(facet.format("((id > :p0))")) == facet.format("1")
