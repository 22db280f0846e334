"""Pagers without a class that names them, as older sites have."""

import pytest

from crawler.discovery.listings import read_listing
from crawler.discovery.pagers import next_in_row, plain_pager

HOME = "https://bereg.example/"
ARTICLES = "".join(f"<a href='/?id={n}'>Новость номер {n}</a> <a href='/?id={n}#k'>{n % 7}</a>"
                   for n in range(77, 67, -1))  # fmt: skip


def next_of(links: str, url: str = HOME) -> str | None:
    page = f"<html><body>{ARTICLES}<div>{links}</div></body></html>"
    return read_listing(page.encode(), url, links=(), guess=True).next_url


def row(address: str, step: int, numbers: range, first: int = 0) -> str:
    return "".join(f"<a href='{address}{first + step * (n - 1)}'>{n}</a> " for n in numbers)


@pytest.mark.parametrize(
    ("links", "url", "following"),
    [
        (row("/?page=", 1, range(1, 9), 1), HOME, "?page=2"),
        (row("/?cat=1&start=", 10, range(2, 7)), f"{HOME}?cat=1", "?cat=1&start=10"),
        (row("/?cat=1&start=", 10, range(1, 7)), f"{HOME}?cat=1&start=20", "?cat=1&start=30"),
        (row("/news/", 1, range(2, 5), 1), f"{HOME}news/", "news/2"),
        (row("/news/", 1, range(1, 5), 1), f"{HOME}news/3", "news/4"),
        ("<a href='?стр=2'>Раньше →</a>", f"{HOME}n/", "n/?стр=2"),
    ],
)
def test_a_row_of_numbers_or_one_word_leads_on(links: str, url: str, following: str) -> None:
    assert next_of(links, url) == HOME + following


@pytest.mark.parametrize(
    "links",
    [
        "",
        row("/archive/2026/11/", 1, range(1, 31), 1),
        row("/?day=", 1, range(1, 31), 1),
        "<a href='/?id=77'>Далее</a><a href='/?id=76'>Далее</a>",
        "<a href='/o-gazete'>Далее</a>",
        "<a href='https://other.example/?page=2'>2</a>",
    ],
)
def test_calendars_counts_of_comments_and_other_pages_are_no_pager(links: str) -> None:
    assert next_of(links) is None


def test_the_last_page_of_a_row_leads_nowhere() -> None:
    assert next_of(row("/?start=", 10, range(1, 7)), f"{HOME}?start=50") is None


def test_no_link_makes_no_pager() -> None:
    assert plain_pager([], HOME) == []
    assert next_in_row([], HOME) is None
