"""What does not add up is found, each with both proofs, and nothing that only looks like it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Origin, RawGrant
from pipelines.leads.model import Lead
from pipelines.normalize import normalize_grant
from pipelines.notes import Note
from pipelines.storage.lead_rows import find_leads, store_leads
from pipelines.storage.note_rows import store_notes

NUMBER = "26-1-000117"
INN, OGRN = "6027068261", "1026000002302"
OTHER_INN, OTHER_OGRN = "7707083893", "1027700132195"
WON, LOST, WAITS = (
    "победитель конкурса",
    "проект не получил поддержку",
    "на независимой экспертизе",
)


def say(desk: Any, origin: Origin = "card", *, number: str = NUMBER, **fields: Any) -> None:
    """Let an origin speak of an application, in a run of its own, a day after the last."""
    page = f"card-{number}" if origin == "card" else origin
    raw = RawGrant(
        origin=origin,
        url=f"https://vestnik.example/{page}",
        key=f"https://vestnik.example/{page}",
        source_id="vestnik",
        application_number=number,
        **{"title": "Лес", **fields},
    )
    desk.start()
    grant = normalize_grant(raw, reference=desk.now)
    desk.write(desk.visit(page, grant, kind="grant" if origin == "card" else "listing"))
    desk.end()
    desk.later(days=1)


def leads(path: Path) -> list[Lead]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return list(find_leads(connection))


def keys(desk: Any) -> list[str]:
    return [lead.key for lead in leads(desk.path)]


SUMS = {"requested": "100 000,00", "cofinancing": "50 000,00"}


def test_sums_that_make_no_total_are_a_lead_with_both_sides(desk: Any) -> None:
    say(desk, **SUMS, total="170 000,00")
    (lead,) = leads(desk.path)
    assert lead.key == "sums:vestnik/26-1-000117:total"
    assert (lead.one.said, lead.other.said) == ("10000000 + 5000000", "17000000")
    assert (lead.one.origin, lead.other.origin) == ("card", "card")
    assert lead.one.snapshot_id == lead.other.snapshot_id == 1


@pytest.mark.parametrize(
    "fields",
    [
        {**SUMS, "total": "150 000,00"},
        {**SUMS, "total": "150 000,90"},  # rounded
        {**SUMS, "total": "150"},  # in thousands
        {**SUMS},
        {"requested": "100 000,00", "total": "170 000,00"},
        {**SUMS, "total": "не указана"},
    ],
)
def test_rounding_units_and_missing_sums_are_no_lead(desk: Any, fields: dict[str, str]) -> None:
    say(desk, **fields)
    assert keys(desk) == []


def test_a_winners_card_may_count_with_the_award(desk: Any) -> None:
    say(desk, status=WON, awarded="90 000,00", **SUMS, total="140 000,00")
    assert keys(desk) == []


def test_sums_of_different_origins_are_not_added(desk: Any) -> None:
    say(desk, "workbook", requested="100 000,00", total="170 000,00")
    say(desk, cofinancing="50 000,00", status=LOST)
    assert keys(desk) == []


def test_card_and_workbook_that_disagree_are_a_lead_with_both_snapshots(desk: Any) -> None:
    say(desk, status=WON, awarded="100 000,00")
    say(desk, "workbook", status=LOST, awarded="90 000,00")
    found = {lead.key: lead for lead in leads(desk.path)}
    assert sorted(found) == [
        "status_differs:vestnik/26-1-000117:status",
        "sum_differs:vestnik/26-1-000117:awarded",
    ]
    status = found["status_differs:vestnik/26-1-000117:status"]
    assert (status.one.said, status.one.origin, status.one.snapshot_id) == ("won", "card", 1)
    assert (status.other.said, status.other.origin) == ("not_supported", "workbook")
    assert status.other.snapshot_id == 2


@pytest.mark.parametrize(
    ("card", "workbook"),
    [
        ({"status": WON}, {"status": WAITS}),  # the workbook lags behind
        ({"status": LOST}, {"status": "отозвана заявителем"}),  # the card has no such word
        ({"status": WON}, {"status": "проект реализуется"}),
        ({"status": WON}, {}),
        ({"awarded": "100 000,00"}, {"awarded": "100 000,40"}),
        ({"awarded": "100 000,00"}, {"awarded": "100"}),
        ({"awarded": "100 000,00"}, {}),
    ],
)
def test_what_only_looks_like_a_disagreement_is_none(
    desk: Any, card: dict[str, str], workbook: dict[str, str]
) -> None:
    say(desk, "workbook", **workbook)
    say(desk, **card)
    assert keys(desk) == []


def test_a_card_that_waits_after_the_workbook_told_the_decision_is_a_lead(desk: Any) -> None:
    say(desk, "workbook", status=WON)
    say(desk, status=WAITS)
    assert keys(desk) == ["status_differs:vestnik/26-1-000117:status"]


def test_a_card_from_before_the_decision_is_none(desk: Any) -> None:
    say(desk, status=WAITS)
    say(desk, "workbook", status=WON)
    assert keys(desk) == []


def test_a_budget_cut_by_the_award_is_no_disagreement(desk: Any) -> None:
    say(desk, "workbook", requested="100 000,00", total="150 000,00", status=WON)
    say(desk, status=WON, awarded="80 000,00", cofinancing="50 000,00", total="130 000,00")
    assert keys(desk) == []


def test_a_term_that_ends_before_it_starts_is_a_lead(desk: Any) -> None:
    say(desk, period="30.11.2026 - 01.02.2026")
    (lead,) = leads(desk.path)
    assert lead.key == "term:vestnik/26-1-000117:period"
    assert (lead.one.said, lead.other.said) == ("2026-11-30", "2026-02-01")


def test_wrong_check_digits_are_a_lead_beside_what_is_right(desk: Any) -> None:
    say(desk, inn="6027068262", ogrn=OGRN)
    (lead,) = leads(desk.path)
    assert lead.key == "checksum:vestnik/26-1-000117:inn"
    assert (lead.one.said, lead.other.said, lead.other.origin) == ("6027068262", INN, "rule")


def test_the_other_origins_number_is_the_proof_against_a_wrong_one(desk: Any) -> None:
    say(desk, inn="6027068262")
    say(desk, "workbook", inn=INN)
    (lead,) = leads(desk.path)
    assert (lead.other.said, lead.other.origin, lead.other.snapshot_id) == (INN, "workbook", 2)


@pytest.mark.parametrize("inn", ["нет", "—", "0", INN])
def test_what_is_no_number_or_a_right_one_is_none(desk: Any, inn: str) -> None:
    say(desk, inn=inn)
    assert keys(desk) == []


def test_an_edit_after_the_decision_is_a_lead_with_both_versions(desk: Any) -> None:
    say(desk, status=WON, summary="Сорок экскурсоводов", awarded="10,00")
    say(desk, status=WON, summary="Двадцать экскурсоводов", awarded="10,00")
    (lead,) = leads(desk.path)
    assert lead.key == "edited:vestnik/26-1-000117:summary:2026-03-02"
    assert (lead.one.said, lead.other.said) == ("Сорок экскурсоводов", "Двадцать экскурсоводов")
    assert (lead.one.snapshot_id, lead.other.snapshot_id) == (1, 2)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"status": WAITS, "summary": "А"}, {"status": WON, "summary": "Б"}),  # with the decision
        ({"status": WAITS, "summary": "А"}, {"status": WAITS, "summary": "Б"}),  # before it
        ({"status": WON, "disbursed": "10,00"}, {"status": WON, "disbursed": "20,00"}),
        ({"status": WON, "website": "https://a.example/"}, {"status": WON, "website": "нет"}),
        ({"status": WON}, {"status": WON, "rating": "74,33"}),  # it appeared
        ({"status": WON, "summary": "«А»"}, {"status": WON, "summary": '"А"'}),
    ],
)
def test_what_comes_with_or_after_a_decision_by_nature_is_none(
    desk: Any, first: dict[str, str], then: dict[str, str]
) -> None:
    say(desk, **first)
    say(desk, **then)
    assert keys(desk) == []


def test_an_edit_before_a_later_decision_is_none(desk: Any) -> None:
    for fields in ({"status": WAITS, "summary": "А"}, {"status": WAITS, "summary": "Б"}):
        say(desk, **fields)
    say(desk, status=WON, summary="Б")
    assert keys(desk) == []


def test_one_organisation_under_several_names_is_a_lead(desk: Any) -> None:
    say(desk, organisation='АНО "Мост"', inn=INN)
    say(
        desk,
        number="26-1-000118",
        organisation="Автономная некоммерческая организация МОСТ",
        inn=INN,
    )
    assert keys(desk) == []
    say(desk, number="26-1-000119", organisation="АНО «Причал»", inn=INN)
    (lead,) = leads(desk.path)
    assert lead.key.startswith(f"names:inn:{INN}:")
    assert (lead.one.said, lead.other.said) == ('АНО "Мост"', "АНО «Причал»")
    assert (lead.one.grant_id, lead.other.grant_id) == (1, 3)


def test_numbers_that_belong_to_different_organisations_are_one_lead(desk: Any) -> None:
    pairs = [(INN, OGRN), (OTHER_INN, OTHER_OGRN), (INN, OGRN), (INN, OTHER_OGRN)]
    for count, (inn, ogrn) in enumerate(pairs):
        say(desk, number=f"26-1-00011{count}", inn=inn, ogrn=ogrn)
    (lead,) = leads(desk.path)
    assert lead.key == f"numbers:inn:{INN}:ogrn:{OTHER_OGRN}"
    assert (lead.one.said, lead.other.said) == (f"{INN} / {OTHER_OGRN}", f"{INN} / {OGRN}")
    assert (lead.one.grant_id, lead.other.grant_id) == (4, 1)


def test_one_pair_of_numbers_on_many_applications_is_none(desk: Any) -> None:
    for count in range(3):
        say(desk, number=f"26-1-00011{count}", inn=INN, ogrn=OGRN)
    say(desk, number="26-1-000119", inn=INN)
    assert keys(desk) == []


def stored(desk: Any) -> list[dict[str, Any]]:
    return list(desk.db.query("SELECT * FROM leads ORDER BY key"))


def test_a_lead_keeps_its_key_and_first_day_and_goes_when_it_holds_no_more(desk: Any) -> None:
    say(desk, **SUMS, total="170 000,00")
    for day in ("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"):
        store_leads(desk.path, leads(desk.path), day)
    (lead,) = stored(desk)
    assert (lead["first_seen"][:10], lead["last_seen"][:10]) == ("2026-03-02", "2026-03-03")
    assert (lead["title"], lead["grant_id"], lead["explained"]) == ("Лес", 1, 0)
    store_leads(desk.path, [], "2026-03-04T00:00:00Z")
    assert stored(desk) == []
    assert desk.row("found_leads")["settled_at"] == "2026-03-04T00:00:00Z"


def test_a_note_explains_a_lead_for_as_long_as_it_says_the_same(desk: Any) -> None:
    say(desk, **SUMS, total="170 000,00")
    store_leads(desk.path, leads(desk.path), "2026-03-02T00:00:00Z")
    (lead,) = leads(desk.path)
    note = Note(kind="lead", subject=lead.key, who="Анна", text="Смета", saying=lead.saying)
    assert store_notes(desk.path, [note])
    assert not store_notes(desk.path, [note])
    assert [(row["explained"], row["explained_by"]) for row in stored(desk)] == [(1, "Анна")]
    store_leads(desk.path, [*leads(desk.path)], "2026-03-03T00:00:00Z")
    assert [row["explained"] for row in stored(desk)] == [1]
    say(desk, **SUMS, total="180 000,00")
    store_leads(desk.path, leads(desk.path), "2026-03-04T00:00:00Z")
    assert [row["explained"] for row in stored(desk)] == [0]
