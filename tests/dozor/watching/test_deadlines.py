"""Calls that close soon: each closing day is told once, when it comes within reach."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler import clock
from crawler.sources import Source
from dozor.watching.matching import match
from pipelines.storage.connection import immediate, open_store
from pipelines.storage.private import opened_private
from pipelines.storage.rows import insert
from pipelines.storage.watch_rows import add_watch
from pipelines.storage.writer import Writer

NOW = clock.from_text("2026-03-02T06:00:00Z")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store with calls that close in 3 and in 10 days, and a watch of a week."""
    db = open_store(tmp_path / "dozor.db")
    Writer(db).declare([Source(id="fund", home_url="https://fund.example", title="Фонд")])
    for key, closes in (("soon", "2026-03-05"), ("later", "2026-03-12")):
        row = {"key": key, "source_id": "fund", "url": f"https://fund.example/{key}"}
        row |= {"first_seen": "2026-03-01", "last_seen": "2026-03-02", "title": f"Конкурс {key}"}
        with immediate(db) as connection:
            row |= {"closes_on": closes, "texts": "{}", "origins": "{}"}
            insert(connection, "competitions", row)
    db.close()
    watch = {"name": "w", "kind": "deadline", "target": "7", "delivery": "desk", "cursor": 0}
    with opened_private(tmp_path) as private, immediate(private) as connection:
        add_watch(connection, watch | {"created": clock.to_text(NOW)})
    return tmp_path


def told(data: Path, days: int = 0) -> list[str]:
    with clock.stopped_at(NOW + timedelta(days=days)):
        match(data)
    with opened_private(data) as private:
        return [str(row["text"]) for row in private.query("SELECT * FROM alerts ORDER BY id")]


def test_a_call_is_told_once_when_it_comes_within_reach(data: Path) -> None:
    (soon,) = told(data)
    assert soon.startswith("Конкурс soon\nWhy: closes on 2026-03-05, within 7 days")
    assert len(told(data, 1)) == 1
    assert [text.split("\n")[0] for text in told(data, 4)] == ["Конкурс soon", "Конкурс later"]


def test_a_deadline_that_was_put_off_is_told_anew(data: Path) -> None:
    told(data)
    db = open_store(data / "dozor.db")
    db.execute("UPDATE competitions SET closes_on = '2026-03-08' WHERE key = 'soon'")
    db.close()
    assert "closes on 2026-03-08" in told(data, 1)[-1]
