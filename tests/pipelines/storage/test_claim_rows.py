"""Several origins speak of one record: each is compared with its own past alone."""

import json
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from crawler.items import Origin, RawGrant
from pipelines.normalize import normalize_grant
from pipelines.storage.connection import open_store
from pipelines.storage.schema import migrations

NUMBER = "23-2-003335"
KINDS = {"card": "grant", "listing": "listing", "workbook": "listing", "results": "listing"}
Fields = dict[str, Any]


def say(desk: Any, origin: Origin, *, number: str = NUMBER, **fields: Any) -> None:
    """Let an origin speak of an application, in a run of its own."""
    page = f"{origin}-{number}" if origin == "card" else origin
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
    desk.write(desk.visit(page, grant, kind=KINDS[origin]))
    desk.end()
    desk.later(days=1)


def claims(desk: Any, *columns: str) -> set[tuple[Any, ...]]:
    return {tuple(row[name] for name in columns) for row in desk.rows("claims")}


def said(desk: Any, field: str) -> dict[str, Any]:
    rows = [row for row in desk.rows("claims") if row["field"] == field]
    return {row["origin"]: row["value"] for row in rows}


def changes(desk: Any) -> list[tuple[Any, ...]]:
    return [(row["origin"], row["field"], row["old"], row["new"]) for row in desk.rows("changes")]


def test_card_listing_and_workbook_are_one_record(desk: Any) -> None:
    say(desk, "listing", status="победитель конкурса")
    say(desk, "workbook", status="победитель конкурса", awarded="100,00")
    say(desk, "card", summary="О лесе")
    grant = desk.row("grants")
    assert (grant["status"], grant["awarded_kopecks"]) == ("won", 10000)
    assert (grant["summary"], grant["url"]) == ("О лесе", f"https://vestnik.example/card-{NUMBER}")
    assert [row["kind"] for row in desk.rows("events")] == ["created"]


def test_a_record_that_no_card_is_known_of_has_no_page(desk: Any) -> None:
    say(desk, "workbook")
    assert desk.row("grants")["page_id"] is None
    say(desk, "card")
    page = desk.row_of(f"card-{NUMBER}")
    assert desk.row("grants")["page_id"] == page["id"]


def test_disagreement_is_no_change(desk: Any) -> None:
    say(desk, "card", status="победитель конкурса", requested="100,00")
    say(desk, "workbook", status="проект не получил поддержки", requested="200,00")
    assert desk.rows("changes") == []
    assert said(desk, "status") == {"card": "won", "workbook": "not_supported"}
    assert desk.row("grants")["status"] == "not_supported"
    assert desk.row("grants")["requested_kopecks"] == 10000


def test_a_change_is_one_of_its_origin(desk: Any) -> None:
    say(desk, "card", status="победитель конкурса")
    say(desk, "workbook", status="победитель конкурса", awarded="100,00")
    say(desk, "workbook", status="победитель конкурса", awarded="90,00")
    assert changes(desk) == [("workbook", "awarded_kopecks", "10000", "9000")]
    assert desk.rows("revisions")[-1]["origin"] == "workbook"
    assert desk.row("grants")["awarded_kopecks"] == 9000


def test_a_change_that_another_word_covers_is_told_all_the_same(desk: Any) -> None:
    say(desk, "workbook", status="проект не получил поддержки")
    say(desk, "card", status="на независимой экспертизе")
    say(desk, "card", status="победитель конкурса")
    assert ("card", "status", "under_review", "won") in changes(desk)
    assert desk.row("grants")["status"] == "not_supported"


def test_a_place_that_fills_is_a_change_and_a_new_place_is_none(desk: Any) -> None:
    say(desk, "workbook", violations="")
    say(desk, "workbook", violations="Отчёт не сдан", evaluation="проект реализован успешно")
    assert changes(desk) == [("workbook", "violations", None, "Отчёт не сдан")]
    say(desk, "workbook", violations="Отчёт не сдан", evaluation="")
    assert changes(desk)[1:] == [
        ("workbook", "evaluation", "success", None),
        ("workbook", "evaluation_text", "проект реализован успешно", None),
    ]


def test_what_a_card_drops_is_shown_as_the_next_one_says(desk: Any) -> None:
    say(desk, "listing", rating="74,33")
    say(desk, "card", rating="80,00")
    assert desk.row("grants")["rating"] == 80
    say(desk, "card")
    assert changes(desk) == [("card", "rating", "80.0", None)]
    assert desk.row("grants")["rating"] == 74.33
    assert said(desk, "rating") == {"listing": "74.33"}


def test_what_an_origin_is_silent_of_it_has_not_taken_back(desk: Any) -> None:
    say(desk, "listing", rating="74,33", region="Псковская область")
    say(desk, "listing", rating="74,33")
    assert said(desk, "region") == {"listing": "RU-PSK"}
    assert desk.rows("changes") == []


def test_an_unchanged_row_writes_nothing(desk: Any) -> None:
    for _ in range(2):
        say(desk, "listing", rating="74,33")
    grants, before = desk.row("grants"), desk.rows("claims")
    say(desk, "listing", rating="74,33")
    assert (desk.row("grants"), desk.rows("claims")) == (grants, before)


def test_a_claim_leads_back_to_the_answer_it_was_read_from(desk: Any) -> None:
    say(desk, "card", status="на независимой экспертизе", rating="74,33")
    say(desk, "card", status="победитель конкурса", rating="74,33")
    first, second = (row["id"] for row in desk.rows("snapshots"))
    of = {row["field"]: row for row in desk.rows("claims")}
    assert (of["rating"]["snapshot_id"], of["status"]["snapshot_id"]) == (first, second)
    assert of["rating"]["first_seen"] < of["rating"]["last_seen"] == of["status"]["first_seen"]


def test_versions_tell_the_whole_record_and_who_spoke(desk: Any) -> None:
    say(desk, "card", summary="О лесе")
    say(desk, "workbook", region="Псковская область")
    first, second = desk.rows("record_as_of")
    assert (first["origin"], second["origin"]) == ("card", "workbook")
    assert first["until_at"] == second["from_at"]
    record = json.loads(second["record"])
    assert (record["summary"], record["region"]) == ("О лесе", "RU-PSK")


ORIGINS: tuple[Origin, ...] = ("card", "listing", "workbook", "results")
ORDERS = list(permutations(ORIGINS))
WORDS = {
    "status": ("победитель конкурса", "на независимой экспертизе", "отозвана", "иное"),
    "region": ("Псковская область", "Якутия", ""),
    "requested": ("100,00", "200,00", "много", ""),
    "inn": ("7707083893", "7700000001", ""),
    "summary": ("О лесе", "О реке"),
    "period": ("01.07.2023 - 30.06.2024", "01.07.2023 - 31.12.2023"),
}
statements = st.fixed_dictionaries(
    {"title": st.sampled_from(["Лес", "Река"])},
    optional={name: st.sampled_from(words) for name, words in WORDS.items()},
)
_TIMES = ("first_seen", "last_seen", "snapshot_id")


def record_after(desk: Any, order: Sequence[Origin], spoken: Mapping[Origin, Any]) -> Any:
    for origin in order:
        say(desk, origin, **spoken[origin])
    grant = {n: v for n, v in desk.row("grants").items() if n not in {*_TIMES, "page_id"}}
    known = [{n: v for n, v in row.items() if n not in _TIMES} for row in desk.rows("claims")]
    return grant, known


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_order_of_origins_ends_in_the_same_record(desk: Any, data: st.DataObject) -> None:
    spoken = {origin: data.draw(statements, origin) for origin in ORIGINS}
    orders = data.draw(st.lists(st.sampled_from(ORDERS), min_size=2, max_size=2, unique=True))
    found = []
    for order in orders:
        folder = desk.path.parent / f"{len(list(desk.path.parent.iterdir()))}"
        fresh = type(desk)(folder / "dozor.db")
        found.append(record_after(fresh, order, spoken))
        assert fresh.rows("changes") == []
        fresh.db.close()
    assert found[0] == found[1]


def test_what_was_stored_before_is_said_by_the_cards(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    db = Database(path)
    migrations.apply(db, stop_before="claims")
    db.table("meta").insert_all([{"key": "sample", "value": "0"}, {"key": "epoch", "value": "abc"}])
    db.execute(
        "INSERT INTO sources (id, title, kind, home_url, interval_minutes)"
        " VALUES ('s', 'С', 'grants', 'https://s.example', 60)"
    )
    texts = json.dumps({"status": "победитель", "Новая метка": "слова"}, ensure_ascii=False)
    db.table("grants").insert(
        {
            "key": NUMBER,
            "source_id": "s",
            "url": "https://s.example/1",
            "title": "Лес",
            "first_seen": "2026-01-01T00:00:00Z",
            "last_seen": "2026-01-02T00:00:00Z",
            "status": "won",
            "status_text": "победитель",
            "rating": 80.0,
            "aims": '["Цель"]',
            "awarded_kopecks": 10000,
            "texts": texts,
            "origins": '{"status": "Статус"}',
            "problems": '{"Новая метка": "unknown label"}',
        }
    )
    db.conn.commit()
    db.close()
    upgraded = open_store(path)
    rows = list(upgraded.query("SELECT * FROM claims"))
    upgraded.close()
    assert {row["origin"] for row in rows} == {"card"}
    assert {(row["field"], row["value"], row["text"]) for row in rows} == {
        ("url", "https://s.example/1", None),
        ("title", "Лес", None),
        ("status", "won", "победитель"),
        ("rating", "80.0", None),
        ("aims", '["Цель"]', None),
        ("awarded_kopecks", "10000", None),
        ("Новая метка", None, "слова"),
    }
