import json
from typing import Any

import pytest

BODY = "Мост закрыт.\nПогибли двое, сообщил Иван Речной."


def edit(desk: Any, **columns: Any) -> list[dict[str, Any]]:
    for version in ({}, columns):
        facts = {"title": "Авария на мосту", "body": BODY, **version}
        desk.write(desk.visit("a", desk.article("a", **facts)))
        desk.end()
        desk.later(days=1)
    return desk.rows("stealth_edits")


@pytest.mark.parametrize(
    "edited",
    [
        {"title": "Происшествие на мосту"},
        {"body": BODY.replace("Погибли двое", "Погибли 12 человек")},
        {"body": BODY.replace("Речной", "Озёрный")},
        {"body": f'{BODY}\n"Мы всё проверим", — сказал он.'},
    ],
)
def test_an_edit_that_says_nothing_of_itself_is_shown(desk: Any, edited: dict[str, str]) -> None:
    (found,) = edit(desk, **edited)
    (field,) = edited
    assert (found["field"], found["new"]) == (field, edited[field])
    assert found["seen_at"] == "2026-03-02T06:00:00Z"
    assert (found["article_id"], found["snapshot_id"]) == (1, 2)
    assert json.loads(found["reasons"])


@pytest.mark.parametrize(
    "edited",
    [
        {"title": "Авария на мосте"},
        {"body": f"{BODY}\nОчевидцы молчат."},
        {"section": "Происшествия"},
        {"title": "Происшествие", "body": f"{BODY}\nИсправлено: это было происшествие."},
        {"title": "Происшествие", "modified_edtf": "2026-03-02T09:00:00+03:00"},
    ],
)
def test_slips_additions_and_noted_edits_are_not(desk: Any, edited: dict[str, str]) -> None:
    assert edit(desk, **edited) == []


def test_a_published_date_that_moved_is_shown(desk: Any) -> None:
    for day in ("2026-03-01", "2026-02-14"):
        desk.write(desk.visit("a", desk.article("a", published_edtf=day)))
        desk.end()
    (found,) = desk.rows("stealth_edits")
    assert (found["old"], found["new"]) == ("2026-03-01", "2026-02-14")


def test_what_our_parser_changed_is_nobodys_stealth(desk: Any) -> None:
    for parser, title in (("old", "Было"), ("new", "Стало совсем иначе")):
        desk.write(desk.visit("a", desk.article("a", title=title), parser=parser))
        desk.end()
    assert desk.rows("stealth_edits") == []
    assert len(desk.rows("changes")) == 1
