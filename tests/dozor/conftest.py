"""The command line as a person runs it: a process of its own, in a folder of its own."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dozor.choose import all_sources
from dozor.world import SampleWorld, moment
from pipelines.storage.sources import set_enabled

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def run_dozor(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `dozor` and give its exit code and what it said."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DOZOR_")}
    environment = {**ours, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "dozor", *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def dozor(tmp_path: Path) -> Run:
    """`dozor(words)` in an empty folder."""
    return lambda *words: run_dozor(*words, cwd=tmp_path)


@pytest.fixture
def world() -> Iterator[SampleWorld]:
    """The sample world on day 0."""
    with SampleWorld(day=0) as served:
        yield served


@pytest.fixture
def crawl(dozor: Run, tmp_path: Path, world: SampleWorld) -> Run:
    """A real `dozor crawl` of the sample world on its day, into `data/`, delay 0."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
        now = ("--now", moment(world.day).isoformat())
        return dozor("crawl", "--data", tmp_path / "data", *redirect, *now, *words)

    return run


def rows(data: Path, query: str) -> list[dict[str, Any]]:
    """What a query gives, by column name."""
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


def only(data: Path, *names: str) -> None:
    """Disable every spider but these in a data folder."""
    others = [source for name, source in all_sources().items() if name not in names]
    set_enabled(data / "dozor.db", others, on=False)
