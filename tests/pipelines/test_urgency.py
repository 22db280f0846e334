"""Cards are visited by who asked for them, and by what may still change."""

from datetime import UTC, date, datetime

import pytest

from crawler.items import NamedCard, Place, RawGrant
from pipelines.urgency import CardFacts, Chosen, Waiting, most_urgent, rank

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHOSEN = Chosen(regions=frozenset({"RU-PSK"}), inns=frozenset({"6027000001"}))


@pytest.mark.parametrize(
    ("facts", "degree"),
    [
        (CardFacts(inn="6027000001", region="RU-PSK"), 4),
        (CardFacts(region="RU-PSK", status="under_review"), 3),
        (CardFacts(region="RU-TOM", status="under_review"), 2),
        (CardFacts(status="won", decided_on="2025-12-20", submitted_on="2020-01-01"), 1),
        (CardFacts(status="won", decided_on="2025-01-20"), 0),
        (CardFacts(status="not_supported", submitted_on="2025-09-30"), 1),
        (CardFacts(status="not_supported", submitted_on="2024-09-30"), 0),
        (CardFacts(), 0),
    ],
)
def test_rank(facts: CardFacts, degree: int) -> None:
    assert rank(facts, CHOSEN, TODAY) == degree


def card(name: str, **row: str) -> NamedCard:
    place = Place(source_id="fund", url=f"https://fund.example/{name}", key=name, kind="grant")
    raw = RawGrant(origin="listing", url=place.url, title=name, application_number=name, **row)  # type: ignore[arg-type]
    return NamedCard(place=place, row=raw if row else None)


def waiting(name: str, degree: int) -> Waiting:
    return Waiting(key=name, url=f"https://fund.example/{name}", rank=degree)


def test_rows_just_read_are_ranked_by_what_they_say() -> None:
    fresh = [
        card("a", status="проект не получил поддержку", submitted="01.02.2018"),
        card("b", status="на независимой экспертизе"),
        card("c", region="Псковская область", status="победитель конкурса"),
        card("d"),
    ]
    many = [waiting(str(number), 0) for number in range(2000)]
    ranked = most_urgent(many, fresh, CHOSEN, NOON)
    assert [(one.key, one.rank) for one in ranked[:3]] == [("c", 3), ("b", 2), ("a", 0)]
    assert len(ranked) == 2004


def test_a_card_that_is_stored_keeps_what_the_store_knows_of_it() -> None:
    many = [waiting(str(number), 0) for number in range(2000)]
    ranked = most_urgent([*many, waiting("d", 4)], [card("d")], CHOSEN, NOON)
    assert (ranked[0].key, ranked[0].rank) == ("d", 4)


def test_a_portal_with_few_cards_leaves_none_to_be_asked_for() -> None:
    assert [one.rank for one in most_urgent([], [card("d"), card("e")], CHOSEN, NOON)] == [1, 1]
