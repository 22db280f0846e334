from dataclasses import replace
from typing import Any

from crawler.sources import Source

INN, OGRN = "7707083893", "1027700132195"


def put(desk: Any, number: str, **columns: Any) -> None:
    desk.write(desk.visit(number, desk.grant(number, **columns), kind="grant"))


def test_grants_with_one_inn_share_an_organisation_under_all_its_names(desk: Any) -> None:
    put(desk, "1", inn=INN, organisation='АНО "Лес"')
    put(desk, "2", inn=INN, organisation="АНО «ЛЕС»")
    organisation = desk.row("organisations")
    assert (organisation["key"], organisation["name"]) == (f"inn:{INN}", 'АНО "Лес"')
    assert {row["organisation_id"] for row in desk.rows("grants")} == {organisation["id"]}
    names = desk.db.query("SELECT name FROM organisation_names ORDER BY name")
    assert [row["name"] for row in names] == ['АНО "Лес"', "АНО «ЛЕС»"]
    assert desk.events().count(("created", "organisation")) == 1


def test_a_number_with_a_problem_joins_nothing(desk: Any) -> None:
    put(desk, "1", inn="7707083894", problems={"inn": "checksum"})
    assert desk.rows("organisations") == []
    assert desk.row("grants")["inn"] == "7707083894"


def test_an_organisation_known_by_one_number_gains_the_other(desk: Any) -> None:
    put(desk, "1", ogrn=OGRN, organisation=None)
    put(desk, "2", inn=INN, ogrn=OGRN, organisation="Сбор")
    put(desk, "3", inn=INN)
    organisation = desk.row("organisations")
    assert (organisation["inn"], organisation["ogrn"]) == (INN, OGRN)
    assert (organisation["key"], organisation["name"]) == (f"ogrn:{OGRN}", "Сбор")


def test_an_inn_outweighs_an_ogrn_that_belongs_to_another(desk: Any) -> None:
    put(desk, "1", inn=INN, ogrn=OGRN)
    put(desk, "2", inn="6027068261", ogrn=OGRN)
    first, second = desk.rows("organisations")
    assert (first["ogrn"], second["inn"], second["ogrn"]) == (OGRN, "6027068261", None)


def test_two_that_turn_out_to_be_one_are_merged(desk: Any) -> None:
    put(desk, "1", ogrn=OGRN, organisation="Сбор")
    put(desk, "2", inn=INN, organisation="СБОР")
    put(desk, "3", inn=INN, ogrn=OGRN, organisation="Сбор")
    organisation = desk.row("organisations")
    assert (organisation["key"], organisation["ogrn"]) == (f"inn:{INN}", OGRN)
    assert {row["organisation_id"] for row in desk.rows("grants")} == {organisation["id"]}
    merged = [row["record_key"] for row in desk.rows("events") if row["kind"] == "merged"]
    assert merged == [f"ogrn:{OGRN}"]
    assert len(list(desk.db.query("SELECT rowid FROM search WHERE rowid >> 40 = 2"))) == 1
    assert len(list(desk.db.query("SELECT name FROM organisation_names"))) == 2


def versions(desk: Any) -> list[tuple[Any, ...]]:
    rows = desk.db.query("SELECT * FROM changes WHERE record_kind = 'organisation' ORDER BY id")
    return [(row["field"], row["old"], row["new"]) for row in rows]


def test_a_region_follows_from_the_numbers_until_a_portal_names_it(desk: Any) -> None:
    put(desk, "1", inn=INN)
    put(desk, "2", ogrn="1026000002302", inn="6027068261")
    found = {row["inn"]: (row["region"], row["region_from"]) for row in desk.rows("organisations")}
    assert found == {INN: ("RU-MOW", "inn"), "6027068261": ("RU-PSK", "ogrn")}
    put(desk, "3", inn=INN, region="RU-SA")
    put(desk, "4", inn=INN, region="RU-TOM")
    put(desk, "5", inn=INN, region="где-то")
    (row,) = [row for row in desk.rows("organisations") if row["inn"] == INN]
    assert (row["region"], row["region_from"]) == ("RU-SA", "portal")
    assert versions(desk) == []


def put_again(desk: Any, number: str, **columns: Any) -> None:
    desk.later(days=1)
    desk.start()
    put(desk, number, **columns)
    desk.end()


def test_another_name_of_a_known_application_is_a_change_and_another_writing_is_none(
    desk: Any,
) -> None:
    put(desk, "1", inn=INN, organisation='АНО "Лес"')
    put_again(desk, "1", inn=INN, organisation="Автономная некоммерческая организация ЛЕС")
    assert versions(desk) == []
    put_again(desk, "1", inn=INN, organisation="АНО «Роща»")
    ((field, old, new),) = versions(desk)
    assert (field, "Роща" in old, "Роща" in new) == ("names", False, True)
    (changed,) = [row for row in desk.rows("events") if row["record_kind"] == "organisation"][1:]
    assert (changed["kind"], changed["record_key"]) == ("changed", f"inn:{INN}")
    assert desk.row("organisations")["last_changed"] is not None


def test_what_an_unknown_application_brings_is_a_version_and_no_change(desk: Any) -> None:
    put(desk, "1", inn=INN)
    put(desk, "2", inn=INN, ogrn=OGRN, organisation="АНО «Роща»")
    assert versions(desk) == []
    assert desk.events().count(("changed", "organisation")) == 0
    revisions = desk.db.query("SELECT * FROM revisions WHERE record_kind = 'organisation'")
    assert [OGRN in row["record"] for row in revisions] == [False, True]


def test_a_number_that_a_known_application_gains_is_a_change(desk: Any) -> None:
    put(desk, "1", inn=INN)
    put_again(desk, "1", inn=INN, ogrn=OGRN)
    assert versions(desk) == [("ogrn", None, OGRN)]


def test_a_sole_trader_is_marked(desk: Any) -> None:
    put(desk, "1", inn="500100732259")
    put(desk, "2", inn=INN)
    persons = {row["inn"]: row["person"] for row in desk.rows("organisations")}
    assert persons == {"500100732259": 1, INN: 0}


def test_totals_keep_requested_awarded_and_disbursed_apart(desk: Any) -> None:
    won = {"status": "won", "currency": "RUB"}
    put(desk, "1", inn=INN, requested_kopecks=100, awarded_kopecks=70, disbursed_kopecks=30, **won)
    put(desk, "2", inn=INN, requested_kopecks=200, **won)
    put(desk, "3", inn=INN, requested_kopecks=400, status="not_supported", currency="RUB")
    (total,) = desk.db.query("SELECT * FROM organisation_totals")
    assert (total["applications"], total["won"], total["not_supported"]) == (3, 2, 1)
    assert (total["requested_kopecks"], total["requested_of"]) == (700, 3)
    assert (total["awarded_kopecks"], total["awarded_of"]) == (70, 1)
    assert (total["disbursed_kopecks"], total["disbursed_of"]) == (30, 1)


def test_badges_that_a_portal_shows_are_kept_in_its_words(desk: Any) -> None:
    badge = "Победитель регионального конкурса грантов для НКО"
    put(desk, "1", inn=INN, texts={"Отметка": badge, "Особая отметка": "малая территория"})
    put(desk, "2", inn=INN, texts={"Отметка": badge})
    put_again(desk, "2", inn=INN, texts={"Иностранный агент": "да"}, rating=5.0)
    badges = desk.row("organisations")["badges"]
    assert badges == f'["{badge}", "Иностранный агент"]'
    assert [field for field, _, _ in versions(desk)] == ["badges"]


def test_one_number_at_two_portals_names_two_applications_of_one_organisation(desk: Any) -> None:
    desk.writer.declare([Source(id="region", home_url="https://region.example/")])
    here = desk.grant("26-1-000001", inn=INN, requested_kopecks=100)
    there = replace(here, source_id="region", url="https://region.example/1")
    visit = desk.visit("1", here, kind="grant")
    place = replace(visit.place, source_id="region", url=there.url, key=there.url)
    desk.write(visit, replace(visit, place=place, records=(there,), snapshot=desk.snapshot("2")))
    assert [(row["source_id"], row["key"]) for row in desk.rows("grants")] == [
        ("vestnik", "26-1-000001"),
        ("region", "26-1-000001"),
    ]
    (total,) = desk.db.query("SELECT applications, requested_kopecks FROM organisation_totals")
    assert total == {"applications": 2, "requested_kopecks": 200}
