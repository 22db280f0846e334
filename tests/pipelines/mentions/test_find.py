"""A link to an organisation is made where the text proves it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mentions.find import Known, Mention, find_mentions

HOME = {"RU-PSK"}
BY_NAME = {
    "тихая пристань": [Known(id=1, region="RU-PSK")],
    "маяк": [Known(id=2, region="RU-PSK"), Known(id=3, region="RU-TOM")],
    "мастерская добрых старых вещей": [Known(id=4, region=None)],
    "читальный вагон едет": [Known(id=9, region="RU-PSK", kind="grant")],
}
BY_NUMBER = {"6027068261": 1}


def found(text: str, regions: set[str] = HOME) -> list[tuple[str, int, str]]:
    mentions = find_mentions(text, regions, BY_NAME, BY_NUMBER)
    return [(mention.kind, mention.record_id, mention.evidence) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Фонд «Тихая пристань» открыл приют", ("organisation", 1, "form+region")),
        ("В «Тихой…» нет, а в «Тихая пристань» да", ("organisation", 1, "region")),
        ("Благотворительный фонд «Маяк» собрал книги", ("organisation", 2, "form+region")),
        ("Гостей звала «Мастерская добрых старых вещей»", ("organisation", 4, "long")),
        ("Приют (ИНН 6027068261) переехал", ("organisation", 1, "number")),
        ("Проект «Читальный вагон едет» вернулся", ("grant", 9, "region")),
    ],
)
def test_what_proves_a_link(text: str, link: tuple[str, int, str]) -> None:
    assert found(text) == [link]


@pytest.mark.parametrize(
    "text",
    [
        "Кафе «Маяк» открылось на набережной",
        "Тихая пристань ждёт лодки",
        "Звоните: 6027068261",
        "Заказ 6027068261-1",
    ],
)
def test_what_proves_none(text: str) -> None:
    assert found(text) == []


def test_a_name_of_two_words_from_elsewhere_needs_its_legal_form() -> None:
    assert found("Спектакль «Тихая пристань»", {"RU-TOM"}) == []
    assert found("Фонд «Тихая пристань»", {"RU-TOM"}) == [("organisation", 1, "form")]


def test_a_record_is_named_once_by_its_best_proof() -> None:
    assert found("«Тихая пристань» (ИНН 6027068261), фонд «Тихая пристань»") == [
        ("organisation", 1, "number")
    ]


@given(st.text(alphabet='«»"“”„ИНН фондмаяк0123456789.\n', max_size=200))
def test_any_text_is_read_and_places_are_true(text: str) -> None:
    mentions: list[Mention] = find_mentions(text, HOME, BY_NAME, BY_NUMBER)
    assert all(mention.text in text[mention.start :] for mention in mentions)
