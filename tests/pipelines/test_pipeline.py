import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.items import Place, RawArticle, RunEnded, RunStarted, Visit
from crawler.sources import Source
from pipelines.pipeline import NormalizePipeline, StoragePipeline
from pipelines.storage.errors import StorageError

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Vestnik(scrapy.Spider):
    name = "vestnik"
    sources = (Source(id="vestnik", home_url="https://vestnik.example", title="Вестник"),)


def visit(number: int, **fields: Any) -> Visit:
    url = f"https://vestnik.example/{number}"
    raw = RawArticle(url=url, **{"title": f"Новость {number}", "body": "Текст.", **fields})
    place = Place(source_id="vestnik", url=url, key=url, kind="article")
    return Visit(place=place, fetched_at=NOW, http_status=200, records=(raw,))


def pipeline(folder: Path, **settings: Any) -> StoragePipeline:
    crawler = Crawler(Vestnik, Settings({"DOZOR_DATA": str(folder), **settings}))
    crawler.spider = Vestnik()
    return StoragePipeline.from_crawler(crawler)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Any]:
    with closing(sqlite3.connect(tmp_path / "dozor.db")) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def through(storage: StoragePipeline, *items: Any) -> None:
    for item in items:
        storage.process_item(NormalizePipeline().process_item(item))


def test_a_batch_is_stored_when_it_is_full_and_the_rest_at_the_end(
    tmp_path: Path, stored: Any
) -> None:
    storage = pipeline(tmp_path, DATABASE_BATCH_SIZE=3)
    storage.open_spider()
    through(storage, RunStarted(source_id="vestnik", at=NOW), visit(1))
    assert stored("SELECT count(*) FROM articles") == [(0,)]
    through(storage, visit(2), visit(3), RunEnded(source_id="vestnik", at=NOW))
    assert stored("SELECT count(*) FROM articles") == [(2,)]
    storage.close_spider()
    assert stored("SELECT count(*) FROM articles") == [(3,)]
    assert stored("SELECT reason, pages FROM runs") == [("finished", 3)]
    assert stored("SELECT title FROM sources") == [("Вестник",)]


def test_what_waits_is_stored_after_some_seconds(
    tmp_path: Path, stored: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = pipeline(tmp_path)
    storage.open_spider()
    through(storage, visit(1))
    later = time.monotonic() + 10
    monkeypatch.setattr(time, "monotonic", lambda: later)
    through(storage, visit(2))
    assert stored("SELECT count(*) FROM articles") == [(2,)]
    storage.close_spider()
    assert stored("SELECT reason FROM runs") == [("interrupted",)]


def test_an_invalid_record_is_stored_as_a_reject(tmp_path: Path, stored: Any) -> None:
    storage = pipeline(tmp_path)
    storage.open_spider()
    through(storage, visit(1, title=None))
    storage.close_spider()
    reject = ("invalid", "the article has no title", "https://vestnik.example/1")
    assert stored("SELECT reason, detail, url FROM rejects") == [reject]


def test_items_of_other_kinds_pass(tmp_path: Path) -> None:
    storage = pipeline(tmp_path)
    storage.open_spider()
    assert storage.process_item(NormalizePipeline().process_item({"a": 1})) == {"a": 1}  # type: ignore[comparison-overlap]
    storage.close_spider()


def test_a_real_crawl_refuses_sample_data(tmp_path: Path) -> None:
    sample = pipeline(tmp_path, DOZOR_SAMPLE=True)
    sample.open_spider()
    sample.close_spider()
    with pytest.raises(StorageError, match="holds sample data"):
        pipeline(tmp_path).open_spider()


def test_a_batch_that_could_not_be_stored_comes_again(tmp_path: Path, stored: Any) -> None:
    storage = pipeline(tmp_path, DATABASE_BATCH_SIZE=1)
    storage.open_spider()
    connection = storage._db.conn
    connection.execute("CREATE TRIGGER full BEFORE INSERT ON pages BEGIN SELECT x FROM y; END")
    with pytest.raises(StorageError):
        through(storage, visit(1))
    connection.execute("DROP TRIGGER full")
    storage.close_spider()
    assert stored("SELECT count(*), (SELECT count(*) FROM events) FROM articles") == [(1, 1)]


def crawl(folder: Path) -> "subprocess.Popen[bytes]":
    """Run a spider in a process of its own: it yields a visit every few milliseconds."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(Path(__file__).with_name("visiting.py")), str(folder)],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
def test_one_interrupt_ends_well_and_loses_nothing(tmp_path: Path, stored: Any) -> None:
    process = crawl(tmp_path)
    assert process.stderr
    while b"50 visits" not in (line := process.stderr.readline()):
        assert line, "it ended early"
    process.send_signal(signal.SIGINT)
    *_, last = [line, *process.stderr]
    process.stderr.close()
    assert process.wait(timeout=30) == 0
    yielded = int(last.split()[0])
    assert stored("SELECT count(*) FROM articles") == [(yielded,)]
    assert stored("SELECT reason, pages FROM runs") == [("interrupted", yielded)]
