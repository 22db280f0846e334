"""Cards are read by label, in whatever markup the labels stand."""

import random
from collections.abc import Callable

import pytest

from crawler.extraction import Unreadable, extract_grant
from crawler.extraction.labels import field_of, folded, section_of
from crawler.items import RawGrant

URL = "https://fund.example/public/application/item?id=1"
FACTS = {
    "Конкурс": ("contest", "Второй конкурс 2024"),
    "Грантовое направление": ("direction", "Охрана окружающей среды и защита животных"),
    "Номер заявки": ("application_number", "24-2-000777"),
    "Дата подачи": ("submitted", "14.03.2024"),
    "Рейтинг заявки": ("rating", "81,25"),
    "Сроки реализации": ("period", "01.07.2024 - 30.06.2025"),
    "Организация": ("organisation", 'АНО "ЧИСТЫЙ БЕРЕГ"'),
    "ИНН": ("inn", "6027000002"),
    "ОГРН": ("ogrn", "1026000000002"),
    "Размер гранта": ("awarded", "900 000,00 ₽"),
    "Cофинансирование": ("cofinancing", "100 000,00 ₽"),
    "Перечислено Фондом на реализацию проекта": ("disbursed", "450 000,00 ₽"),
    "Общая сумма расходов на реализацию проекта": ("total", "1 000 000,00 ₽"),
    "Оценка результатов": ("evaluation", "проект реализован успешно"),
    "Дата решения о гранте": ("decided", "10.06.2024"),
    "Информация о нарушениях": ("violations", "Отчёт сдан с опозданием"),
    "Куратор": ("unknown", "Отдел № 2"),
}


def spans(label: str, value: str) -> str:
    return f"<li><span>{label}</span><span>{value}</span></li>"


def spans_turned(label: str, value: str) -> str:
    return f"<li><b>{value}</b><i>{label}</i></li>"


def rows(label: str, value: str) -> str:
    return f"<tr><th>{label}:</th><td>{value}</td></tr>"


def cells(label: str, value: str) -> str:
    return f"<tr><td>{label}</td><td><p>{value}</p></td></tr>"


def definitions(label: str, value: str) -> str:
    return f"<dt>{label}</dt><dd>{value}</dd>"


def wrapped_definitions(label: str, value: str) -> str:
    return f"<div><dt>{label}</dt><dd>{value}</dd></div>"


def divs(label: str, value: str) -> str:
    return f"<div><div>{label}\u00a0</div> <div><div>{value}</div></div></div>"


def strong(label: str, value: str) -> str:
    return f"<p><strong>{label}:</strong> {value}</p>"


def inline(label: str, value: str) -> str:
    return f"<p>{label}: {value}</p>"


HOLDERS = {rows: "table", cells: "table", definitions: "dl", wrapped_definitions: "dl"}
FORMS = [spans, spans_turned, rows, cells, definitions, wrapped_definitions, divs, strong, inline]


def card(form: Callable[[str, str], str], labels: list[str], extra: str = "") -> RawGrant:
    facts = "".join(form(label, FACTS[label][1]) for label in labels)
    holder = HOLDERS.get(form, "ul")
    markup = (
        "<html><head><title>Чистый берег</title></head><body><nav><a>Проекты</a></nav>"
        f"<h2>Чистый берег</h2><{holder}>{facts}</{holder}>{extra}</body></html>"
    )
    return extract_grant(markup.encode(), URL)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_facts_in_any_markup_and_order(form: Callable[[str, str], str], seed: int) -> None:
    labels = list(FACTS)
    random.Random(seed).shuffle(labels)
    read = card(form, labels)
    for label, (name, value) in FACTS.items():
        if name != "unknown":
            assert (getattr(read, name), read.origins[name]) == (value, label)
        elif form is not inline:  # a sentence with a colon is no label
            assert read.unknown == {label: value}
    assert read.title == "Чистый берег"


@pytest.mark.parametrize(
    "label",
    ["Cофинансирование", "Софинансирование", "СОФИНАНСИРОВАНИЕ:", " Cофинaнсиpовaние\u00a0",
     "Со\u00adфинансирование *", "\u200bСофинансирование"],
)  # fmt: skip
def test_a_label_is_known_however_it_is_typed(label: str) -> None:
    assert field_of(label) == "cofinancing"


def test_labels_of_the_same_beginning_are_told_apart() -> None:
    assert field_of("Общая сумма") == "total"
    assert field_of("Общая сумма расходов по проекту") == "total"
    assert field_of("Размер\u202fгранта") == "awarded"
    assert field_of("Конкурсная комиссия") is None
    assert field_of("Организация " * 20) is None
    assert section_of("ЦЕЛИ ПРОЕКТА:") == "aims"
    assert folded("Ёлка") == folded("елка")


SECTIONS = (
    "<h3>Цели</h3><ol><li>Убрать берег.</li></ol>"
    "<div><h3>Задачи проекта</h3></div><div><p>Собрать людей.</p><p>Вывезти мусор.</p></div>"
    "<h3>Краткое описание проекта</h3><div>Убираем<br>берег реки.</div><p>Вместе.</p>"
    "<section><h3>География</h3><p>Остров</p></section>"
    "<h3>Отчёты</h3><p>Нет отчётов.</p>"
)


def test_sections_by_heading_alone() -> None:
    read = card(spans, list(FACTS), SECTIONS)
    assert read.aims == ("Убрать берег.",)
    assert read.tasks == ("Собрать людей.", "Вывезти мусор.")
    assert read.geography == "Остров"
    assert (read.summary or "").startswith("Убираем\nберег реки.\nВместе.")


@pytest.mark.parametrize(
    ("contacts", "address", "website"),
    [
        ("<span>180000, г. Псков, д. 1</span><a href='#'>нет</a>", "180000, г. Псков, д. 1", None),
        ("<a href='#'>Нет</a><span>г. Псков, д. 1</span>", "г. Псков, д. 1", None),
        ("<span>г. Псков, д. 1</span>", "г. Псков, д. 1", None),
        ("<span>г. Псков, д. 1</span><a href='http://bereg.example.org'>Веб-сайт</a>",
         "г. Псков, д. 1", "http://bereg.example.org"),
        ("<span>г. Псков, д. 1</span><a href='/go?1'>bereg.example.org</a>", "г. Псков, д. 1",
         "bereg.example.org"),
        (f"<ul>{spans('Адрес', 'г. Псков, д. 1')}{spans('Веб-сайт', 'нет')}</ul>",
         "г. Псков, д. 1", None),
        ("<p>Телефон</p><a href='tel:+7811'>8112</a><a href='mailto:a@b.ru'>a@b</a>", None, None),
    ],
)  # fmt: skip
def test_contacts(contacts: str, address: str | None, website: str | None) -> None:
    read = card(spans, list(FACTS), f"<div><h2>Контактная информация</h2>{contacts}</div>")
    assert (read.address, read.website) == (address, website)


@pytest.mark.parametrize(
    "status",
    ["<p><span>Статус проекта: победитель конкурса</span></p>", "<p>победитель конкурса</p>",
     "<p><span>Статус проекта:</span> победитель конкурса</p>",
     "<div><span>Статус проекта</span><span>победитель конкурса</span></div>"],
)  # fmt: skip
def test_the_status_has_no_label(status: str) -> None:
    assert card(spans, list(FACTS), status).status == "победитель конкурса"


def test_labels_without_values_are_absent() -> None:
    read = card(
        spans,
        ["Конкурс", "ИНН", "ОГРН"],
        "<ul><li><span>Рейтинг заявки</span><span></span></li></ul>",
    )
    assert read.rating is None
    assert "rating" not in read.origins


def test_a_listing_is_no_card() -> None:
    with pytest.raises(Unreadable) as caught:
        extract_grant("<h1>Проекты</h1><p>Конкурс: первый</p>".encode(), URL)
    assert caught.value.reason == "not_article"


def test_a_card_without_a_title_says_so() -> None:
    facts = "".join(spans(label, FACTS[label][1]) for label in FACTS)
    with pytest.raises(Unreadable) as caught:
        extract_grant(f"<ul>{facts}</ul>".encode(), URL)
    assert caught.value.reason == "no_title"


def box(name: str, inside: str) -> str:
    return f'<div id="winner-{name}"><h2>Заголовок</h2>{inside}</div>'


INSERTED = [
    '<div class="more"><a href="#all">Читать далее</a></div>',
    '<a href="#all">Показать полностью</a>',
    '<p><a href="/public/application/item?id=2">Подробнее о проекте</a></p>',
    '<div class="banner"><a href="https://shop.example">Купите шины</a></div>',
    "<aside>Смотрите также наши новости</aside>",
    '<div class="adfox_123"><p>Шины со скидкой</p></div>',
    "<p>Реклама. ООО «Шины», erid: 2Vtzqw</p>",
]


@pytest.mark.parametrize("inserted", INSERTED)
def test_what_a_page_puts_into_a_summary_is_no_part_of_it(inserted: str) -> None:
    inside = f"<p>Убираем берег реки вместе с жителями.</p>{inserted}<p>Сажаем ивы и черёмуху.</p>"
    read = card(spans, list(FACTS), box("summary", inside))
    assert read.summary == "Убираем берег реки вместе с жителями.\nСажаем ивы и черёмуху."


@pytest.mark.parametrize("inserted", INSERTED[:1])
def test_what_a_page_puts_into_a_list_is_no_item_of_it(inserted: str) -> None:
    inside = (
        f"<ol><li>Собрать людей.</li><li>{inserted}</li><li>Вывезти мусор. {inserted}</li></ol>"
    )
    read = card(spans, list(FACTS), box("tasks", inside))
    assert read.tasks == ("Собрать людей.", "Вывезти мусор.")


def test_an_applicants_own_link_stays() -> None:
    inside = '<p>Пишем о себе: <a href="https://bereg.example.org">bereg.example.org</a>.</p>'
    read = card(spans, list(FACTS), box("summary", inside))
    assert read.summary == "Пишем о себе: bereg.example.org."


def test_a_label_that_is_printed_twice_is_reported_with_the_other_value() -> None:
    twice = "<ul>" + spans("ОГРН", "1026000000013") + spans("ИНН", FACTS["ИНН"][1]) + "</ul>"
    read = card(spans, list(FACTS), twice)
    assert read.ogrn == FACTS["ОГРН"][1]
    assert read.repeated == {"ogrn": "1026000000013"}, "the same value again is nothing to report"


@pytest.mark.parametrize(
    "status",
    ["<p><span>Статус проекта: проект <b>не</b> получил поддержку</span></p>",
     "<p>Статус проекта: проект <strong>не</strong> получил поддержку</p>",
     "<p>проект <b>не</b> <i>получил</i> поддержку</p>",
     "<p><span>Cтатус проекта:</span> проект <b>не</b> получил поддержку</p>",
     "<div><span>Статус проекта</span><span>проект <b>не</b> получил поддержку</span></div>"],
)  # fmt: skip
def test_a_marked_word_does_not_lose_the_status(status: str) -> None:
    assert card(spans, list(FACTS), status).status == "проект не получил поддержку"


@pytest.mark.parametrize(
    "row",
    [
        "<li><span>{label}</span><span>{value}</span></li>",
        "<li>{label}: {value}</li>",
        "<li><b>{label}:</b> {value}</li>",
        "<div><div>{label}</div><div>{value}</div></div>",
        "<tr><td>{label}</td><td>{value}</td></tr>",
    ],
)
def test_of_two_rows_neither_is_the_value_of_the_other(row: str) -> None:
    told = {"Запрашиваемая сумма": "100 000,00", "Общая сумма расходов": "200 000,00"}
    rows = "".join(row.format(label=label, value=value) for label, value in told.items())
    around = "table" if row.startswith("<tr") else "ul" if row.startswith("<li") else "div"
    facts = "<p><b>ИНН:</b> 7707083893</p><p><b>Номер заявки:</b> 23-1-000001</p>"
    body = f"<html><body><h2>Лес</h2>{facts}<{around}>{rows}</{around}></body></html>"
    raw = extract_grant(body.encode(), "https://fund.example/1")
    assert (raw.requested, raw.total) == ("100 000,00", "200 000,00")
    assert raw.unknown == {}
