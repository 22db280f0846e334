"""`dozor redesign`, over a store in which a site's template turned."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.items import Place, RunEnded, RunStarted
from crawler.sources import Source
from pipelines.records import Article
from pipelines.storage.connection import open_store
from pipelines.storage.writer import Writer
from pipelines.visits import NormalizedVisit

from .conftest import Run, rows

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOME = "https://vestnik.example"


def visit(number: int, title: str) -> NormalizedVisit:
    url = f"{HOME}/{number}"
    article = Article(key=url, source_id="vestnik", url=url, title=title, body="Текст новости.")
    place = Place(source_id="vestnik", url=url, key=url, kind="article")
    return NormalizedVisit(place=place, fetched_at=NOW, http_status=200, records=(article,))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which every title of a source got the site's name behind it."""
    db = open_store(tmp_path / "data" / "dozor.db")
    writer = Writer(db)
    writer.declare([Source(id="vestnik", home_url=HOME, title="Вестник")])
    for ending in ("", " — [Вестник]"):
        visits = [visit(number, f"Новость {number}{ending}") for number in range(6)]
        ends = (RunStarted(source_id="vestnik", at=NOW), RunEnded(source_id="vestnik", at=NOW))
        writer.write([ends[0], *visits, ends[1]])
    db.close()
    return tmp_path / "data"


def test_a_redesign_is_listed_with_examples_and_accepted(dozor: Run, data: Path) -> None:
    shown = dozor("redesign", "list", "--data", "data").stdout
    assert "6 of 6 records" in shown
    assert "+ Новость 0 — [Вестник]" in shown
    (listed,) = json.loads(dozor("redesign", "list", "--json", "--data", "data").stdout)
    assert (listed["source_id"], listed["signature"][0][0]) == ("vestnik", "title")
    done = dozor("redesign", "accept", 1, "--data", "data")
    assert (done.returncode, done.stdout) == (
        0,
        "Redesign 1 accepted: 6 records, 6 of them changed\n",
    )
    assert rows(data, "SELECT title FROM articles")[0]["title"] == "Новость 0 — [Вестник]"
    assert "No redesign waits" in dozor("redesign", "list", "--data", "data").stdout


def test_a_discarded_redesign_leaves_the_records(dozor: Run, data: Path) -> None:
    assert dozor("redesign", "discard", 1, "--data", "data").returncode == 0
    assert rows(data, "SELECT title FROM articles")[0]["title"] == "Новость 0"
    again = dozor("redesign", "accept", 1, "--data", "data")
    assert again.returncode == 2
    assert "was discarded already" in again.stderr
