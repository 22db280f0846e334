from typing import Any

from pipelines.lemmas import search_expression
from pipelines.search_ids import search_id, span


def found(desk: Any, query: str) -> list[int]:
    sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
    return [row[0] for row in desk.db.conn.execute(sql, (search_expression(query),))]


def test_any_form_of_a_word_finds_the_record_under_its_search_id(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a", title="Гранты", body="Посёлок ждёт.")))
    assert found(desk, "гранта") == found(desk, "поселки") == [desk.row("articles")["search_id"]]


def test_a_changed_record_is_found_by_its_new_words_only(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a", title="Школа")))
    desk.write(desk.visit("a", desk.article("a", title="Больница")))
    desk.end()
    assert (found(desk, "школа"), len(found(desk, "больницы"))) == ([], 1)


def test_an_organisation_is_found_by_each_of_its_names(desk: Any) -> None:
    for number, name in (("1", "Фонд «Исток»"), ("2", "Фонд «Родник»")):
        grant = desk.grant(number, inn="7707083893", organisation=name)
        desk.write(desk.visit(number, grant, kind="grant"))
    search_id = desk.row("organisations")["search_id"]
    assert search_id in found(desk, "исток")
    assert search_id in found(desk, "родник")


def test_ids_of_kinds_never_meet(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    desk.write(desk.visit("1", desk.grant("1", inn="7707083893"), kind="grant"))
    kinds = ("article", "grant", "organisation")
    numbers = [row["rowid"] for row in desk.db.query("SELECT rowid FROM search")]
    assert numbers == [search_id(kind, 1) for kind in kinds]
    assert all(
        first <= number <= last
        for number, (first, last) in zip(numbers, map(span, kinds), strict=True)
    )
