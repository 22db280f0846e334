"""What absence proves, and what it does not: the rules, fact by fact."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dozor.absence import decide
from pipelines.absence_facts import (
    Absence,
    AbsenceFacts,
    AbsentAnswer,
    Lacking,
    Left,
    Listing,
    RunFacts,
    Suspect,
)

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def a_run(number: int, **facts: Any) -> RunFacts:
    """Run N, at hour N: it ended well, read the listing to its proven end, met 20 known pages."""
    usual = {"reason": "finished", "complete": True, "known": 20, "absent": 1}
    return RunFacts(id=number, at=at(number), **{**usual, **facts})


def said(*hours: int, state: str = "live", **run: Any) -> list[str]:
    """What follows from a page's own absent answers at these hours, each in a run of its own."""
    answers = tuple(AbsentAnswer(at=at(hour), run_id=hour) for hour in hours)
    suspect = Suspect(
        page_id=1, key="paper.example/1", state=state, first_failed=at(hours[0]) if hours else None,
        last_fetched=None, missing_since=None, answers=answers,
    )  # fmt: skip
    runs = {hour: a_run(hour, **run) for hour in hours}
    facts = AbsenceFacts(source_id="paper", kind="news", runs=runs, suspects=(suspect,))
    return [decision.state for decision in decide(facts) if isinstance(decision, Absence)]


def lacked(
    count: int = 1, *, kind: str = "grants", run: RunFacts | None = None, **page: Any
) -> tuple[list[int], list[Left]]:
    """What follows for pages that a proven listing lacks: who is missing, who has left."""
    run = run or a_run(24)
    usual = {
        "key": "fund.example/1", "state": "live", "last_seen": at(0), "answered": at(0),
        "dated": "2026-02-20",
        "listing": Listing(way_id=9, key="fund.example", run_id=run.id, members=40,
                           oldest="2026-01-01"),
    }  # fmt: skip
    pages = tuple(Lacking(page_id=number, **{**usual, **page}) for number in range(1, count + 1))
    facts = AbsenceFacts(source_id="fund", kind=kind, runs={run.id: run}, lacking=pages)
    decisions = decide(facts)
    missing = [found.page_id for found in decisions if isinstance(found, Absence)]
    return missing, [found for found in decisions if isinstance(found, Left)]


def test_a_pages_own_word_makes_it_missing_at_the_moment_it_was_said() -> None:
    assert said(1) == ["missing"]


def test_three_answers_over_two_days_make_it_gone() -> None:
    assert said(0, 24, 48, state="missing") == ["gone"]
    assert said(0, 24, 48) == ["missing", "gone"]


@pytest.mark.parametrize("hours", [(0, 48), (0, 1, 2), (0, 24, 47)])
def test_fewer_answers_or_a_shorter_time_do_not(hours: tuple[int, ...]) -> None:
    assert said(*hours, state="missing") == []


def test_what_answered_nothing_of_the_kind_stays() -> None:
    """Blocks, outages and empty answers are no answers here; a good one has cleared all."""
    assert said() == []
    assert said(state="missing") == []


def test_half_a_site_404_at_once_makes_nothing_missing() -> None:
    assert said(1, known=20, absent=10) == []
    assert said(1, 2, 3, known=30, absent=30) == []


def test_fewer_than_half_or_fewer_than_ten_are_believed() -> None:
    assert said(1, known=20, absent=9) == ["missing"]
    assert said(1, known=100, absent=49) == ["missing"]


def test_half_a_site_that_stays_404_for_two_days_is_believed() -> None:
    assert said(0, 24, 48, known=20, absent=20) == ["missing", "gone"]


def test_a_proven_listing_that_lacks_a_page_makes_it_missing() -> None:
    missing, left = lacked()
    assert missing == [1]
    assert left == [Left(way_id=9, page_id=1, at=at(24))]


@pytest.mark.parametrize(
    "run",
    [
        {"complete": False}, {"reason": "limit"}, {"reason": "blocked"}, {"reason": "interrupted"},
        {"reason": None}, {"reason": "unreachable"}, {"unfit": True}, {"known": 20, "absent": 15},
    ],
    ids=str,
)  # fmt: skip
def test_a_run_that_is_not_whole_and_well_proves_nothing(run: dict[str, Any]) -> None:
    assert lacked(run=a_run(24, **run)) == ([], [])


def test_a_page_that_answered_well_after_the_listing_lives_on() -> None:
    missing, left = lacked(answered=at(24))
    assert missing == []
    assert [(found.page_id, found.ask) for found in left] == [(1, False)]


@pytest.mark.parametrize("dated", ["2026-01-01", "2025-12-01"])
def test_what_may_have_scrolled_off_a_rolling_list_is_asked_itself(dated: str) -> None:
    for kind in ("news", "grants"):
        missing, left = lacked(kind=kind, dated=dated)
        assert missing == []
        assert [(found.page_id, found.ask) for found in left] == [(1, True)]


def test_an_undated_page_is_missing_from_a_portal_and_asked_at_a_paper() -> None:
    assert lacked(dated=None)[0] == [1]
    missing, (left,) = lacked(kind="news", dated=None)
    assert (missing, left.ask) == ([], True)


def test_a_missing_page_that_leaves_a_listing_too_is_told_once() -> None:
    missing, left = lacked(state="missing")
    assert (missing, len(left)) == ([], 1)


def test_a_listing_that_loses_half_at_once_is_doubted_for_two_days() -> None:
    assert lacked(count=41) == ([], [])
    assert len(lacked(count=41, run=a_run(48))[0]) == 41
    assert len(lacked(count=39)[0]) == 39
