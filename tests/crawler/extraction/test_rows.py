"""Rows of a portal's listing say what their cards say, in the markup of today and that of 2019."""

import random
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.rows import read_rows
from crawler.items import RawGrant
from crawler.portal import portal
from pipelines.directions import DIRECTIONS
from pipelines.statuses import read_status

FUND = portal(id="fund", host="fund.example")
URL = "https://fund.example/public/application/cards?page=1"
RATED = "<span>Рейтинг заявки</span>"
GUID = "0A0B0C0D-1111-2222-3333-444455556666"
STATUSES = {
    "победитель конкурса": "won",
    "на независимой экспертизе": "under_review",
    "проект не получил поддержку": "not_supported",
    "проект не получил поддержки": "not_supported",
    "заявка отозвана": "other",
    "отозвана заявителем": "withdrawn",
}
CONTESTS = [
    f"{which} конкурс {year}" for year in range(2017, 2027) for which in ("Первый", "Второй")
]
CONTESTS += ["Специальный конкурс 2020", "Специальный конкурс 2022"]


def row(**told: str) -> str:
    """A row of today's markup, its places in the order of `told`."""
    places = {
        "title": '<div class="projects__title">{}</div>',
        "contest": '<div class="contest">{}</div>',
        "direction": '<div class="direction">{}</div>',
        "price": '<div class="projects__price">{}</div>',
        "fond": '<div class="projects__price projects__price--fond">{}</div>',
        "status": '<div class="projects__type"><span>{}</span></div>',
        "rating": f'<div class="projects__type-rate">{RATED}<span>{{}}</span></div>',
    }
    region, number = told.pop("region", "Псковская область"), told.pop("number", "23-2-003335")
    day = told.pop("day", "12.03.2023")
    descr = f'<div class="projects__descr"><div>{region}</div>'
    descr += f'<div class="projects__str-no-wrap">{number} {day}</div></div>'
    inner = "".join(places[name].format(value) for name, value in told.items()) + descr
    return f'<div class="table__row cards-item-row">{inner}</div>'


def linked(inner: str, guid: str = GUID) -> str:
    return f'<a href="/public/application/item?id={guid}">{inner}</a>'


def listing(*rows: str) -> bytes:
    table = f'<div class="table table--p-present table--projects">{"".join(rows)}</div>'
    return f"<html><body>{table}</body></html>".encode()


def read(*rows: str) -> list[RawGrant]:
    return list(read_rows(listing(*rows), URL, FUND)[0])


def reported(*rows: str) -> list[str]:
    return [fault.detail for fault in read_rows(listing(*rows), URL, FUND)[1]]


WHOLE = {
    "title": "Тёплый дом",
    "contest": "Второй конкурс 2023",
    "direction": "Сохранение исторической памяти",
    "price": "2 201 600,00 ₽",
    "status": "на независимой экспертизе",
}


@pytest.mark.parametrize("seed", range(4))
def test_a_row_says_what_the_application_is_in_any_order_of_its_places(seed: int) -> None:
    names = list(WHOLE)
    random.Random(seed).shuffle(names)
    (found,) = read(linked(row(**{name: WHOLE[name] for name in names})))
    assert (found.origin, found.title, found.contest) == ("listing", "Тёплый дом", WHOLE["contest"])
    assert (found.application_number, found.submitted) == ("23-2-003335", "12.03.2023")
    assert (found.direction, found.region) == (WHOLE["direction"], "Псковская область")
    assert (found.requested, found.awarded) == ("2 201 600,00 ₽", None)
    assert found.url == f"https://fund.example/public/application/item?id={GUID.lower()}"
    assert found.key == found.url.removeprefix("https://")


@pytest.mark.parametrize(("words", "code"), STATUSES.items())
def test_every_status_of_a_row_is_read(words: str, code: str) -> None:
    for text in (words, f"Статус проекта: {words}", words.replace(" ", "\u00a0 ")):
        (found,) = read(linked(row(**WHOLE | {"status": text})))
        assert read_status(found.status or "") == code


@pytest.mark.parametrize("contest", CONTESTS)
@pytest.mark.parametrize("direction", DIRECTIONS[:2])
def test_every_contest_stands_as_it_is(contest: str, direction: str) -> None:
    (found,) = read(linked(row(**WHOLE | {"contest": contest, "direction": direction})))
    assert (found.contest, found.direction) == (contest, direction)


def test_of_a_supported_project_the_funds_own_sum_is_the_grant() -> None:
    won = WHOLE | {"status": "победитель конкурса", "rating": "74,33"}
    (both,) = read(linked(row(**won | {"fond": "2 000 000,00 ₽"})))
    assert (both.awarded, both.requested) == ("2 000 000,00 ₽", None)
    assert both.unknown == {"projects__price": "2 201 600,00 ₽"}, "asked for, or all: nobody says"
    assert both.rating == "74,33"
    (same,) = read(linked(row(**won | {"fond": "2 201 600,00 ₽"})))
    assert (same.awarded, same.unknown) == ("2 201 600,00 ₽", {})


def test_a_label_in_front_of_a_sum_says_what_it_is() -> None:
    won = WHOLE | {"status": "победитель конкурса"}
    (found,) = read(linked(row(**won | {"price": "Pазмер гранта: 5\u202f000,00 ₽"})))
    assert (found.awarded, found.unknown) == ("5 000,00 ₽", {})


def test_a_place_that_is_not_there_says_nothing_and_an_empty_one_says_that_it_is() -> None:
    (found,) = read(linked(row(title="Тёплый дом", direction="")))
    assert (found.contest, found.direction, found.rating) == (None, "", None)
    assert "direction" not in found.origins


@pytest.mark.parametrize("number", ["ПФКИ-26-1-004411", "17-1-000383", "№ 23-2-003335 от"])
def test_a_number_is_found_with_its_prefix(number: str) -> None:
    (found,) = read(linked(row(**WHOLE, number=number)))
    assert found.application_number == number.removeprefix("№ ").removesuffix(" от")


def test_letters_as_character_references_are_letters() -> None:
    markup = listing(linked(row(**WHOLE))).decode()
    coded = "".join(f"&#x{ord(c):X};" if "А" <= c <= "я" else c for c in markup)
    ((found,), _) = read_rows(coded.encode(), URL, FUND)
    assert (found.title, found.status) == ("Тёплый дом", WHOLE["status"])


def test_the_markup_of_2019_gives_number_title_and_card() -> None:
    old = (
        '<section class="project-present"><div class="table__row"><div class="table__cell">Проект'
        '</div><div class="table__cell">Номер</div></div><div class="table__row">'
        f'<div class="table__cell"><a href="/application/item?id={GUID}">Тёплый дом</a></div>'
        '<div class="table__cell">19-1-000123 от 14.03.2019</div>'
        '<div class="table__cell">победитель конкурса</div></div></section>'
    )
    rows, faults = read_rows(f"<html><body>{old}</body></html>".encode(), URL, FUND)
    (found,) = rows
    assert (found.title, found.application_number) == ("Тёплый дом", "19-1-000123")
    assert (found.status, found.submitted) == ("победитель конкурса", "14.03.2019")
    assert faults == (), "a head of a table is no application"


def test_rows_without_a_cards_link_are_kept_and_reported_together() -> None:
    lost = [row(**WHOLE | {"title": f"Проект {number}"}) for number in range(7)]
    assert len(read(*lost, linked(row(**WHOLE)))) == 8
    (detail,) = reported(*lost, linked(row(**WHOLE)))
    assert detail.startswith("rows without a card's link: Проект 0; Проект 1")
    assert detail.endswith("and 2 more")
    assert read(lost[0])[0].url == URL


def test_a_row_without_a_number_is_left_to_its_card() -> None:
    assert read(linked(row(**WHOLE, number=""))) == []
    assert reported(linked(row(**WHOLE, number=""))) == []


@given(st.text(max_size=300))
def test_no_page_raises(text: str) -> None:
    pages = [text, f"<div class='cards-item-row'>{text}", linked(row(title=escape(text)))]
    for page in pages:
        for found in read_rows(page.encode("utf-8", "replace"), URL, FUND)[0]:
            assert found.title
            assert found.application_number
