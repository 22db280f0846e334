"""What organisations asked for and were given, added up: exact, and without reading every row."""

import random
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crawler.items import RawGrant
from pipelines.normalize import normalize_grant

INNS = ("7707083893", "5003052454", "6027068261")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def printed(kopecks: int, space: str, sign: str) -> str:
    """Write a sum as portals do: groups of three, a comma, the rouble's sign or none."""
    return f"{kopecks // 100:,}".replace(",", space) + f",{kopecks % 100:02}{sign}"


@given(
    st.integers(min_value=0, max_value=10**14),
    st.sampled_from([" ", "\u00a0", "\u202f", ""]),
    st.sampled_from(["", " ₽", "\u00a0₽", " руб."]),
)
def test_a_printed_sum_is_read_to_the_kopeck(kopecks: int, space: str, sign: str) -> None:
    raw = RawGrant(url="https://fund.example/1", title="Лес", total=printed(kopecks, space, sign))
    assert normalize_grant(raw, reference=NOW).total_kopecks == kopecks


def test_the_sums_of_many_grants_are_exact_and_never_mixed(desk: Any) -> None:
    chance = random.Random(5)
    sums = {inn: Counter[str]() for inn in INNS}
    visits = []
    for number in range(300):
        inn, won = chance.choice(INNS), chance.random() < 0.5
        asked, given_ = chance.randrange(10**11), chance.randrange(10**11)
        paid = chance.choice([None, chance.randrange(10**11)])
        grant = desk.grant(
            f"26-1-{number:06}",
            inn=inn,
            currency="RUB",
            status="won" if won else "not_supported",
            requested_kopecks=asked,
            awarded_kopecks=given_,
            disbursed_kopecks=paid,
        )
        visits.append(desk.visit(f"{number}", grant, kind="grant"))
        sums[inn].update(requested_kopecks=asked, requested_of=1, won=won)
        if won:
            sums[inn].update(awarded_kopecks=given_, awarded_of=1)
            sums[inn].update(disbursed_kopecks=paid or 0, disbursed_of=paid is not None)
    desk.write(*visits)
    totals = desk.db.query(
        "SELECT inn, organisation_totals.* FROM organisation_totals "
        "JOIN organisations ON organisations.id = organisation_id"
    )
    found = {row["inn"]: {name: row[name] for name in sums[row["inn"]]} for row in totals}
    assert found == {inn: dict(said) for inn, said in sums.items()}


def test_totals_are_added_up_from_an_index_alone(desk: Any) -> None:
    plan = desk.db.execute("EXPLAIN QUERY PLAN SELECT * FROM organisation_totals").fetchall()
    assert any("COVERING INDEX grants_organisation" in step[3] for step in plan)
    assert not any("TEMP B-TREE" in step[3] for step in plan)
