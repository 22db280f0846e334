import pytest

from crawler.discovery.open_data import read_open_data
from crawler.extraction import Unreadable

URL = "https://fund.example/public/open-data"
FILES = "https://файлы.президентскиегранты.рф"
HOST = "https://xn--80asg7a0b.xn--80afcdbalict6afooklqi5o.xn--p1ai"
PROJECTS = "Сведения о проектах, на реализацию которых запрошено финансирование (с 2017 года)"
PASSPORT = f"Паспорт набора данных. {PROJECTS}"
OTHER = "Данные о софинансировании поддержки некоммерческих организаций"


def page(*blocks: str) -> bytes:
    return f"<html><body><h1>Открытые данные</h1>{''.join(blocks)}</body></html>".encode()


def item(name: str, text: str, *, day: str = "") -> str:
    return f'<li><a href="{FILES}/{name}">{text}</a> <span>{day}</span></li>'


def address(body: bytes) -> str:
    (file,) = read_open_data(body, URL)
    return file.url


def test_the_file_of_projects_is_told_from_passport_and_cofinancing() -> None:
    blocks = [item("p", PASSPORT), item("c", OTHER), item("a", PROJECTS), item("o", "Отчёт, XLSX")]
    for order in (blocks, blocks[::-1]):
        assert address(page("<ul>", *order, "</ul>")) == f"{HOST}/a"


def test_the_day_beside_the_file_is_given() -> None:
    (file,) = read_open_data(page("<ul>", item("a", PROJECTS, day="от 22.01.2026"), "</ul>"), URL)
    assert file.published == "22.01.2026"


def test_words_beside_a_bare_link_describe_it() -> None:
    rows = [
        f'<tr><td>{text}</td><td>22.01.2026</td><td><a href="/f/{name}">Скачать XLSX</a></td></tr>'
        for name, text in (("c", OTHER), ("a", PROJECTS))
    ]
    assert address(page("<table>", *rows, "</table>")) == "https://fund.example/f/a"


def test_file_and_passport_in_one_block_are_told_apart() -> None:
    block = f'<div><p>{PROJECTS}</p><a href="/f/p">Паспорт</a> <a href="/f/a">XLSX</a></div>'
    assert address(page(block)) == "https://fund.example/f/a"


def test_a_page_that_names_no_such_file_says_so() -> None:
    for body in (page(item("c", OTHER), item("p", PASSPORT)), b"", b"\x00\xff<a href='x'>"):
        with pytest.raises(Unreadable, match="no workbook"):
            read_open_data(body, URL)
