"""The three ways to narrow a table to a search give the same rows, and the tallies of them too."""

import sqlite3

import pytest

from pipelines.search_clauses import (
    FEW,
    MANY,
    count_query,
    for_tally,
    match_clause,
    matches_query,
    with_ids,
)
from pipelines.search_ids import search_id

COUNTS = (0, FEW + 1, MANY, None)


@pytest.fixture
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE grants (id INTEGER PRIMARY KEY, region TEXT, on_day TEXT)")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5 (title, names, text)")
    for number in range(1, 40):
        row = (number, f"R{number % 3}", f"{number:02}")
        connection.execute("INSERT INTO grants VALUES (?, ?, ?)", row)
        text = "мост" if number % 2 else "дом"
        for kind in ("article", "grant"):
            put = (search_id(kind, number), text)
            connection.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", put)
    return connection


@pytest.mark.parametrize("count", COUNTS)
def test_every_way_finds_the_same_rows(connection: sqlite3.Connection, count: int | None) -> None:
    clause = match_clause("grant", "grants", count)
    sql = f"select id from grants where {clause} order by on_day desc"
    found = [row for (row,) in connection.execute(sql, {"search": "мост"})]
    assert found == list(range(39, 0, -2))


@pytest.mark.parametrize("count", COUNTS)
def test_tallies_read_the_matches_once_and_count_the_same(
    connection: sqlite3.Connection, count: int | None
) -> None:
    clause = match_clause("grant", "grants", count)
    given = {"search": "мост", "p0": "R1"}
    for where in (clause, f"region = :p0 and {clause}"):
        sql = f"select count(*) from grants where {where} "
        expected = connection.execute(sql, given).fetchone()
        assert connection.execute(for_tally(sql), given).fetchone() == expected
        assert "EXISTS" not in for_tally(sql)
    assert "grants" not in for_tally(f"select count(*) from grants where {clause} ")
    assert connection.execute(count_query("grant"), given).fetchone() == (20,)


def test_ids_that_are_known_are_not_searched_for_again(connection: sqlite3.Connection) -> None:
    given = {"search": "мост"}
    ids = [row for (row,) in connection.execute(matches_query("grant", 100), given)]
    sql = f"select id from grants where {match_clause('grant', 'grants', len(ids))} order by id"
    known = with_ids(sql, "grant", ids)
    assert "search" not in known
    assert connection.execute(known).fetchall() == connection.execute(sql, given).fetchall()
    assert with_ids(sql, "article", ids) == sql


def test_other_tallies_stay_as_they_are() -> None:
    sql = "select count(*) from grants where region = :p0"
    assert for_tally(sql) == sql
