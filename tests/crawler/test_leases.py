"""One crawl at a time to a host, over processes, and none before it wants one again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback_web import Asked, Reply, Web

from crawler.blocks import LONGEST_REST, find_block, retry_after
from crawler.items import HostClaim
from crawler.leases import pause
from pipelines.storage.connection import open_store

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = Reply(
    ("<html lang=ru><title>Мост</title><article><h1>Мост откроют осенью</h1>"
     + "<p>Совет решил, что мост через реку откроют осенью, и назначил день осмотра.</p>" * 9
     + "</article>").encode(),
    headers={"Content-Type": "text/html; charset=utf-8"},
)  # fmt: skip
PACE = 0.2
SPIDER = """
import sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from crawler.sources import Source
from crawler.spider import SourceListSpider

data, web, delay, wait, *pages = sys.argv[1:]
settings = Settings()
settings.setmodule("crawler.settings")
settings.update({"DOZOR_DATA": data, "TRANSPORT_REDIRECT": web, "HOST_WAIT": wait,
                 "HOST_DELAY": delay, "SPIDER_MODULES": []}, priority="cmdline")
process = AsyncCrawlerProcess(settings)
process.crawl(SourceListSpider, pages=pages,
              sources=[Source(id="paper", home_url="https://paper.example/")])
process.start()
"""


def start(
    web: Web, data: Path, *pages: int, delay: float = PACE, wait: float = 60
) -> subprocess.Popen[bytes]:
    addresses = [f"https://paper.example/{number}" for number in pages]
    return subprocess.Popen(
        [sys.executable, "-c", SPIDER, str(data), web.url, str(delay), str(wait), *addresses],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def paper(web: Web) -> Web:
    web.asked.clear()
    for number in range(40):
        web.put(f"paper.example/{number}", PAGE)
    return web


def gaps(web: Web) -> list[float]:
    moments = [asked.at for asked in web.asked]
    return [later - sooner for sooner, later in pairwise(moments)]


def one_crawl_asked_at_a_time(web: Web) -> bool:
    """Two crawls that each kept the pace would leave a gap of half of it, or less.

    No gap is compared with the whole of it: a busy machine hands a request on late, by some tens
    of milliseconds, and the next one in time.
    """
    whole = gaps(web)
    return min(whole) > PACE / 2 and sum(whole) > PACE * 0.9 * len(whole)


def runs(data: Path) -> list[tuple[str, int]]:
    rows = open_store(data / "dozor.db").query("SELECT reason, pages FROM runs ORDER BY id")
    return [(row["reason"], row["pages"]) for row in rows]


@pytest.mark.slow
def test_two_crawls_at_once_keep_one_pace(paper: Web, tmp_path: Path) -> None:
    both = [start(paper, tmp_path, *range(6)), start(paper, tmp_path, *range(6, 12))]
    assert [process.wait(60) for process in both] == [0, 0]
    assert len({asked.path for asked in paper.asked}) == 13, "twelve pages and robots.txt"
    assert one_crawl_asked_at_a_time(paper)
    assert sorted(runs(tmp_path)) == [("finished", 6)] * 2


@pytest.mark.slow
def test_the_pause_holds_from_one_crawl_to_the_next(paper: Web, tmp_path: Path) -> None:
    long = 3.0
    start(paper, tmp_path, 1, delay=0).wait(60)
    start(paper, tmp_path, 2, delay=long).wait(60)
    first_of_second = [asked.path for asked in paper.asked].index("/robots.txt", 1)
    assert gaps(paper)[first_of_second - 1] > long * 0.8


@pytest.mark.slow
def test_a_crawl_waits_no_longer_than_told_and_leaves_the_host_to_the_other(
    paper: Web, tmp_path: Path
) -> None:
    long = start(paper, tmp_path, *range(30))
    while len(paper.asked) < 3:
        time.sleep(0.02)
    start(paper, tmp_path, 31, wait=0.1).wait(60)
    assert ("busy", 0) in runs(tmp_path)
    assert "/31" not in paper.paths("paper.example")
    long.send_signal(signal.SIGINT)
    long.wait(60)


@pytest.mark.slow
def test_what_a_killed_crawl_held_is_free_at_once(paper: Web, tmp_path: Path) -> None:
    killed = start(paper, tmp_path, *range(30))
    while len(paper.asked) < 3:
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    assert start(paper, tmp_path, 31, wait=0).wait(60) == 0
    assert "/31" in paper.paths("paper.example")
    assert one_crawl_asked_at_a_time(paper)


@pytest.mark.slow
def test_a_retry_after_outlives_its_process(paper: Web, tmp_path: Path) -> None:
    def refused(_asked: Asked) -> Reply:
        return Reply(b"later", status=429, headers={"Retry-After": "3600"})

    paper.put("paper.example/1", refused)
    start(paper, tmp_path, 1, 2, delay=0).wait(60)
    before = len(paper.asked)
    start(paper, tmp_path, 2, delay=0).wait(60)
    assert len(paper.asked) == before, "not even robots.txt is asked for"
    assert runs(tmp_path) == [("blocked", 1), ("blocked", 0)]
    pages = open_store(tmp_path / "dozor.db").query("SELECT key FROM pages")
    assert [page["key"] for page in pages] == ["paper.example/1"]


@pytest.mark.slow
def test_a_host_that_blocks_again_is_left_alone_for_longer(paper: Web, tmp_path: Path) -> None:
    paper.put("paper.example/2", Reply(b"no", status=429))
    assert [blocks_after(paper, tmp_path, *pages) for pages in ((2,), (1, 2), (1,))] == [1, 2, 0]


def blocks_after(web: Web, data: Path, *pages: int) -> int:
    start(web, data, *pages, delay=0).wait(60)
    with closing(open_store(data / "dozor.db")) as db:
        db.execute("UPDATE hosts SET blocked_until = '2020-01-01T00:00:00Z'")
        (row,) = db.query("SELECT blocks FROM hosts")
    return int(row["blocks"])


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0120 ", timedelta(minutes=2)),
        ("Mon, 02 Mar 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Mon, 02 Mar 2026 16:00:00 +0300", timedelta(hours=1)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", None),
        ("99999999999999999999999999", LONGEST_REST),
        ("Fri, 02 Mar 2126 13:00:00 GMT", LONGEST_REST),
        ("0", None),
        ("-5", None),
        ("٣", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read(text: str, wait: timedelta | None) -> None:
    assert retry_after(text, NOW) == wait


@given(st.text())
def test_no_retry_after_is_too_strange(text: str) -> None:
    wait = retry_after(text, NOW)
    assert wait is None or timedelta() < wait <= LONGEST_REST


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_host_that_names_a_wait_blocks_for_certain(status: int) -> None:
    block = find_block(status, {"retry-after": "60"}, b"")
    assert block is not None
    assert block.certain


def test_the_pause_is_what_is_left_of_the_longer_delay() -> None:
    asked = HostClaim(ours=True, last_asked=100.0, delay=10.0)
    assert pause(asked, 2.5, 104.0) == 6.0
    assert pause(asked, 2.5, 101.0, fixed=True) == 1.5
    assert pause(asked, 2.5, 200.0) == 0.0
    assert pause(asked, 2.5, 50.0) == 10.0, "a clock that was set back waits no longer than that"
    assert pause(HostClaim(ours=True), 2.5, 104.0) == 0.0
