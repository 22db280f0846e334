"""How the benchmark tells Dozor of its sites, and how it reads Dozor's tables."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.monitoring.dozor_monitor import DozorMonitor, DozorPlan, reports, sources_toml, states
from bench.monitoring.history import START
from bench.monitoring.plan import Schedule
from bench.monitoring.server import Server
from bench.monitoring.world import World
from dozor.choose import own_sources

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
EVENT = {
    "kind": "changed",
    "source_id": "n01",
    "of_page": "n01",
    "of_record": "n01",
    "page_url": "https://n01.example/news/1.html",
    "record_url": None,
    "field": "title",
    "old": "a",
    "new": "b",
    "cause": "source",
}


def read(**values: Any) -> list[Any]:
    return list(reports([{**EVENT, **values}], NOON))


def test_sources_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    sources = World(1, sites=8).sources
    file = tmp_path / "sources.toml"
    file.write_text(sources_toml(sources), encoding="utf-8")
    assert list(own_sources(file)) == [replace(source) for source in sources]


def test_a_change_of_the_source_is_reported_with_its_field() -> None:
    (report,) = read()
    assert (report.kind, report.field, report.new) == ("changed", "title", "b")
    assert report.url == "https://n01.example/news/1.html"


@pytest.mark.parametrize("values", [{"cause": "parser"}, {"field": "texts"}, {"kind": "withheld"}])
def test_our_own_changes_and_bookkeeping_are_no_reports(values: dict[str, str]) -> None:
    assert read(**values) == []


def test_a_creation_is_new() -> None:
    (report,) = read(kind="created", field=None, cause=None)
    assert (report.kind, report.field) == ("new", None)


def test_the_plan_looks_again_when_an_article_is_twice_as_old() -> None:
    assert DozorPlan().interval(status=None, age=5 * DAY) == 5 * DAY
    assert DozorPlan().interval(status="на независимой экспертизе", age=5 * DAY) == DAY


def test_the_plan_looks_for_a_gone_page_when_it_has_been_gone_twice_as_long() -> None:
    assert [DozorPlan().absence(days * DAY) / DAY for days in (0, 6, 90)] == [1, 6, 30]


def test_a_silence_that_stands_beneath_an_outage_is_said_all_along() -> None:
    silent, broke = {"code": "silent", "hours": 90}, {"code": "broke", "failed": 7}
    runs = [("stale", [silent]), ("failing", [broke, silent]), ("healthy", [])]
    said = [states({"health": health, "health_reasons": json.dumps(r)}) for health, r in runs]
    assert said == [{"stale"}, {"failing", "stale"}, set()]


@pytest.mark.slow
def test_dozor_reports_what_is_new_in_a_small_world(tmp_path: Path) -> None:
    world = World(1, sites=4, days=8)
    expected = Schedule(DozorPlan(), world.truth, world.rounds).expected(world.truth)
    first = next(one for one in expected if one.kind == "new")
    with Server(world) as server:
        monitor = DozorMonitor(server, tmp_path)
        monitor.visit_round(world, START)
        world.move_to(first.deadline)
        told = monitor.visit_round(world, first.deadline)
        monitor.close()
    new = {world.identify(one.url or "") for one in told if one.kind == "new"}
    assert first.happening.page in new
