"""How often feeds and listings are looked at, learned from what they bring."""

from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.revisits import Look, Pace, host_rest, learned

HOUR = timedelta(hours=1)
DAY = 24 * 60


def look(pace: Pace, share: float | None, *, declared: int = 60, late: float = 1.0) -> Pace:
    waited = timedelta(minutes=pace.interval) * late
    return learned(pace, Look(share=share, waited=waited), declared)


def intervals(*shares: float, declared: int = 60, start: int = 60) -> list[int]:
    """The interval after each of these looks, all of them on time."""
    paces = accumulate(
        shares,
        lambda pace, share: look(pace, share, declared=declared),
        initial=Pace(interval=start),
    )
    return [pace.interval for pace in paces][1:]


def test_two_looks_that_agree_change_the_pace() -> None:
    assert intervals(0, 0, 0, 0) == [60, 90, 90, 135]
    assert intervals(1, 1, 1, 1) == [60, 30, 30, 15]
    assert intervals(0, 1, 0, 1) == [60, 60, 60, 60]
    assert intervals(0, 0.5, 0, 0) == [60, 60, 60, 90]


def test_a_quiet_feed_is_looked_at_once_a_day_and_a_busy_one_each_ten_minutes() -> None:
    assert intervals(*[0] * 40)[-1] == DAY
    assert intervals(*[1] * 40)[-1] == 10


def test_a_feed_that_brings_something_is_not_left_alone_for_long() -> None:
    assert intervals(*[0.1] * 40)[-1] == 240
    assert intervals(0.1, 0.1, start=DAY) == [DAY, 240], "a feed that wakes up is noticed"


def test_what_a_source_declares_widens_the_bounds() -> None:
    assert intervals(*[1] * 40, declared=5, start=5)[-1] == 5
    assert intervals(*[0.1] * 40, declared=7 * DAY, start=7 * DAY)[-1] == 7 * DAY


@pytest.mark.parametrize("late", [0.1, 3.0])
def test_a_look_that_comes_early_or_late_teaches_nothing(late: float) -> None:
    pace = Pace(interval=60, looks=1)
    assert look(pace, 0.0, late=late) == pace


def test_neither_does_the_first_look_nor_one_that_named_nothing() -> None:
    pace = Pace(interval=60, looks=1)
    assert learned(pace, Look(share=1.0, waited=None), 60) == pace
    assert look(pace, None) == pace


@given(
    st.integers(0, 100_000), st.integers(-1, 1), st.floats(0, 1), st.integers(0, 20_000),
    st.floats(0, 5),
)  # fmt: skip
def test_every_pace_stays_between_ten_minutes_and_a_day(
    interval: int, looks: int, share: float, declared: int, late: float
) -> None:
    after = look(Pace(interval=interval, looks=looks), share, declared=declared, late=late)
    within = min(10, max(declared, 1)) <= after.interval <= max(DAY, declared)
    assert within or after.interval == interval


def test_a_host_rests_as_long_as_it_asked_for_else_ever_longer() -> None:
    assert host_rest(timedelta(minutes=7), 9) == timedelta(minutes=7)
    assert host_rest(timedelta(seconds=5), 1) == timedelta(minutes=1), "and never less"
    assert [host_rest(None, n) / HOUR for n in (1, 2, 3, 4, 5, 6, 99)] == [1, 2, 4, 8, 16, 24, 24]
