"""What a run's health is judged by is counted as its visits are stored."""

import json
from typing import Any

from pipelines.storage.run_health import store_health, store_told

COUNTS = ("good", "broke", "unread", "still_broken")


def counts(desk: Any, run: int = -1) -> dict[str, int]:
    return {name: desk.rows("runs")[run][name] for name in COUNTS if desk.rows("runs")[run][name]}


def ways(desk: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.row("runs")["ways"])
    return {url.rpartition("/")[2]: given for url, given in found.items()}


def test_a_page_that_fails_again_is_counted_apart_from_one_that_fails_anew(desk: Any) -> None:
    desk.start()
    desk.write(
        desk.visit("a", desk.article("a")), desk.rejected("b", "timeout"),
        desk.rejected("c", "no_body"),
    )  # fmt: skip
    assert counts(desk) == {"good": 1, "broke": 1, "unread": 1}
    desk.end()
    desk.start()
    desk.write(
        desk.rejected("a", "timeout"), desk.rejected("b", "timeout"), desk.rejected("c", "no_body")
    )
    assert counts(desk) == {"broke": 1, "still_broken": 2}


def test_a_page_that_is_gone_does_not_fail_anew(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("a", desk.article("a")))
    desk.db.execute("UPDATE pages SET state = 'gone', failures = 0")
    desk.write(desk.rejected("a", "timeout"))
    assert counts(desk) == {"good": 1, "still_broken": 1}


def test_what_robots_txt_forbids_is_no_fault_of_the_page(desk: Any) -> None:
    desk.start()
    desk.write(desk.rejected("a", "robots"), desk.rejected("b", "refused"))
    assert counts(desk) == {}


def test_an_unchanged_reject_is_still_broken(desk: Any) -> None:
    desk.start()
    desk.write(desk.rejected("a", "no_body"))
    desk.end()
    desk.start()
    desk.write(desk.visit("a", not_modified=True))
    assert counts(desk) == {"still_broken": 1}


def test_pages_read_anew_that_say_the_same_are_counted(desk: Any) -> None:
    desk.start()
    desk.write(*(desk.visit(name, desk.article(name)) for name in "abc"))
    assert desk.rows("runs")[-1]["same"] == 0
    desk.end()
    desk.start()
    edited = desk.article("b", title="Мост закрыли")
    desk.write(
        desk.visit("a", desk.article("a")),
        desk.visit("b", edited),
        desk.visit("c", not_modified=True),
    )
    run = desk.rows("runs")[-1]
    assert (run["same"], run["not_modified"], run["reread"]) == (1, 1, 2)


def test_each_way_says_what_it_gave(desk: Any) -> None:
    desk.start()
    desk.write(
        desk.visit("rss", kind="feed", links=7),
        desk.visit("old", kind="feed", not_modified=True, http_status=304),
        desk.rejected("map", "not_xml", kind="sitemap"),
        desk.visit("a", desk.article("a")),
    )
    assert ways(desk) == {"rss": 7, "old": "unchanged", "map": "not_xml"}


def test_the_health_of_a_run_is_stored_with_its_reasons(desk: Any) -> None:
    desk.start()
    reason = {"code": "broke", "failed": 3, "pages": 9}
    store_health(desk.path, {1: ("degraded", [reason], True)})
    run = desk.row("runs")
    assert (run["health"], json.loads(run["health_reasons"])) == ("degraded", [reason])
    assert run["unfit"] == 1


def test_what_was_told_of_a_source_is_remembered_with_its_moment(desk: Any) -> None:
    store_told(desk.path, {"vestnik": "failing"})
    source = desk.row("sources")
    assert source["told"] == "failing"
    assert source["told_at"]
