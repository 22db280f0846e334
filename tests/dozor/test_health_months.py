"""Which months an archive is read for changes from day to day, and is no sign of a fault."""

from typing import Any

from dozor.findings import Facts
from dozor.health_listings import listing
from dozor.runs import RunRow


def run(number: int, *months: dict[str, object]) -> RunRow:
    values: dict[str, Any] = dict.fromkeys(
        ("pages", "not_modified", "items", "created", "changed", "rejected", "errors", "blocked"), 0
    )
    return RunRow(
        id=number,
        source_id="paper",
        title="",
        started=f"2026-03-0{number}T06:00:00Z",
        finished=f"2026-03-0{number}T06:05:00Z",
        reason="finished",
        complete=True,
        health="healthy",
        proof={"listings": list(months)},
        **values,
    )


def month(items: int, *, archive: bool = True) -> dict[str, object]:
    return {
        "items": items,
        "total": None,
        "complete": True,
        **({"archive": True} if archive else {}),
    }


def test_a_month_that_left_the_window_is_no_loss() -> None:
    before = run(1, month(0), month(300), month(310))
    after = run(2, month(5), month(300))
    assert list(listing(Facts(run=after, past=(before,)))) == []


def test_a_plain_listing_that_lost_half_is_one() -> None:
    before, after = (run(n, month(size, archive=False)) for n, size in ((1, 300), (2, 100)))
    assert [one.code for one in listing(Facts(run=after, past=(before,)))] == ["listing_shrank"]
