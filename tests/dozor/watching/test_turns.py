"""Who watches a source is told when its health turns, each turn once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler import clock
from crawler.sources import Source
from dozor.watching.matching import match
from pipelines.storage.connection import immediate, open_store
from pipelines.storage.private import opened_private
from pipelines.storage.rows import insert
from pipelines.storage.watch_rows import add_watch, pause_watch
from pipelines.storage.writer import Writer

NOW = clock.from_text("2026-03-02T06:00:00Z")


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store with one healthy source, and a watch of it."""
    db = open_store(tmp_path / "dozor.db")
    Writer(db).declare([Source(id="vestnik", home_url="https://vestnik.example", title="Вестник")])
    db.close()
    ran(tmp_path, "healthy")
    row = {"name": "w", "kind": "source", "target": "vestnik", "delivery": "desk", "cursor": 0}
    with opened_private(tmp_path) as private, immediate(private) as connection:
        add_watch(connection, row | {"run_cursor": 1, "created": clock.timestamp()})
    return tmp_path


def ran(data: Path, *states: str) -> None:
    db = open_store(data / "dozor.db")
    for state in states:
        row = {"source_id": "vestnik", "started": clock.timestamp(), "health": state}
        with immediate(db) as connection:
            row |= {"finished": clock.timestamp(), "health_reasons": "[]"}
            insert(connection, "runs", row)
    db.close()


def told(data: Path) -> list[str]:
    match(data)
    with opened_private(data) as private:
        return [row["reason"] for row in private.query("SELECT * FROM alerts ORDER BY id")]


def test_a_turn_is_told_once_and_so_is_the_way_back(data: Path) -> None:
    assert told(data) == []
    ran(data, "failing", "failing", "blocked")
    bad = "source vestnik: its health turned bad"
    assert told(data) == [bad]
    assert told(data) == [bad]
    ran(data, "degraded")
    assert told(data) == [bad, "source vestnik: its health is well again"]


def test_old_and_new_are_in_the_text(data: Path) -> None:
    ran(data, "stale")
    told(data)
    with opened_private(data) as private:
        (alert,) = private.query("SELECT * FROM alerts")
    assert "health: healthy → stale" in str(alert["text"])


def test_what_turned_while_a_watch_was_paused_is_left_out(data: Path) -> None:
    with opened_private(data) as private, immediate(private) as connection:
        pause_watch(connection, 1, "2026-03-03T06:00:00Z")
    ran(data, "failing")
    assert told(data) == []
    with opened_private(data) as private, immediate(private) as connection:
        pause_watch(connection, 1, None)
    assert told(data) == []
    ran(data, "healthy")
    assert told(data) == ["source vestnik: its health is well again"]
