"""What visits by a stated plan could see, and by when."""

from datetime import UTC, datetime, timedelta

from bench.monitoring.plan import Plan, Schedule
from bench.monitoring.truth import Happening, ReportKind, TruthKind

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROUNDS = [START + 12 * HOUR * number for number in range(61)]
PAGE = "https://n01.example/news/1.html"


def happened(kind: TruthKind, at: datetime, **more: object) -> Happening:
    return Happening(kind=kind, site="n01", at=at, **{"page": PAGE, **more})


def deadline(kind: ReportKind, *truth: Happening) -> datetime | None:
    """Of the last of them."""
    return Schedule(Plan(), truth, ROUNDS).deadline(truth[-1], kind)


def test_a_new_page_is_due_at_the_next_round() -> None:
    assert deadline("new", happened("new", START + HOUR)) == ROUNDS[1]


def test_a_young_page_is_due_sooner_than_an_old_one() -> None:
    at = START + 10 * DAY + HOUR
    young = happened("edited", at, born=at - DAY, field="title")
    old = happened("edited", at, born=at - 20 * DAY, field="title")
    assert deadline("changed", young) == at - HOUR + DAY
    assert deadline("changed", old) == at - HOUR + 3 * DAY + 12 * HOUR


def test_a_card_is_visited_by_the_status_that_was_seen_of_it() -> None:
    class ByStatus(Plan):
        def interval(self, *, status: str | None, age: timedelta) -> timedelta:  # noqa: ARG002
            return DAY if status == "won" else 5 * DAY

    at = START + 4 * DAY
    turn = happened("status", at, status="lost", field="status")
    unseen = happened("sum", at + 2 * DAY, status="won", field="requested_kopecks")
    seen = happened("sum", at + 7 * DAY, status="won", field="requested_kopecks")
    late = [
        Schedule(ByStatus(), [turn, one], ROUNDS).deadline(one, "changed") for one in (unseen, seen)
    ]
    assert late == [at + 5 * DAY, at + 8 * DAY]
    never = Schedule(ByStatus(), [turn, unseen], ROUNDS[:16])
    assert never.deadline(unseen, "changed") is None


def test_a_closed_site_postpones_what_is_due() -> None:
    block = happened("blocked", START, page=None, until=START + 30 * HOUR)
    assert deadline("new", block, happened("new", START + HOUR)) == ROUNDS[3]


def test_a_block_between_two_rounds_cannot_be_seen() -> None:
    short = happened("blocked", START + HOUR, page=None, until=START + 3 * HOUR)
    assert deadline("blocked", short) is None


def test_what_came_and_went_between_two_visits_cannot_be_seen() -> None:
    at = START + 10 * DAY
    assert deadline("missing", happened("removed", at, until=at + DAY, born=START)) is None


def test_an_edit_before_the_first_look_cannot_be_seen() -> None:
    born = happened("new", START + HOUR)
    edit = happened("edited", START + 5 * HOUR, born=START + HOUR, field="title")
    assert deadline("changed", born, edit) is None


def test_a_page_that_no_round_found_named_is_unknown_unless_it_was_handed_over() -> None:
    off = happened("scrolled", START - HOUR)
    edit = happened("edited", START + 5 * DAY, born=START - 9 * DAY, field="title")
    found, handed = (
        Schedule(Plan(handed=handed), [off, edit], ROUNDS).deadline(edit, "changed")
        for handed in (False, True)
    )
    assert (found, handed) == (None, START + 8 * DAY)


def test_a_removal_is_claimed_two_days_after_it_was_seen() -> None:
    removal = happened("removed", START + 10 * DAY, how="404", born=START + 9 * DAY)
    assert deadline("missing", removal) == START + 10 * DAY + 12 * HOUR
    assert deadline("gone", removal) == START + 12 * DAY + 12 * HOUR


def test_what_only_a_listing_tells_of_is_asked_for_in_the_round_after() -> None:
    removal = happened("removed", START + 10 * DAY, how="delisted")
    assert deadline("missing", removal) == START + 10 * DAY + 12 * HOUR
    assert deadline("gone", removal) == START + 12 * DAY + 12 * HOUR


def test_a_page_that_is_back_is_seen_when_it_is_named_again() -> None:
    at = START + 10 * DAY
    removal = happened("removed", at, until=at + 9 * DAY, born=at - DAY)
    back = {"at": at + 9 * DAY, "born": at - DAY}
    assert deadline("restored", removal, happened("restored", **back, how="named")) == back["at"]
    unnamed = happened("restored", **back, how="unnamed")
    assert deadline("restored", removal, unnamed) == back["at"] + Plan().gone


def test_a_feed_is_missed_after_a_silence_by_its_own_measure() -> None:
    silent = happened("stale", START + 10 * DAY, page=None, gap=2 * DAY)
    assert deadline("stale", silent) == START + 17 * DAY


def test_a_silence_counts_from_the_round_that_found_the_last_news() -> None:
    block = happened("empty", START + 7 * DAY, page=None, until=START + 8 * DAY + HOUR)
    last = happened("new", START + 8 * DAY - HOUR)
    silent = happened("stale", START + 10 * DAY - HOUR, page=None, gap=2 * DAY)
    assert deadline("stale", block, last, silent) == START + 17 * DAY + 12 * HOUR
    skew = happened("clock_skew", START, page=None)
    assert deadline("stale", skew, block, last, silent) == START + 19 * DAY


def test_a_new_page_is_not_seen_while_it_flaps() -> None:
    flap = happened("flapping", START + 10 * HOUR, until=START + 16 * HOUR)
    assert deadline("new", flap, happened("new", START + HOUR)) == ROUNDS[2]


def test_a_host_that_blocked_may_be_left_alone_for_a_while() -> None:
    block = happened("blocked", START, page=None, until=START + 30 * HOUR)
    truth = [block, happened("new", START + HOUR)]
    rested = Schedule(Plan(rest=DAY), truth, ROUNDS).expected(truth)
    assert [one.deadline for one in rested if one.kind == "new"] == [ROUNDS[5]]


def test_the_return_of_a_page_whose_absence_nobody_could_see_is_not_expected() -> None:
    at = START + 10 * DAY
    removal = happened("removed", at, until=at + DAY, born=START)
    assert deadline("restored", removal, happened("restored", at + DAY, born=START)) is None


def test_only_what_a_monitor_can_tell_is_expected() -> None:
    truth = [happened("removed", START + 5 * DAY, born=START)]
    schedule = Schedule(Plan(), truth, ROUNDS, frozenset({"missing"}))
    assert [one.kind for one in schedule.expected(truth)] == ["missing"]
