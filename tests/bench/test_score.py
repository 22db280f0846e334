"""Monitors of known worth score what they are worth."""

from datetime import timedelta

import pytest

from bench.monitoring.monitor import Oracle
from bench.monitoring.plan import Plan, Schedule
from bench.monitoring.score import Score, score
from bench.monitoring.server import Server
from bench.monitoring.table import KINDS, document
from bench.monitoring.truth import Reported
from bench.monitoring.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World(3, sites=20, days=30)


def judge(world: World, reports: list[Reported]) -> Score:
    return score(world.truth, reports, Schedule(Plan(), world.truth, world.rounds), world.identify)


def oracle(world: World, tmp_path_factory: pytest.TempPathFactory) -> list[Reported]:
    with Server(world) as server:
        monitor = Oracle(server, tmp_path_factory.mktemp("oracle"))
    return [one for moment in world.rounds for one in monitor.visit_round(world, moment)]


def test_a_monitor_that_knows_the_truth_scores_one(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    result = judge(world, oracle(world, tmp_path_factory))
    for kind in KINDS:
        total = result.total(kind)
        assert total.expected, kind
        assert (total.precision, total.recall, total.late) == (1.0, 1.0, 0), kind
    assert result.false_removals == 0
    assert all(alarms == 0 for _, alarms in result.hazards.values())


def test_a_monitor_that_takes_absence_for_removal_scores_false_removals(world: World) -> None:
    scrolled = [one for one in world.truth if one.kind == "scrolled"]
    removed = {one.page for one in world.truth if one.kind == "removed" and one.until is None}
    naive = [
        Reported(kind="gone", site=one.site, at=world.rounds[-1], url=one.page) for one in scrolled
    ]
    result = judge(world, naive)
    assert result.false_removals == sum(one.page not in removed for one in scrolled) > 0
    assert result.hazards["scrolled"][1] == result.false_removals


def test_a_monitor_that_says_nothing_has_no_precision_and_no_recall(world: World) -> None:
    result = judge(world, [])
    assert {result.total(kind).recall for kind in KINDS} == {0.0}
    assert {result.total(kind).precision for kind in KINDS} == {None}


def test_a_monitor_that_cries_at_each_page_in_each_round_is_precise_in_nothing(
    world: World,
) -> None:
    told = []
    for moment in world.rounds[1:8]:
        world.move_to(moment)
        told += [Reported(kind="changed", site="", at=moment, url=url) for url in world.pages()]
    edited = judge(world, told).total("edited")
    assert edited.precision is not None
    assert edited.precision < 0.05
    assert edited.true


def test_delay_is_counted_from_the_happening(world: World) -> None:
    first = next(one for one in world.truth if one.kind == "new")
    at = first.at + timedelta(hours=30)
    report = Reported(kind="new", site=first.site, at=at, url=first.page)
    (tally,) = (one for one in judge(world, [report]).kinds.values() if one.true)
    assert tally.delays == [30.0]
    assert tally.late == 1


def test_scores_of_several_worlds_add_up(world: World) -> None:
    total = judge(world, [])
    before = total.total("new").expected
    total.add(judge(world, []))
    assert (total.seeds, total.total("new").expected) == (2, 2 * before)


def test_the_tables_name_every_kind(world: World) -> None:
    text = document({"silence": judge(world, [])}, {"silence": Plan()}, "one")
    assert all(f"| {kind} |" in text for kind in KINDS)
    assert "| scrolled |" in text
