"""Health as a person would judge it: by the run, by bounds, by the source's own past."""

import inspect
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dozor import health_listings, health_past, health_run
from dozor.findings import Bounds, Facts, News
from dozor.health import Judgement, judge
from dozor.runs import RunRow
from pipelines.health_words import in_words

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
FEED = "https://paper.example/rss"
CARDS = "https://fund.example/cards"


def a_run(number: int = 100, **counts: Any) -> RunRow:
    """A run that came out well: a feed with 20 entries, twelve pages."""
    started = START + timedelta(hours=number)
    facts: dict[str, Any] = {
        "id": number, "source_id": "paper", "title": "Газета", "started": moment(started),
        "finished": moment(started), "reason": "finished", "pages": 13, "not_modified": 0,
        "items": 12, "created": 2, "changed": 0, "rejected": 0, "errors": 0, "blocked": 0,
        "good": 12, "health": "healthy", "ways": {FEED: 20},
        "coverage": coverage(published=12, body=12),
    }  # fmt: skip
    return RunRow(**{**facts, **counts})


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def coverage(extractor: str = "own", **counts: int) -> dict[str, Counter[str]]:
    return {name: Counter({extractor: count}) for name, count in counts.items()}


def past(count: int = 5, **facts: Any) -> tuple[RunRow, ...]:
    return tuple(a_run(99 - number, **facts) for number in range(count))


def judged(run: RunRow, before: tuple[RunRow, ...] = (), **facts: Any) -> Judgement:
    return judge(Facts(run=run, past=before, **facts))


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in judgement.findings]


def proven(items: int, **facts: Any) -> dict[str, Any]:
    proof = {"listing": CARDS, "items": items, "complete": True, "total": None, **facts}
    return {"complete": proof["complete"], "proof": proof, "ways": {CARDS: items}}


def test_a_run_like_those_before_it_is_healthy() -> None:
    assert judged(a_run(), past()) == Judgement("healthy")


def test_a_first_run_is_judged_without_a_past() -> None:
    assert judged(a_run()) == Judgement("healthy")


def test_pages_that_are_known_to_be_broken_do_not_turn_a_source() -> None:
    run = a_run(pages=8, good=4, items=4, still_broken=3, errors=3)
    assert judged(run, past()) == Judgement("healthy")


def test_a_few_broken_pages_are_worth_a_remark() -> None:
    found = judged(a_run(good=11, broke=3, errors=3, pages=15))
    assert (found.state, codes(found), found.unfit) == ("degraded", ["broke"], False)
    assert found.findings[0].as_row() == {"code": "broke", "failed": 3, "pages": 14}


@pytest.mark.parametrize(("broke", "state"), [(1, "healthy"), (2, "degraded"), (3, "degraded")])
def test_one_broken_page_of_a_few_is_its_own_fault(broke: int, state: str) -> None:
    first = a_run(pages=12, items=11 - broke, good=11 - broke, broke=broke, errors=broke)
    assert judged(first).state == state


def test_a_few_broken_pages_of_hundreds_are_no_matter() -> None:
    assert judged(a_run(good=300, broke=3, errors=3, pages=304)).state == "healthy"
    assert judged(a_run(good=300, broke=4, errors=4, pages=305)).state == "degraded"


def test_a_page_that_breaks_now_and_then_adds_up() -> None:
    small = {"pages": 4, "items": 2, "good": 2, "broke": 1, "errors": 1}
    assert judged(a_run(**small)).state == "healthy"
    assert judged(a_run(**small), past(3, **small)).state == "degraded"


def test_many_broken_pages_are_a_failing_source() -> None:
    found = judged(a_run(good=11, broke=6, errors=6, pages=18))
    assert (found.state, codes(found), found.unfit) == ("failing", ["broke"], True)


def test_small_runs_are_judged_together() -> None:
    small = {"good": 1, "broke": 2, "errors": 2, "pages": 4, "health": "degraded"}
    assert judged(a_run(**small)).state == "degraded"
    assert judged(a_run(**small), past(2, **small)).state == "failing"


def test_a_run_that_tried_nothing_new_leaves_a_failing_source_failing() -> None:
    broken = past(1, good=2, broke=9, errors=9, health="failing")
    waiting = a_run(pages=1, items=0, good=0, not_modified=1, ways={FEED: "unchanged"})
    assert judged(waiting, broken).state == "failing"


def test_a_run_without_a_failure_makes_it_well_again() -> None:
    broken = past(1, good=2, broke=9, errors=9, health="failing")
    assert judged(a_run(pages=3, good=2, items=2), broken).state == "healthy"


def test_what_failed_before_a_source_was_well_does_not_turn_it_again() -> None:
    broken = past(1, good=2, broke=9, errors=9, unread=9, health="failing")
    well = a_run(98, pages=3, good=2, items=2)
    waiting = a_run(pages=1, items=0, good=0, not_modified=1, ways={FEED: "unchanged"})
    assert judged(waiting, (well, *broken)).state == "healthy"


def test_a_run_in_which_no_page_gave_anything_is_failing() -> None:
    run = a_run(pages=3, items=0, good=0, errors=3, ways={FEED: "timeout"})
    found = judged(run, past())
    assert found.state == "failing"
    assert "nothing_read" in codes(found)


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("blocked", "blocked"), ("unreachable", "failing"), ("archive_failed", "failing"),
        ("interrupted", "degraded"), ("busy", "degraded"), ("limit", "healthy"),
    ],
)  # fmt: skip
def test_a_run_is_judged_by_how_it_ended(reason: str, state: str) -> None:
    assert judged(a_run(reason=reason), past()).state == state


def test_a_run_that_did_not_ask_because_of_a_block_is_blocked() -> None:
    run = a_run(reason="blocked", pages=0, items=0, good=0, ways={}, coverage={})
    assert judged(run, past()).state == "blocked"


def test_one_refused_page_is_no_blocked_source() -> None:
    assert judged(a_run(blocked=1, good=11), past()).state == "degraded"


def test_one_of_several_ways_that_cannot_be_read_is_named() -> None:
    found = judged(a_run(ways={FEED: 20, "https://paper.example/map": "not_xml"}), past())
    assert found.state == "degraded"
    assert found.findings[0].values["way"] == "https://paper.example/map"


def test_a_source_of_which_no_way_can_be_read_is_failing() -> None:
    found = judged(a_run(ways={FEED: "http_error"}), past())
    assert (found.state, codes(found)) == ("failing", ["no_way"])


def test_a_feed_that_suddenly_names_nothing_is_unfit() -> None:
    found = judged(a_run(ways={FEED: 0}), past())
    assert (found.state, codes(found), found.unfit) == ("degraded", ["way_shrank"], True)


def test_pages_without_a_record_are_judged_by_the_sources_usual_share() -> None:
    galleries = {"good": 6, "unread": 6, "rejected": 6}
    assert judged(a_run(**galleries), past()).state == "degraded"
    assert judged(a_run(**galleries), past(**galleries)).state == "healthy"
    assert judged(a_run(good=2, unread=10, rejected=10), past()).state == "failing"


def test_half_a_site_that_vanishes_at_once_is_the_sites_failure() -> None:
    found = judged(a_run(good=10, known=20, absent=10, rejected=10), past())
    assert (found.state, codes(found), found.unfit) == ("failing", ["vanished"], True)
    assert judged(a_run(known=18, absent=9), past()).state == "healthy"


def test_a_listing_that_shrinks_is_unfit_until_it_has_stayed_so_for_two_days() -> None:
    before = past(5, **proven(100))
    small = a_run(**proven(80))
    found = judged(small, before)
    assert (codes(found), found.unfit) == (["listing_shrank"], True)
    unfit = {"health": "degraded", "unfit": True}
    stayed = tuple(a_run(100 - hour, **proven(80), **unfit) for hour in range(1, 50))
    old = tuple(a_run(50 - hour, **proven(100)) for hour in range(5))
    assert judged(small, (*stayed[:20], *old)).unfit
    assert not judged(small, (*stayed, *old)).unfit


def test_a_listing_may_lose_a_few() -> None:
    assert judged(a_run(**proven(95)), past(5, **proven(100))) == Judgement("healthy")


def test_a_listing_whose_total_does_not_match_is_unfit() -> None:
    run = a_run(**proven(80, total=84, complete=False))
    found = judged(run)
    assert (codes(found), found.unfit) == (["total_differs"], True)


def test_a_listing_that_is_no_more_read_to_its_end_is_unfit() -> None:
    found = judged(a_run(**proven(40, complete=False)), past(5, **proven(40)))
    assert (codes(found), found.unfit) == (["listing_unproven"], True)


def test_a_long_listing_that_an_ordinary_run_leaves_early_is_no_fault() -> None:
    run = a_run(**proven(400, complete=False, fault="left early"))
    assert judged(run, past(1, **proven(2000))) == Judgement("healthy")


def early(items: int, **facts: Any) -> dict[str, Any]:
    return proven(items, complete=False, fault="left early", **facts)


@pytest.mark.parametrize("stated", [{"total": 2000}, {"last": 100}])
def test_a_long_listing_that_states_its_size_is_no_fault_while_it_keeps_it(stated: Any) -> None:
    run = a_run(**early(400, **stated))
    assert judged(run, past(5, **early(400, **stated))) == Judgement("healthy")


@pytest.mark.parametrize(
    ("before", "now", "code"),
    [
        ({"total": 2000}, {"total": 1000}, "listing_shrank"),
        ({"last": 100}, {"last": 50}, "listing_shortened"),
    ],
)
def test_a_long_listing_that_states_far_less_is_unfit_until_it_has_stayed_so(
    before: Any, now: Any, code: str
) -> None:
    small = a_run(**early(400, **now))
    whole = past(5, **early(400, **before))
    found = judged(small, whole)
    assert (found.state, codes(found), found.unfit) == ("degraded", [code], True)
    unfit = {"health": "degraded", "unfit": True}
    stayed = tuple(a_run(100 - hour, **early(400, **now), **unfit) for hour in range(1, 50))
    assert judged(small, (*stayed, *whole)) == Judgement("healthy")


def test_a_long_listing_that_is_suddenly_read_to_a_near_end_is_unfit() -> None:
    found = judged(a_run(**proven(300)), past(5, **early(400)))
    assert (codes(found), found.unfit) == (["listing_shrank"], True)


def test_a_field_that_records_lose_is_unfit() -> None:
    run = a_run(coverage=coverage(published=2, body=12))
    found = judged(run, past())
    assert (codes(found), found.unfit) == (["field_lost"], True)
    assert found.findings[0].as_row() == {
        "code": "field_lost", "field": "published", "share": 17, "usual": 100,
    }  # fmt: skip


def test_a_field_that_was_rare_may_be_lacking() -> None:
    before = past(5, coverage=coverage(published=12, body=12, author=3))
    assert judged(a_run(), before) == Judgement("healthy")


def test_a_declared_field_is_required_without_a_past() -> None:
    found = judged(a_run(), bounds=Bounds(required=("author",)))
    assert (codes(found), found.unfit) == (["field_lost"], True)


def test_a_field_that_a_fallback_must_find_is_drift() -> None:
    run = a_run(coverage={**coverage(published=12), **coverage("trafilatura", body=12)})
    found = judged(run, past())
    assert (found.state, codes(found)) == ("degraded", ["fallback"])
    assert found.findings[0].values["extractor"] == "trafilatura"


def drifted(items: int, **facts: Any) -> RunRow:
    found = coverage("structure", body=items)
    return a_run(items=items, coverage=found, created=items, **facts)


def test_a_site_that_brings_little_drifts_too() -> None:
    few = tuple(drifted(1, id=99 - number) for number in range(4))
    assert codes(judged(drifted(1), (*few[:3], *past()))) == []
    assert codes(judged(drifted(1), (*few, *past()))) == ["fallback"]


def test_a_declared_selector_is_missed_until_it_matches_again() -> None:
    reasons = ({"code": "fallback", "field": "body"},)
    long = tuple(drifted(12, id=99 - number, health_reasons=reasons) for number in range(30))
    steady = past(3, coverage=coverage(body=12))
    own = Bounds(own=("body",))
    assert codes(judged(drifted(12), long, steady=steady, bounds=own)) == ["fallback"]
    assert codes(judged(drifted(12), long, steady=steady)) == [], "it is declared no more"
    back = a_run(coverage=coverage(body=12))
    assert codes(judged(back, long, steady=steady, bounds=own)) == []


def test_too_few_records_are_a_failing_source_and_too_many_a_remark() -> None:
    assert judged(a_run(), bounds=Bounds(least_records=10), records=9).state == "failing"
    assert judged(a_run(), bounds=Bounds(most_records=10), records=11).state == "degraded"
    bounds = Bounds(least_records=10, most_records=10)
    assert judged(a_run(), bounds=bounds, records=10).state == "healthy"


@pytest.mark.parametrize(
    ("gap", "silent", "state"),
    [(4, 47, "healthy"), (4, 49, "stale"), (30, 89, "healthy"), (30, 91, "stale")],
)
def test_a_feed_is_stale_after_thrice_its_longest_gap(gap: int, silent: int, state: str) -> None:
    run = a_run()
    newest = START + timedelta(hours=run.id - silent)
    news = News(newest=newest, longest_gap=timedelta(hours=gap))
    assert judged(run, past(), news=news).state == state


def test_a_redesign_that_waits_for_a_person_is_unfit() -> None:
    found = judged(a_run(), past(), held=30)
    assert (found.state, codes(found), found.unfit) == ("degraded", ["redesign"], True)


def test_the_worst_finding_gives_the_state_and_comes_first() -> None:
    run = a_run(good=11, broke=6, errors=6, blocked=1)
    assert codes(judged(run, past()))[0] == "broke"
    assert judged(run, past()).state == "failing"


def test_every_code_has_words_in_both_languages() -> None:
    rules = "".join(
        inspect.getsource(module) for module in (health_listings, health_past, health_run)
    )
    found = set(re.findall(r'\("(?:degraded|stale|failing|blocked)", "(\w+)"', rules))
    found |= set(re.findall(r"\"(listing_\w+)\"", rules))
    assert len(found) > 20
    for language in ("ru", "en"):
        assert {code for code in found if in_words({"code": code}, language) == code} == set()


def test_a_source_on_which_nothing_was_ever_found_is_failing() -> None:
    empty: dict[str, Any] = {"items": 0, "good": 0, "known": 0, "rejected": 12, "pages": 13}
    first = a_run(**empty, ways={"https://town.example/": 0})
    found = judge(Facts(run=first))
    assert (found.state, codes(found)) == ("failing", ["nothing_named"])
    again = a_run(99, **{**empty, "not_modified": 1}, ways={"https://town.example/": "unchanged"})
    assert "nothing_named" in codes(judge(Facts(run=again, past=(first,))))


def test_a_list_that_is_empty_now_but_has_named_something_is_well() -> None:
    empty = a_run(items=0, good=0, known=0, ways={"https://fund.example/": 0})
    assert "nothing_named" not in codes(judge(Facts(run=empty, past=past(1))))
    assert "nothing_named" not in codes(judge(Facts(run=empty, records=4)))
