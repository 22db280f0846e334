from typing import Any

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
    assert len(list(desk.db.query("SELECT rowid FROM search WHERE rowid % 4 = 2"))) == 1
    assert len(list(desk.db.query("SELECT name FROM organisation_names"))) == 2
