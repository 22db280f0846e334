"""What `--due` takes, and the hosts that it leaves alone."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler import clock
from crawler.items import Place, RawArticle, RunEnded, RunStarted, Visit
from crawler.sources import Source
from crawler.spider import SourceListSpider
from dozor.choose import all_sources
from dozor.crawling import Order, _jobs
from dozor.due import due_only
from pipelines.normalize import normalize_visit
from pipelines.storage.connection import open_store
from pipelines.storage.hosts import SqliteHosts
from pipelines.storage.writer import Writer

from .conftest import Run

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAPER = Source(id="paper", home_url="https://paper.example/", feeds=("https://paper.example/rss",))
OTHER = Source(id="other", home_url="https://other.example/")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which the feed and an article of the paper were visited at the start."""
    entries = [RunStarted(source_id="paper", at=START), feed(), article()]
    with closing(open_store(tmp_path / "dozor.db")) as db:
        writer = Writer(db)
        writer.declare([PAPER, OTHER])
        writer.write(
            [
                entry if isinstance(entry, RunStarted) else normalize_visit(entry)
                for entry in entries
            ]
        )
        writer.write([RunEnded(source_id="paper", at=START)])
    return tmp_path


def feed() -> Visit:
    place = Place(source_id="paper", url=PAPER.feeds[0], key="paper.example/rss", kind="feed")
    found = ("paper.example/1",)
    return Visit(place=place, fetched_at=START, http_status=200, links=1, found=found)


def article() -> Visit:
    url = "https://paper.example/1"
    place = Place(source_id="paper", url=url, key="paper.example/1", kind="article")
    record = RawArticle(url=url, key=place.key, source_id="paper", title="Мост", body="Текст.")
    return Visit(place=place, fetched_at=START, http_status=200, records=(record,))


def due(data: Path, **later: float) -> list[str]:
    with clock.stopped_at(START + timedelta(**later)):
        return [source.id for source in due_only(data, [PAPER, OTHER])]


def test_a_source_is_due_when_its_feed_is(data: Path) -> None:
    assert due(data, minutes=47) == ["other"], "what was never asked is due"
    assert due(data, minutes=48) == ["paper", "other"]


def test_a_source_is_due_when_one_of_its_pages_is(data: Path) -> None:
    with closing(open_store(data / "dozor.db")) as db:
        db.execute("UPDATE pages SET next_visit = '2027-01-01T00:00:00Z' WHERE kind = 'feed'")
    assert due(data, minutes=119) == ["other"]
    assert due(data, minutes=120) == ["paper", "other"]


def test_a_host_that_wants_nobody_has_nothing_due(data: Path) -> None:
    with clock.stopped_at(START), closing(SqliteHosts(open_store(data / "dozor.db"))) as hosts:
        hosts.block("paper.example", "429, retry after 7200", timedelta(hours=2))
    assert due(data, minutes=119) == ["other"]
    assert due(data, minutes=120) == ["paper", "other"]


def test_status_says_until_when_a_host_is_left_alone(data: Path, dozor: Run) -> None:
    with closing(SqliteHosts(open_store(data / "dozor.db"))) as hosts:
        until = clock.to_text(
            hosts.block("paper.example", "429, retry after 7200", timedelta(hours=2))
        )
    told = dozor("status", "--data", data).stdout
    assert f"paper.example: left alone until {until}: 429, retry after 7200" in " ".join(
        told.split()
    )
    assert json.loads(dozor("status", "--data", data, "--json").stdout)["hosts"] == [
        {"host": "paper.example", "blocked_until": until, "reason": "429, retry after 7200"}
    ]


def test_sources_that_need_no_code_share_an_engine() -> None:
    order = Order(sources=(PAPER, OTHER), limits={"paper": 50, "other": 50}, due=True)
    ((_, arguments),) = _jobs(order)
    assert (arguments["sources"], arguments["due"]) == ([PAPER, OTHER], True)
    assert arguments["limits"] == order.limits


def test_a_spider_with_nothing_but_its_source_shares_it_too() -> None:
    tuned = all_sources()["ysia"]
    ((spider, arguments),) = _jobs(Order(sources=(tuned, PAPER), limits={"paper": 50}))
    assert (spider, arguments["sources"]) == (SourceListSpider, [tuned, PAPER])
