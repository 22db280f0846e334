"""A selector that stops matching is told of, in a real store, until it matches again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler import clock
from crawler.items import Place, RunEnded, RunStarted, Snapshot
from crawler.sources import Selectors, Source
from dozor.outcome import finish_runs
from dozor.runs import latest_runs
from pipelines.records import Article
from pipelines.storage.connection import open_store
from pipelines.storage.writer import Entry, Writer
from pipelines.visits import NormalizedVisit

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
PAPER = Source(
    id="paper",
    home_url="https://paper.example/",
    feeds=("https://paper.example/rss",),
    selectors=Selectors(body=(".text",)),
)


def visit(number: int, at: datetime, extractor: str) -> NormalizedVisit:
    url = f"https://paper.example/{number}"
    place = Place(source_id="paper", url=url, key=url.partition("//")[2], kind="article")
    snapshot = Snapshot(warc_file="w", warc_offset=number, body_sha256=f"{number}", length=9)
    record = Article(
        key=place.key, source_id="paper", url=url, title="Мост", body=f"Открыт мост {number}.",
        origins={"title": "heading", "body": extractor},
    )  # fmt: skip
    return NormalizedVisit(
        place=place, fetched_at=at, http_status=200, records=(record,), snapshot=snapshot
    )


def crawl(data: Path, hour: int, extractor: str) -> list[object]:
    """Store a run that brings two new articles, and give what it says of fallbacks."""
    at = START + timedelta(hours=hour)
    run: list[Entry] = [
        RunStarted(source_id="paper", at=at),
        *(visit(2 * hour + half, at, extractor) for half in (0, 1)),
        RunEnded(source_id="paper", at=at, reason="finished", complete=False, proof=None),
    ]
    db = open_store(data / "dozor.db")
    writer = Writer(db)
    writer.declare([PAPER])
    writer.write(run)
    (last,) = db.conn.execute("SELECT max(id) FROM runs").fetchone()
    db.close()
    with clock.stopped_at(at):
        finish_runs(data, last - 1, [PAPER])
    (newest,) = latest_runs(data)
    return [dict(why) for why in newest.health_reasons if why["code"] == "fallback"]


def test_drift_is_told_from_the_first_few_records_on_and_for_as_long_as_it_lasts(
    tmp_path: Path,
) -> None:
    said = [crawl(tmp_path, hour, "own") for hour in range(8)]
    said += [crawl(tmp_path, hour, "structure") for hour in range(8, 48)]
    drift = {"code": "fallback", "field": "body", "usual": "own", "extractor": "structure"}
    assert [bool(why) for why in said] == [False] * 9 + [True] * 39
    assert said[-1] == [{**drift, "share": 0}]
    later = [crawl(tmp_path, hour, "own") for hour in range(48, 51)]
    assert later[-1] == []


def test_a_text_that_falls_back_to_the_feed_is_drift_too(tmp_path: Path) -> None:
    for hour in range(12):
        assert crawl(tmp_path, hour, "own") == []
    told = [crawl(tmp_path, 12 + hour, "feed") for hour in range(3)][-1]
    assert [(why["field"], why["usual"], why["extractor"]) for why in told] == [
        ("body", "own", "feed")
    ]


def test_a_selector_that_comes_to_find_a_field_is_no_drift(tmp_path: Path) -> None:
    for hour in range(12):
        assert crawl(tmp_path, hour, "structure") == []
    assert [crawl(tmp_path, 12 + hour, "own") for hour in range(4)][-1] == []
