"""Ctrl-C once: what is under way is finished, what was fetched is delivered."""

import signal
import subprocess
import time
from pathlib import Path

from crawling import run_crawl
from loopback_web import Reply, Web

from crawler.items import Visit
from crawler.sources import Source


def test_what_was_fetched_before_an_interruption_is_delivered(tmp_path: Path, web: Web) -> None:
    for n in range(200):
        web.put(
            f"long.example/{n}",
            Reply(b"<h1>x</h1>", headers={"Content-Type": "text/html"}, wait=0.05),
        )
    source = Source(id="long", home_url="https://long.example/")
    pages = [f"https://long.example/{n}" for n in range(200)]

    def interrupt(process: subprocess.Popen[str]) -> None:
        while len(web.asked) < 10:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)

    crawled = run_crawl(tmp_path, web.url, source, pages=pages, during=interrupt)
    asked = [path for path in web.paths("long.example") if path != "/robots.txt"]
    assert 9 <= len(asked) < 200
    assert len(crawled.visits) == len(asked)
    assert all(isinstance(visit, Visit) and visit.snapshot for visit in crawled.visits)
