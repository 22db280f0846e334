from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.revisits import PageFacts, gone_rest, next_visit

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def gap(came: Any, *, age: timedelta = DAY, **facts: Any) -> timedelta:
    page = PageFacts(**{"kind": "article", "since": NOW - age, "interval": 30, **facts})
    return next_visit(page, came, NOW) - NOW


def test_a_feed_is_due_a_little_before_its_interval_is_over() -> None:
    found = gap("links", kind="feed"), gap("unchanged", kind="listing")
    assert found == (timedelta(minutes=24), timedelta(minutes=24))


def test_an_article_is_visited_ever_more_rarely() -> None:
    ages = [timedelta(0), 4 * HOUR, 3 * DAY, 400 * DAY]
    assert [gap("record", age=age) for age in ages] == [2 * HOUR, 4 * HOUR, 3 * DAY, 60 * DAY]


def test_an_article_dated_ahead_is_visited_soon() -> None:
    assert gap("record", age=-5 * DAY) == 2 * HOUR


@pytest.mark.parametrize(
    ("status", "evaluation", "days"),
    [
        ("under_review", None, 1),
        ("won", None, 7),
        ("won", "success", 60),
        ("not_supported", None, 60),
        (None, None, 7),
        ("other", None, 7),
    ],
)
def test_a_card_waits_by_its_status(status: str, evaluation: str, days: int) -> None:
    assert gap("record", kind="grant", status=status, evaluation=evaluation) == days * DAY


def test_failures_are_retried_ever_more_rarely_and_absence_within_a_day() -> None:
    assert [gap("error", failures=n) / HOUR for n in (1, 2, 3, 20)] == [1, 2, 4, 168]
    assert [gap("absent", failures=n) / HOUR for n in (1, 5, 20)] == [1, 16, 24]


def test_a_gone_page_rests_as_long_as_it_has_been_gone_a_day_at_least_and_a_month_at_most() -> None:
    ages = [timedelta(0), 5 * DAY, 400 * DAY]
    assert [gone_rest(NOW - age, NOW) for age in ages] == [DAY, 5 * DAY, 30 * DAY]


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.sampled_from(["record", "error", "reject"]))
def test_every_page_is_visited_again(age: int, failures: int, came: Any) -> None:
    found = gap(came, age=timedelta(seconds=age), failures=failures)
    assert timedelta(0) < found <= 90 * DAY
