"""Calls for applications out of pages: by label in any order, by phrase, out of JSON."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import Unreadable, extract_competition
from crawler.items import RawCompetition

URL = "https://fund.example/calls/1"
FACTS = {
    "Статус": "Открыт",
    "Дата окончания приема заявок": "31.03.2026",
    "Регион": "Псковская область, Республика Саха (Якутия)",
    "Размер": "до 500 000 рублей",
    "Категория соискателя": "НКО",
    "Организатор": "Фонд",
}


def page(facts: dict[str, str], rest: str = "") -> bytes:
    rows = "".join(
        f"<div><div>{name}</div><div>{value}</div></div>" for name, value in facts.items()
    )
    text = "<p>Грант дают на обновление экспозиций в музеях сёл и малых городов нашей страны.</p>"
    return f"<html><body><h1>Сельские музеи</h1>{rows}{text}{rest}</body></html>".encode()


def read(body: bytes, url: str = URL) -> RawCompetition:
    return extract_competition(body, url)


@pytest.mark.parametrize("seed", range(8))
def test_labels_in_any_order_give_the_same_call(seed: int) -> None:
    facts = list(FACTS.items())
    random.Random(seed).shuffle(facts)
    found = read(page(dict(facts)))
    assert (found.title, found.status, found.closes) == ("Сельские музеи", "Открыт", "31.03.2026")
    assert found.regions == ("Псковская область", "Республика Саха (Якутия)")
    assert (found.amount, found.audience, found.organiser) == ("до 500 000 рублей", "НКО", "Фонд")


def test_latin_look_alikes_and_odd_spaces_are_the_same_label() -> None:
    found = read(
        page({"Cтaтус\u00a0:": "Открыт", "Дата  окончания\u202fприема заявок": "31.03.2026"})
    )
    assert (found.status, found.closes) == ("Открыт", "31.03.2026")


def test_a_label_that_nobody_knows_is_kept_and_a_missing_one_is_null() -> None:
    found = read(page({"Статус": "Открыт", "Отчётность": "ежеквартально"}))
    assert found.unknown == {"Отчётность": "ежеквартально"}
    assert (found.closes, found.amount, found.regions) == (None, None, ())


def test_a_phrase_states_the_status_unless_another_contradicts_it() -> None:
    facts = {"Организатор": "Фонд", "Регион": "Карелия"}
    assert read(page(facts, "<p>Приём заявок завершён</p>")).status == "Приём заявок завершён"
    both = "<p>Приём заявок завершён</p><p>Приём заявок открыт</p>"
    assert read(page(facts, both)).status is None


def test_other_calls_of_the_page_are_not_this_one() -> None:
    others = "<section><h2>Похожие конкурсы</h2><div><b>Дедлайн:</b> 1 мая</div></section>"
    related = '<div class="crp_related"><p><strong>Дедлайн:</strong> 2 мая</p></div>'
    assert read(page({"Организатор": "Фонд"}, others + related)).closes is None


def test_a_sentence_is_no_label() -> None:
    line = "<p>Размер гранта – не более 5 млн рублей. Заявки ждут до 12:00 20 апреля.</p>"
    assert read(page({"Организатор": "Фонд"}, line)).amount is None


def test_a_post_is_found_by_its_address_in_the_preview() -> None:
    message = (
        '<div class="tgme_widget_message" data-post="chan/{0}">'
        '<div class="tgme_widget_message_text">Пост {0}<br/>Заявки до 5 мая</div></div>'
    )
    body = (message.format(7) + message.format(8)).encode()
    assert read(body, "https://t.me/s/chan/8").title == "Пост 8"
    with pytest.raises(Unreadable):
        read(body, "https://t.me/s/chan")


@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"{}", b"[1]", b'{"a": {"b": 1}}', b"%PDF-1"]
)
def test_what_is_no_call_is_refused_with_a_reason(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_input_raises_anything_else(body: bytes) -> None:
    with suppress(Unreadable):
        read(body)
