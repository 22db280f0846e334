"""The mirror among the examples: fed by the cursor of events, killed at will, it loses nothing."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dozor.world import SampleWorld, moment

ROOT = Path(__file__).resolve().parents[2]
MIRROR = ROOT / "docs" / "examples" / "mirror.py"
TABLES = {
    "article": "articles",
    "grant": "grants",
    "competition": "competitions",
    "organisation": "organisations",
}
DAYS = 5


def crawl(data: Path, world: SampleWorld) -> None:
    now = moment(world.day).isoformat()
    redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
    words = ("crawl", "--data", str(data), "--full", "--now", now, *redirect)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "dozor", *words],
        cwd=data.parent, env=environment, capture_output=True, check=False, timeout=120,
    )  # fmt: skip


@contextmanager
def served(data: Path) -> Iterator[str]:
    words = ("serve", "--data", str(data), "--port", "0")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "dozor", *words],
        cwd=data.parent, env=environment, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        process.kill()
        process.communicate()


def follow(site: str, file: Path, *, kill_after: float | None = None) -> None:
    process = subprocess.Popen([sys.executable, str(MIRROR), site, str(file)])
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    assert process.wait(timeout=60) == 0 or kill_after is not None


def mirrored(file: Path) -> dict[tuple[str, str, str], object]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT kind, source, key, record FROM records").fetchall()
    return {(kind, source, key): json.loads(record) for kind, source, key, record in rows}


def exported(site: str) -> dict[tuple[str, str, str], object]:
    found: dict[tuple[str, str, str], object] = {}
    for kind, table in TABLES.items():
        after: str | None = f"{site}dozor/{table}.json?_shape=objects&_size=max"
        while after:
            with urllib.request.urlopen(after) as answer:
                page = json.load(answer)
            for row in page["rows"]:
                row.pop("last_seen")
                found[kind, row.get("source_id", ""), row["key"]] = row
            after = page.get("next_url")
    return found


@pytest.mark.slow
def test_a_mirror_that_is_killed_at_will_ends_equal_to_a_fresh_export(tmp_path: Path) -> None:
    data, file, chance = tmp_path / "data", tmp_path / "mirror.db", random.Random(7)
    with SampleWorld(day=0) as world:
        crawl(data, world)
        with served(data) as site:
            for day in range(1, DAYS + 1):
                for _ in range(2):
                    follow(site, file, kill_after=chance.uniform(0.1, 0.6))
                world.move_to(day)
                crawl(data, world)
            follow(site, file)
            assert mirrored(file) == exported(site)
            assert len(mirrored(file)) > 50
