"""Every label, status, contest and direction that the portals are known to print, read or reported.

The lists are those of the site sheet, typed here anew, so that a reader that forgets one fails.
"""

import random
from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract_grant
from crawler.extraction.workbook import read_workbook
from crawler.items import RawGrant
from dozor.world.xlsx import Cell, xlsx
from pipelines.badges import read_badges
from pipelines.directions import DIRECTIONS
from pipelines.normalize import normalize_grant
from pipelines.normalize.workbooks import raw_row
from pipelines.records import Grant
from spiders.grants.culture_fund import CultureFund
from spiders.grants.president_grants import PresidentGrants

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FUND = PresidentGrants.source
URL = f"{FUND.home_url}public/application/item?id=1825fe4c-3aa5-4319-b135-a2c7867439d2"

FACTS = {
    "Конкурс": ("Второй конкурс 2023", "contest", "Второй конкурс 2023"),
    "Грантовое направление": ("Сохранение исторической памяти", "direction", DIRECTIONS[7]),
    "Рейтинг заявки": ("74,33", "rating", 74.33),
    "Номер заявки": ("23-2-003335", "application_number", "23-2-003335"),
    "Дата подачи": ("14.03.2023", "submitted_on", "2023-03-14"),
    "Сроки реализации": ("01.07.2023 - 30.06.2024", "period_edtf", "2023-07-01/2024-06-30"),
    "Организация": ("АНО «Лес»", "organisation", "АНО «Лес»"),
    "ИНН": ("7707083893", "inn", "7707083893"),
    "ОГРН": ("1027700132195", "ogrn", "1027700132195"),
}
MONEY = {
    "Запрашиваемая сумма": "requested_kopecks",
    "Размер гранта": "awarded_kopecks",
    "Cофинансирование": "cofinancing_kopecks",  # with a Latin C, as the portals have it
    "Перечислено Фондом на реализацию проекта\u00a0": "disbursed_kopecks",
    "Общая сумма расходов на реализацию проекта\u00a0": "total_kopecks",
}
SECTIONS = {
    "winner-summary": ("Краткое описание", "summary"),
    "winner-aims": ("Цель", "aims"),
    "winner-tasks": ("Задачи", "tasks"),
    "winner-social": ("Обоснование социальной значимости", "social_significance"),
    "winner-geography": ("География проекта", "geography"),
    "winner-target": ("Целевые группы", "target_groups"),
}
LISTS = {"aims", "tasks", "target_groups"}
STATUSES = {
    "победитель конкурса": "won",
    "на независимой экспертизе": "under_review",
    "проект не получил поддержку": "not_supported",
    "проект не получил поддержки": "not_supported",
    "отозван": "withdrawn",
    "отозвана заявителем": "withdrawn",
    "проект реализуется": "other",  # in no source that anybody has seen
    "проект завершен": "other",
}
EVALUATIONS = {
    "проект реализован успешно": "success",
    "проект реализован неудовлетворительно": "failure",
    "проект, к реализации которого победитель конкурса не приступал (грант не использовался)":
        "not_started",
}  # fmt: skip
CONTESTS = [
    *(f"{which} конкурс {year}" for year in range(2017, 2027) for which in ("Первый", "Второй")),
    *("Специальный конкурс 2020", "Специальный конкурс 2022"),
]
THIRTEEN = (
    "Социальное обслуживание, социальная поддержка и защита граждан",
    "Охрана здоровья граждан, пропаганда здорового образа жизни",
    "Поддержка семьи, материнства, отцовства и детства",
    "Поддержка молодежных проектов",
    "Поддержка проектов в области науки, образования, просвещения",
    "Поддержка проектов в области культуры и искусства",
    "Выявление и поддержка молодых талантов в области культуры и искусства",
    "Сохранение исторической памяти",
    "Защита прав и свобод человека и гражданина, в том числе защита прав заключенных",
    "Охрана окружающей среды и защита животных",
    "Укрепление межнационального и межрелигиозного согласия",
    "Развитие общественной дипломатии и поддержка соотечественников",
    "Развитие институтов гражданского общества",
)
LONG = (
    "Поддержка молодежных проектов, реализация которых охватывает виды деятельности, "
    "предусмотренные статьей 31.1 Федерального закона от 12 января 1996 г. № 7-ФЗ"
)
CULTURE = (
    "Единство с судьбой России", "Многонациональный народ", "Мы вместе", "Нация созидателей",
    "Нравственные ориентиры", "Крепкая семья", "Наша сила в правде", "На страже Отечества",
    "Молодые лидеры", "Страна возможностей", "Культурный код", "Место силы",
)  # fmt: skip
BADGES = (
    "Победитель конкурса Фонда президентских грантов",
    "Победитель конкурса Президентского фонда культурных инициатив",
    "Победитель регионального конкурса грантов для НКО",
    "Проект в числе 100 лучших",
    "Проекты в числе 100 лучших",
    "На сайте Минюста России отсутствуют сведения",
    "Организация не реализовала проект",
    "Организация находится в процессе ликвидации",
    "Иностранный агент",
)
COLUMNS = {
    "Номер заявки": ("23-2-003335", "application_number", "23-2-003335"),
    "Конкурс": ("Второй конкурс 2023 г.", "contest", "Второй конкурс 2023"),
    "Организация": ("АНО «Лес»", "organisation", "АНО «Лес»"),
    "ОГРН": ("1027700132195", "ogrn", "1027700132195"),
    "ИНН": ("7707083893", "inn", "7707083893"),
    "Регион": ("Псковская область", "region", "RU-PSK"),
    "Название проекта": ("Лесная школа", "title", "Лесная школа"),
    "Грантовое направление": ("сохранение исторической памяти", "direction", THIRTEEN[7]),
    "Запрошенная сумма": (2201600.07, "requested_kopecks", 220160007),
    "Общая сумма расходов": (3000000.0, "total_kopecks", 300000000),
    "Начало реализации": ("01.07.2023", "starts_on", "2023-07-01"),
    "Окончание реализации": ("30.06.2024", "ends_on", "2024-06-30"),
    "Статус проекта": ("победитель конкурса", "status", "won"),
    "Дата решения о гранте": ("15.06.2023", "decided_on", "2023-06-15"),
    "Размер гранта": (2000000.5, "awarded_kopecks", 200000050),
    "Оценка результатов": ("проект реализован успешно", "evaluation", "success"),
    "Информация о нарушениях": ("Отчёт сдан поздно", "violations", "Отчёт сдан поздно"),
}
LATIN = str.maketrans("аеорсухСОРАЕКМНТВХ", "aeopcyxCOPAEKMHTBX")
SPACES = ("\u00a0", "  ", "\u202f", " \n ")


def card(facts: dict[str, str], money: dict[str, str], more: str = "") -> bytes:
    def items(kind: str, inner: str, told: dict[str, str]) -> str:
        return "".join(
            f'<li class="{kind}"><span class="{kind}-title">{escape(label)}</span>'
            f'<span class="{kind}-{inner}">{escape(value)}</span></li>'
            for label, value in told.items()
        )

    return (
        '<html><body><h2 class="winner-info__title">Лесная школа</h2>'
        f'<ul class="winner-info__list">{items("winner-info__list-item", "text", facts)}</ul>'
        f'<ul class="circle-bar__info">{items("circle-bar__info-item", "number", money)}</ul>'
        f"{more}</body></html>"
    ).encode()


def read(body: bytes) -> Grant:
    return normalize_grant(extract_grant(body, URL, source=FUND), reference=NOW)


def said(**fields: str) -> Grant:
    raw = RawGrant(url=URL, source_id=FUND.id, title="Лесная школа", **fields)  # type: ignore[arg-type]
    return normalize_grant(raw, reference=NOW)


PRINTED = {label: value for label, (value, _, _) in FACTS.items()}
SUMS = {label: f"{place} 201 600,0{place} ₽" for place, label in enumerate(MONEY, 1)}
KOPECKS = {column: place * 10**8 + 20_160_000 + place for place, column in
           enumerate(MONEY.values(), 1)}  # fmt: skip


def expected() -> dict[str, object]:
    return {column: value for _, column, value in FACTS.values()} | KOPECKS


def test_every_label_of_a_card_is_read() -> None:
    grant = read(card(PRINTED, SUMS))
    assert {name: getattr(grant, name) for name in expected()} == expected()
    assert grant.problems == {}


def test_every_section_of_a_card_is_read() -> None:
    boxes = "".join(
        f'<div class="winner__details-box js-ancor-box" id="{identifier}">'
        f'<h2 class="winner__details-title">{heading}</h2>'
        + (
            "<ol><li>Одно</li><li>Другое</li></ol></div>"
            if name in LISTS
            else "<p>Слова.</p></div>"
        )
        for identifier, (heading, name) in SECTIONS.items()
    )
    grant = read(card(PRINTED, SUMS, boxes))
    for _, name in SECTIONS.values():
        assert getattr(grant, name) == (("Одно", "Другое") if name in LISTS else "Слова.")


@pytest.mark.parametrize(("words", "status"), STATUSES.items())
def test_every_status_has_its_place_beside_the_sites_words(words: str, status: str) -> None:
    for written in (words, words.capitalize(), f"Статус проекта: {words}".partition(": ")[2]):
        grant = said(status=written)
        assert (grant.status, grant.status_text) == (status, written)
        assert ("status" in grant.problems) == (status == "other")


@pytest.mark.parametrize(("words", "evaluation"), EVALUATIONS.items())
def test_every_evaluation_has_its_place(words: str, evaluation: str) -> None:
    grant = said(evaluation=words)
    assert (grant.evaluation, grant.evaluation_text) == (evaluation, words)


@pytest.mark.parametrize("contest", CONTESTS)
def test_every_contest_has_one_name(contest: str) -> None:
    assert said(contest=contest).contest == contest
    assert said(contest=f"{contest} г.").contest == contest


@pytest.mark.parametrize("direction", THIRTEEN)
def test_every_direction_has_the_funds_name_however_it_is_written(direction: str) -> None:
    for written in (direction, direction.lower(), direction.replace(" ", "  ", 1),
                    direction.translate(LATIN), direction.replace("е", "ё", 1)):  # fmt: skip
        grant = said(direction=written)
        assert (grant.direction, grant.problems) == (direction, {})
    assert len(DIRECTIONS) == len(THIRTEEN)


def test_a_direction_with_the_articles_of_the_law_is_the_short_one() -> None:
    assert said(direction=LONG).direction == "Поддержка молодежных проектов"


def test_another_direction_is_kept_and_reported() -> None:
    grant = said(direction="Освоение Луны")
    assert (grant.direction, grant.problems) == ("Освоение Луны", {"direction": "unknown wording"})


@pytest.mark.parametrize("direction", CULTURE)
def test_the_culture_funds_directions_are_its_own(direction: str) -> None:
    raw = RawGrant(url=URL, source_id=CultureFund.name, title="Лес", direction=direction)
    grant = normalize_grant(raw, reference=NOW)
    assert (grant.direction, grant.problems) == (direction, {})


@pytest.mark.parametrize("badge", BADGES)
def test_every_badge_is_one(badge: str) -> None:
    assert read_badges({"Отметка": badge}) == (badge,)
    assert read_badges({"Отметка": badge.upper()}) == (badge.upper(),)


def test_every_column_of_the_workbook_is_read_in_any_order() -> None:
    names = list(COLUMNS)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        rows: list[list[Cell]] = [list(names), [COLUMNS[name][0] for name in names]]
        book = read_workbook(xlsx(rows), address="https://fund.example/{number}")
        ((_, words),) = book.rows()
        grant = normalize_grant(raw_row(book, words, source_id=FUND.id), reference=NOW)
        found = {column: getattr(grant, column) for _, column, _ in COLUMNS.values()}
        assert found == {column: value for _, column, value in COLUMNS.values()}
        assert (grant.problems, book.problems) == ({}, ())


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_labels_in_any_order_and_writing_are_right_or_reported(data: st.DataObject) -> None:
    """Other spaces, Latin look-alikes, a colon, missing and new labels: nothing is guessed."""
    kept = data.draw(st.lists(st.sampled_from([*FACTS, *MONEY]), unique=True, min_size=3))
    new = data.draw(st.dictionaries(st.sampled_from(["Куратор", "Этап отбора"]), st.just("важно")))
    rows = {_written(data, label): (PRINTED | SUMS)[label] for label in kept} | new
    facts = {label: value for label, value in rows.items() if "₽" not in value}
    money = {label: value for label, value in rows.items() if "₽" in value}
    if not {"Конкурс", "Номер заявки", "ИНН", "ОГРН"} <= set(kept):
        facts |= {"Номер заявки": "23-2-003335", "ИНН": "7707083893"}
    grant = read(card(facts, money))
    columns = {**{label: column for label, (_, column, _) in FACTS.items()}, **MONEY}
    wanted = {columns[label]: expected()[columns[label]] for label in kept}
    wanted |= {"application_number": "23-2-003335", "inn": "7707083893"} if (
        "Номер заявки" in facts) else {}  # fmt: skip
    assert {name: getattr(grant, name) for name in wanted} == wanted
    silent = expected().keys() - wanted.keys()
    assert all(getattr(grant, name) is None for name in silent)
    assert {name for name, why in grant.problems.items() if why == "unknown label"} == set(new)
    assert all(grant.texts[name] == "важно" for name in new)


def _written(data: st.DataObject, label: str) -> str:
    """Write a label otherwise: some letters Latin, some spaces of another kind, a colon."""
    if data.draw(st.booleans()):
        label = label.translate(LATIN)
    label = label.replace(" ", data.draw(st.sampled_from([" ", *SPACES])))
    return label + data.draw(st.sampled_from(["", ":", " :", "\u00a0"]))
