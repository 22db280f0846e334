"""How sources stand, read from a real store after runs at known moments."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler import clock
from crawler.items import Place, RunEnded, RunStarted, Snapshot
from crawler.sources import Source
from dozor.outcome import finish_runs
from dozor.standing import disk_of, standings
from pipelines.records import Article
from pipelines.storage.connection import open_store
from pipelines.storage.run_tables import BACKFILL
from pipelines.storage.writer import Entry, Writer
from pipelines.visits import NormalizedVisit

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
SOURCE = Source(id="paper", home_url="https://paper.example/", kind="grants")
PROOF = {"listing": "https://paper.example/cards", "items": 1, "complete": True}


def visit(at: datetime, length: int) -> NormalizedVisit:
    url = "https://paper.example/1"
    place = Place(source_id="paper", url=url, key="paper.example/1", kind="article")
    digest = f"{at:%d%H}"
    snapshot = Snapshot(warc_file=digest, warc_offset=0, body_sha256=digest, length=length)
    record = Article(key=place.key, source_id="paper", url=url, title="Мост", body="Открыт.")
    return NormalizedVisit(
        place=place, fetched_at=at, http_status=200, records=(record,), snapshot=snapshot
    )


def crawl(data: Path, hours: float, *, reason: str = "finished", complete: bool = True) -> None:
    at = START + timedelta(hours=hours)
    ended = RunEnded(
        source_id="paper", at=at, reason=reason, complete=complete,
        proof=PROOF if complete else None,
    )  # fmt: skip
    entries: list[Entry] = [RunStarted(source_id="paper", at=at), visit(at, 1_000_000), ended]
    db = open_store(data / "dozor.db")
    writer = Writer(db)
    writer.declare([SOURCE])
    writer.write(entries)
    (last,) = db.conn.execute("SELECT max(id) FROM runs").fetchone()
    db.close()
    with clock.stopped_at(at):
        finish_runs(data, last - 1, [SOURCE])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    crawl(tmp_path, 0)
    crawl(tmp_path, 24)
    crawl(tmp_path, 48, reason="unreachable", complete=False)
    crawl(tmp_path, 72, reason="unreachable", complete=False)
    return tmp_path


def test_since_is_when_the_state_began_and_proven_the_last_whole_round(data: Path) -> None:
    (paper,) = standings(data)
    assert (paper.run.health, paper.since) == ("failing", "2026-03-03T06:00:00Z")
    assert (paper.proven, paper.proof) == ("2026-03-02T06:00:00Z", PROOF)


def test_a_state_that_ends_and_comes_again_counts_from_its_return(data: Path) -> None:
    crawl(data, 96)
    crawl(data, 120, reason="unreachable", complete=False)
    (paper,) = standings(data)
    assert (paper.run.health, paper.since) == ("failing", "2026-03-06T06:00:00Z")


def test_a_run_that_nobody_judged_yet_ends_no_state(data: Path) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as db:
        db.execute("INSERT INTO runs (source_id, started) VALUES ('paper', '2026-03-04T12:00:00Z')")
        db.commit()
    assert standings(data)[0].since == "2026-03-04T12:00:00Z"
    crawl(data, 96, reason="unreachable", complete=False)
    assert standings(data)[0].since == "2026-03-03T06:00:00Z"


def test_since_of_an_older_store_is_what_its_history_says(data: Path) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as db:
        before = db.execute("SELECT id, health_since FROM runs ORDER BY id").fetchall()
        db.execute("UPDATE runs SET health_since = NULL")
        db.execute(BACKFILL.strip().removesuffix(";"))
        assert db.execute("SELECT id, health_since FROM runs ORDER BY id").fetchall() == before
    assert len({since for _, since in before}) == 2


def test_what_is_due_depends_on_the_moment(data: Path) -> None:
    with clock.stopped_at(START + timedelta(hours=72)):
        assert [paper.due for paper in standings(data)] == [0]
    with clock.stopped_at(START + timedelta(days=400)):
        assert [paper.due for paper in standings(data)] == [1]


def test_growth_and_days_left_follow_from_the_last_week(data: Path) -> None:
    with clock.stopped_at(START + timedelta(hours=96)):
        disk = disk_of(data, budget_gb=0.001)
        assert disk.growth_bytes == round(disk.used_bytes / 4)
        assert disk.budget_bytes == 1_000_000
        assert disk.days_left == (1_000_000 - disk.used_bytes) // disk.growth_bytes
    with clock.stopped_at(START + timedelta(days=60)):
        assert disk_of(data, budget_gb=0).days_left is None


def test_a_standing_is_flat_for_programs(data: Path) -> None:
    (paper,) = standings(data)
    said = paper.as_json()
    assert said["source_id"] == "paper"
    assert said["health_reasons"] == ({"code": "unreachable"},)
    assert said["why"] == "the server does not answer"
    assert said["last_complete"] == "2026-03-02T06:00:00Z"
