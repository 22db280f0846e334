"""Health is told once when it turns."""

import pytest

from dozor.telling import Told, message, turned

from .test_health import a_run

GOOD, BAD = a_run(health="healthy"), a_run(health="failing")


@pytest.mark.parametrize(
    ("before", "now", "tells"),
    [
        (None, GOOD, False), (None, BAD, True), ("failing", BAD, False), ("failing", GOOD, True),
        ("healthy", GOOD, False), ("healthy", BAD, True), ("blocked", BAD, False),
        ("healthy", a_run(health="degraded"), False), ("stale", a_run(health="degraded"), True),
        ("failing", a_run(health="degraded", reason="interrupted"), False),
        ("blocked", a_run(health="degraded", reason="busy"), False),
    ],
)  # fmt: skip
def test_only_a_turn_is_told(before: str | None, now: object, *, tells: bool) -> None:
    assert turned([now], {"paper": Told(before, "2026-03-01T00:00:00Z")}) == [now] * tells  # type: ignore[list-item]


def test_a_turn_for_the_worse_says_why() -> None:
    reasons = ({"code": "unreachable"},)
    bad = a_run(health="failing", health_reasons=reasons)
    assert message(bad, Told()) == ("paper has turned bad: failing: the server does not answer")


def test_a_turn_for_the_better_says_how_long_it_was_bad() -> None:
    assert message(GOOD, Told("blocked", "2026-03-01T00:00:00Z")) == (
        "paper is well again (blocked since 2026-03-01T00:00:00Z): healthy"
    )
