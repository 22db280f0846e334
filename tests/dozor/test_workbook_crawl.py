"""The Fund's workbook through a real crawl: page of open data, file host, import, all over HTTP."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dozor.world import SampleWorld
from dozor.world.sites.fund_files import workbook_rows

FUND = "president_grants"


@pytest.fixture
def ask(tmp_path: Path) -> Any:
    def rows(sql: str) -> list[Any]:
        with closing(sqlite3.connect(tmp_path / "data" / "dozor.db")) as connection:
            return connection.execute(sql).fetchall()

    return rows


def test_a_crawl_brings_the_workbook_its_next_issue_and_what_it_changed(
    crawl: Any, ask: Any, world: SampleWorld
) -> None:
    done = crawl(FUND, "--limit", "5")
    assert done.returncode == 0, done.stderr
    first = workbook_rows(0)
    assert ask("SELECT state, rows, baseline, stated_on FROM workbooks") == [
        ("read", len(first), 1, "2026-03-02")
    ]
    kopecks = sum(round((row.get("awarded") or 0) * 100) for row in first)
    said = "SELECT sum(value) FROM claims WHERE field = 'awarded_kopecks' AND origin = 'workbook'"
    assert ask(said) == [(kopecks,)]
    assert ask("SELECT count(*) FROM grants WHERE page_id IS NULL AND url LIKE '%SearchString=%'")
    assert ask("SELECT count(*) FROM changes") == [(0,)]

    world.move_to(1)
    again = crawl(FUND, "--limit", "5")
    assert again.returncode == 0, again.stderr
    assert ask("SELECT count(*) FROM workbooks") == [(1,)]

    world.move_to(2)
    assert crawl(FUND, "--limit", "5").returncode == 0
    changed = ask("SELECT field, new FROM changes WHERE origin = 'workbook' ORDER BY 1")
    assert changed == [
        ("evaluation", "success"),
        ("evaluation_text", "проект реализован успешно"),
        ("violations", "Отчёт сдан с опозданием на три месяца"),
    ]
    assert ask("SELECT state, rows, changed, baseline FROM workbooks")[1:] == [
        ("read", len(workbook_rows(2)), 2, 0)
    ]


def test_cards_rows_and_workbook_are_one_record(crawl: Any, ask: Any) -> None:
    assert crawl(FUND).returncode == 0
    several = ask(
        "SELECT count(DISTINCT origin) FROM claims WHERE record_kind = 'grant' "
        "GROUP BY record_id ORDER BY 1 DESC LIMIT 1"
    )
    assert several == [(3,)]
    assert ask("SELECT count(*), count(DISTINCT key) FROM grants WHERE source_id = '" + FUND + "'")
    (coverage,) = ask(
        f"SELECT applications, cards, workbook_rows, workbook_on FROM grant_coverage "
        f"WHERE source_id = '{FUND}'"
    )
    numbers = {row["number"] for row in workbook_rows(0)}
    assert coverage[2:] == (len(numbers), "2026-03-02")
    assert coverage[0] > coverage[1] > 0


def test_a_replay_reads_the_archived_workbook_again(
    crawl: Any, ask: Any, dozor: Any, tmp_path: Path
) -> None:
    assert crawl(FUND, "--limit", "3").returncode == 0
    with closing(sqlite3.connect(tmp_path / "data" / "dozor.db")) as connection, connection:
        connection.execute("UPDATE workbooks SET parser_version = 'older'")
        connection.execute(
            "UPDATE claims SET value = '1' WHERE field = 'total_kopecks' AND origin = 'workbook' "
            "AND record_id = (SELECT record_id FROM workbook_rows WHERE number = '17-1-000114')"
        )
    done = dozor("replay", FUND, "--data", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert ask("SELECT origin, cause, field, old, new FROM changes") == [
        ("workbook", "parser", "total_kopecks", "1", "61250050")
    ]
    assert ask("SELECT state, baseline, stated_on FROM workbooks") == [
        ("read", 1, "2026-03-02"),
        ("read", 1, "2026-03-02"),
    ]
    assert ask("SELECT count(DISTINCT snapshot_id) FROM workbooks") == [(1,)]
