"""A crawl that is killed in its middle loses nothing: the next one ends in the same records."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dozor.world import SampleWorld

ROOT = Path(__file__).resolve().parents[2]


def start(site: str, data: Path, address: str, *, delay: float = 0) -> subprocess.Popen[bytes]:
    settings = {"TRANSPORT_REDIRECT": address, "HOST_DELAY": delay, "DATABASE_BATCH_SIZE": 3}
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", site, "-a", "since=2000-01-01", *given],
        cwd=ROOT,
        env={**os.environ, "DOZOR_DATA": str(data)},
    )


def records(data: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(data / "dozor.db")) as db:
        query = (
            "SELECT key, title, body FROM articles UNION ALL "
            "SELECT key, title, summary FROM grants ORDER BY key"
        )
        return db.execute(query).fetchall()


def events(data: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(data / "dozor.db")) as db:
        return db.execute("SELECT kind, record_key FROM events ORDER BY 2, 1").fetchall()


@pytest.mark.slow
def test_the_next_crawl_ends_in_the_same_records(tmp_path: Path) -> None:
    site = "iz"  # feed, sitemaps and broken pages
    with SampleWorld(day=0) as world:
        whole, torn = tmp_path / "whole", tmp_path / "torn"
        assert start(site, whole, world.address).wait(60) == 0
        process = start(site, torn, world.address, delay=0.15)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not (
            (torn / "dozor.db").exists() and 3 <= _count(torn) < len(records(whole))
        ):
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert 0 < len(records(torn)) < len(records(whole))
        assert start(site, torn, world.address).wait(60) == 0
        assert records(torn) == records(whole)
        assert events(torn) == events(whole)
        assert start(site, torn, world.address).wait(60) == 0
        assert events(torn) == events(whole), "an unchanged world makes no event"


def _count(data: Path) -> int:
    try:
        return len(records(data))
    except sqlite3.OperationalError:  # the tables are being made
        return 0
