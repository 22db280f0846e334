"""How many entries a listing says it holds."""

import pytest

from crawler.discovery.listings import read_listing


def total(markup: str) -> int | None:
    return read_listing(f"<body>{markup}".encode(), "https://fund.example/", links=[]).total


@pytest.mark.parametrize(
    ("says", "number"),
    [
        ("Найдено: 188 412", 188412),
        ("Найдено проектов: <b>1&nbsp;204</b>", 1204),
        ("Найдено 38 записей", 38),
        ("Найдено: 1 204 проекта", 1204),
        ("Найдено: 0", 0),
        ("Всего проектов: 40", 40),
        ("Всего заявок — 12", 12),
        ("Всего: 15", 15),
        ("Результатов: 10", 10),
        ("Показано 1–20 из 188 412", 188412),
        ("Показаны записи 1-20 из 100.", 100),
        ("Новости 1 - 20 из 355", 355),
    ],
)
def test_a_listing_says_how_much_it_holds(says: str, number: int) -> None:
    assert total(f"<p>{says}</p>") == number


@pytest.mark.parametrize(
    "says",
    [
        "Страница 1 из 10",
        "Страницы 1-3 из 10",
        "Всего страниц: 12",
        "Всего: 15 человек",
        "Найдено 5 тел",
        "Найдено древнее поселение 3 века",
        "Найдено 12.03.2024",
        "<a href=/1>Найдено 38 записей</a>",
        "<script>var t = 'Найдено: 5'</script>",
    ],
)
def test_other_numbers_are_no_totals(says: str) -> None:
    assert total(f"<p>{says}</p>") is None


def test_an_attribute_may_say_it() -> None:
    assert total('<div data-total="40"></div>') == 40
    assert total('<div data-total="40"></div><div data-total="7"></div>') is None


def test_what_this_listing_holds_counts_before_what_the_site_holds() -> None:
    assert total("<p>Всего проектов: 188 412</p><p>1–20 из 40</p>") == 40
    assert total("<p>Всего проектов: 188 412</p><p>Найдено: 38</p>") == 38
