import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.changes import changes_between, fold_noise, folded

ARTICLE: dict[str, Any] = {
    "title": "В селе открыли школу на 120 мест",
    "tags": '["село", "школа"]',
    "published_edtf": "2026-03-01T08:00:00+03:00",
    "image_url": "https://s.example/1.jpg?v=1",
    "lead": None,
    "body": "Школу строили два года. Директор Ирина Вымышленная рада.",
    "word_count": 8,
    "texts": "{}",
    "problems": "{}",
}


def changes(**columns: Any) -> list[tuple[str, int]]:
    found = changes_between(ARTICLE, {**ARTICLE, **columns})
    return [(change.field, change.significance) for change in found]


@pytest.mark.parametrize(
    "noise",
    [
        {"title": "В селе\u00a0открыли  школу на 120 мест"},
        {"title": "В селе от\u00adкрыли школу на 120 мест"},
        {"tags": '["школа", "село"]'},
        {"image_url": "https://www.s.example/1.jpg?v=2&session=77"},
        {"word_count": 9},
        {"published_edtf": "2026-03-01"},
        {"texts": '{"published_edtf": "вчера"}'},
    ],
)
def test_noise_is_no_change(noise: dict[str, Any]) -> None:
    assert changes(**noise) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("«Лес»", '"Лес"'), ("“Лес”", "„Лес“"), ("1—2", "1-2"), ("да…", "да..."), ("и\u0306", "й")],
)
def test_typographic_variants_are_noise(one: str, other: str) -> None:
    assert fold_noise(one) == fold_noise(other)


def test_yo_may_be_a_name_and_is_a_change() -> None:
    assert fold_noise("Королёв") != fold_noise("Королев")


def test_a_number_in_a_headline_weighs_more_than_a_word_and_a_slip_least() -> None:
    ((_, number),) = changes(title="В селе открыли школу на 110 мест")
    ((_, word),) = changes(title="В селе построили школу на 120 мест")
    ((_, slip),) = changes(title="В селе открыли школы на 120 мест")
    assert number > word > slip


def test_a_change_tells_why_it_weighs_what_it_does() -> None:
    new = {**ARTICLE, "body": ARTICLE["body"].replace("Ирина", "Марина").replace("два", "2")}
    (change,) = changes_between(ARTICLE, new)
    assert change.reasons == ("body changed", "number: — → 2", "name: Ирина → Марина")


def test_a_status_outweighs_a_sum_and_a_sum_outweighs_words() -> None:
    old = {"status": "under_review", "awarded_kopecks": 1, "summary": "Было."}
    new = {"status": "won", "awarded_kopecks": 2, "summary": "Стало."}
    found = changes_between(old, new)
    assert [change.field for change in found] == ["status", "awarded_kopecks", "summary"]
    assert (found[1].old, found[1].new) == (1, 2)


def test_a_field_that_appears_or_vanishes_says_so() -> None:
    (appeared,) = changes_between(ARTICLE, {**ARTICLE, "lead": "Новое."})
    (vanished,) = changes_between({**ARTICLE, "lead": "Новое."}, ARTICLE)
    assert appeared.reasons == ("lead appeared",)
    assert vanished.reasons == ("lead vanished",)


def test_a_reordered_list_of_tasks_is_a_change_but_not_of_tags() -> None:
    old, new = ({"tasks": json.dumps(order)} for order in (["а", "б"], ["б", "а"]))
    assert [change.field for change in changes_between(old, new)] == ["tasks"]


def test_words_that_could_not_be_read_are_compared() -> None:
    old = {"texts": '{"requested_kopecks": "много"}', "problems": '{"requested_kopecks": "x"}'}
    new = {**old, "texts": '{"requested_kopecks": "мало"}'}
    (change,) = changes_between(old, new)
    assert (change.field, change.old, change.new) == ("texts.requested_kopecks", "много", "мало")


@given(st.text(), st.text(), st.sampled_from(["title", "body", "website", "image_url", "inn"]))
def test_no_text_raises_and_equal_after_folding_means_no_change(
    old: str, new: str, field: str
) -> None:
    found = changes_between({field: old}, {field: new})
    assert bool(found) == (folded(field, old) != folded(field, new))
    assert all(1 <= change.significance <= 100 and change.reasons for change in found)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_noise(fold_noise(text)) == fold_noise(text)
