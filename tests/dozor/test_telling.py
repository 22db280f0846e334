"""Health is told once when it turns."""

from io import StringIO

import pytest
from rich.console import Console

from dozor.runs import RunRow
from dozor.telling import MOST_LINES, Told, message, print_reasons, turned

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


def told(runs: list[RunRow]) -> list[str]:
    console = Console(file=StringIO(), width=100)
    print_reasons(console, runs)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def test_of_many_sources_the_worst_are_told_and_the_rest_counted() -> None:
    slow = [
        a_run(source_id=f"slow{n}", health="degraded", health_reasons=({"code": "slow"},))
        for n in range(MOST_LINES)
    ]
    lost = a_run(source_id="lost", health="failing", health_reasons=({"code": "unreachable"},))
    lines = told([*slow, lost])
    assert lines[0] == "  lost: the server does not answer"
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == "… and 1 more; `dozor status` shows every source"
    assert len(told(slow)) == MOST_LINES
