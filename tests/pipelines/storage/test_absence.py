from datetime import timedelta
from typing import Any

import pytest

from crawler import clock
from pipelines.absence_facts import Absence, Decision, Left
from pipelines.storage.absence import absence_facts, store_absences
from pipelines.storage.pages import SqlitePageStore

HOME = "https://vestnik.example"


def facts(desk: Any) -> Any:
    return absence_facts(desk.db.conn, "vestnik")


def found(*names: str) -> tuple[str, ...]:
    return tuple(f"{HOME}/{name}" for name in names)


def listed(desk: Any, *names: str, complete: bool = True, reason: str = "finished") -> None:
    desk.start()
    desk.write(desk.visit("list", kind="listing", found=found(*names)))
    desk.end(reason=reason, complete=complete)
    desk.later(days=1)


def lost(desk: Any, page: str = "a") -> None:
    desk.start()
    desk.write(desk.rejected(page, "not_found", http_status=404))
    desk.end()


def page(desk: Any, name: str = "a") -> Any:
    (row,) = desk.db.query("SELECT * FROM pages WHERE key = ?", [f"{HOME}/{name}"])
    return row


def missing(desk: Any, name: str = "a", state: Any = "missing") -> Absence:
    row = page(desk, name)
    return Absence(page_id=row["id"], state=state, at=desk.now, run_id=1)


def decide(desk: Any, *decisions: Decision) -> None:
    store_absences(desk.path, decisions)


def test_a_page_that_answers_is_no_suspect(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    assert (facts(desk).suspects, facts(desk).lacking) == ((), ())


def test_a_suspect_comes_with_its_answers_and_their_runs(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    lost(desk)
    desk.later(days=1)
    desk.write(desk.rejected("a", "blocked", http_status=403))
    lost(desk)
    (suspect,) = facts(desk).suspects
    assert suspect.key == f"{HOME}/a"
    assert [answer.run_id for answer in suspect.answers] == [2, 4]
    assert suspect.answers[1].at - suspect.answers[0].at == timedelta(days=1)
    assert {run.known for run in facts(desk).runs.values()} == {1}


def test_answers_before_a_good_one_count_no_more(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    lost(desk)
    desk.later(hours=1)
    desk.write(desk.visit("a", desk.article("a")))
    desk.later(hours=1)
    lost(desk)
    (suspect,) = facts(desk).suspects
    assert len(suspect.answers) == 1
    assert suspect.first_failed == suspect.answers[0].at == desk.now


def test_a_page_that_never_had_a_record_cannot_be_missed(desk: Any) -> None:
    lost(desk)
    assert facts(desk).suspects == ()


def test_a_mass_failure_shows_in_the_counts_of_its_run(desk: Any) -> None:
    names = [f"n{number}" for number in range(12)]
    desk.write(*(desk.visit(name, desk.article(name)) for name in names))
    desk.start()
    desk.write(*(desk.rejected(name, "soft_404") for name in names[:9]))
    desk.write(desk.visit("n9", not_modified=True), desk.visit("n10", desk.article("n10")))
    desk.write(desk.rejected("n11", "timeout"), desk.visit("fresh", desk.article("fresh")))
    (run,) = facts(desk).runs.values()
    assert (run.known, run.absent) == (11, 9)


def test_what_a_complete_listing_lacks_is_told_with_what_it_holds(desk: Any) -> None:
    for name in ("a", "b"):
        published = {"published_on": f"2026-02-0{len(name)}", "sort_utc": "2026-02-01T00:00:00Z"}
        desk.write(desk.visit(name, desk.article(name, **published)))
    listed(desk, "a", "b")
    assert facts(desk).lacking == ()
    listed(desk, "b")
    (lacking,) = facts(desk).lacking
    assert (lacking.key, lacking.state) == (f"{HOME}/a", "live")
    assert (lacking.listing.members, lacking.listing.run_id) == (1, 3)
    assert lacking.listing.oldest == lacking.dated == "2026-02-01T00:00:00Z"
    assert lacking.answered == clock.from_text("2026-03-01T06:00:00Z")


@pytest.mark.parametrize(
    "end", [{"complete": False}, {"reason": "limit"}, {"reason": "blocked"}], ids=str
)
def test_an_unproven_listing_lacks_nothing(desk: Any, end: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    listed(desk, "a", "b")
    listed(desk, "b", **end)
    assert facts(desk).lacking == ()


def test_a_feed_lacks_nothing_whatever_its_run_proved(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    for names in (("a", "b"), ("b",)):
        desk.start()
        desk.write(desk.visit("rss", kind="feed", found=found(*names)))
        desk.end(complete=True)
    assert facts(desk).lacking == ()


def test_a_card_that_another_listing_holds_now_is_not_lacking(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    listed(desk, "a", "b")
    desk.start()
    desk.write(desk.visit("list", kind="listing", found=found("b")))
    desk.write(desk.visit("winners", kind="listing", found=found("a")))
    desk.end(complete=True)
    assert facts(desk).lacking == ()


def test_a_page_whose_text_a_new_one_brings_is_not_lacking_before_it_has_answered(
    desk: Any,
) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    listed(desk, "a", "b")
    listed(desk, "b", "moved")
    assert [one.key for one in facts(desk).lacking] == [f"{HOME}/a"]
    desk.write(desk.visit("moved", desk.article("moved", title="Новость a")))
    assert facts(desk).lacking == ()
    desk.write(desk.visit("a", desk.article("a")))
    assert [one.key for one in facts(desk).lacking] == [f"{HOME}/a"]


def test_a_leaving_is_told_until_it_is_noted_and_again_after_a_return(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    listed(desk, "a", "b")
    listed(desk, "b")
    (lacking,) = facts(desk).lacking
    left = Left(way_id=lacking.listing.way_id, page_id=lacking.page_id, at=desk.now)
    decide(desk, left)
    assert facts(desk).lacking == ()
    listed(desk, "a", "b")
    assert {row["left_at"] for row in desk.rows("appearances")} == {None}
    listed(desk, "b")
    assert len(facts(desk).lacking) == 1


def test_a_missing_page_is_an_event_once_and_visited_at_once(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    for _ in range(2):
        decide(desk, missing(desk))
    row, event = page(desk), desk.rows("events")[-1]
    assert (row["state"], row["missing_since"]) == ("missing", "2026-03-01T06:00:00Z")
    assert desk.events() == [("created", "article"), ("missing", "article")]
    assert (event["record_key"], event["page_id"], event["run_id"]) == (f"{HOME}/a", row["id"], 1)
    assert desk.row("runs")["missing"] == 1
    store = SqlitePageStore(desk.path)
    assert [one.key for one in store.due("vestnik", desk.now)] == [f"{HOME}/a"]
    store.close()


def test_only_a_missing_page_can_be_gone(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    decide(desk, missing(desk, state="gone"))
    assert page(desk)["state"] == "live"
    decide(desk, missing(desk), missing(desk, state="gone"), missing(desk, state="gone"))
    assert (page(desk)["state"], page(desk)["gone_at"]) == ("gone", "2026-03-01T06:00:00Z")
    assert [kind for kind, _ in desk.events()] == ["created", "missing", "gone"]


def test_a_failure_in_the_midst_leaves_no_decision(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")), desk.visit("b", desk.article("b")))
    wrong = Absence(page_id=page(desk, "b")["id"], state="missing", at=desk.now, run_id=99)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        decide(desk, missing(desk), wrong)
    assert page(desk)["state"] == "live"


@pytest.mark.parametrize("states", [("missing",), ("missing", "gone")])
@pytest.mark.parametrize("again", ["the record", "not modified"])
def test_a_page_that_answers_with_its_record_again_is_restored(
    desk: Any, states: Any, again: str
) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    decide(desk, *(missing(desk, state=state) for state in states))
    desk.later(days=3)
    record = [desk.article("a")] if again == "the record" else []
    desk.write(desk.visit("a", *record, not_modified=not record))
    row = page(desk)
    assert (row["state"], row["missing_since"], row["gone_at"]) == ("live", None, None)
    assert desk.events()[-1] == ("restored", "article")
    assert desk.rows("events")[-1]["at"] == "2026-03-04T06:00:00Z"


@pytest.mark.parametrize("reason", ["blocked", "timeout", "empty", "http_error", "not_found"])
def test_no_other_answer_restores_a_page(desk: Any, reason: str) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    decide(desk, missing(desk))
    desk.write(desk.rejected("a", reason))
    assert page(desk)["state"] == "missing"
    assert desk.events()[-1] == ("missing", "article")


def due(desk: Any, **after: float) -> list[str]:
    store = SqlitePageStore(desk.path)
    keys = [one.key for one in store.due("vestnik", desk.now + timedelta(**after))]
    store.close()
    return keys


def test_a_gone_page_rests_as_long_as_it_has_been_gone(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    lost(desk)
    decide(desk, missing(desk), missing(desk, state="gone"))
    rests = []
    for days in (1, 4, 85):
        desk.later(days=days)
        lost(desk)
        rests.append([bool(due(desk, days=rest, hours=-1)) for rest in (1, 5, 30)])
    assert rests == [[False, True, True], [False, False, True], [False, False, False]]
    assert due(desk, days=30) == [f"{HOME}/a"]


def test_a_gone_page_that_fails_otherwise_is_tried_again_within_the_hour(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    for _ in range(6):
        lost(desk)
    decide(desk, missing(desk), missing(desk, state="gone"))
    desk.later(days=9)
    lost(desk)
    desk.write(desk.rejected("a", "timeout"))
    assert page(desk)["state"] == "gone"
    assert due(desk, hours=1) == [f"{HOME}/a"]


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing"])
def test_a_gone_page_is_due_at_once_when_it_is_named_again(desk: Any, kind: Any) -> None:
    def name(*names: str) -> None:
        desk.later(hours=3)
        desk.start()
        desk.write(desk.visit("list", kind=kind, found=found(*names)))
        desk.end()

    name("a", "b")
    desk.write(desk.visit("a", desk.article("a")))
    lost(desk)
    decide(desk, missing(desk), missing(desk, state="gone"))
    name("a", "b")
    assert due(desk) == []
    name("b")
    assert due(desk) == []
    name("a", "b")
    assert due(desk) == [f"{HOME}/a"]
    lost(desk)
    name("a", "b")
    assert due(desk) == []
