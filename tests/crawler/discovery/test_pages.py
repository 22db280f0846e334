"""Which found addresses are pages of a source."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.found import Found
from crawler.discovery.pages import address_to_fetch, is_page, pages_of
from crawler.sources import Source

PAPER = Source(id="paper", home_url="https://paper.example/", article_path=r"^/\w+/\d+\.html$")
OPEN = Source(id="open", home_url="https://www.open.example/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.paper.example/society/1.html?utm_source=tg", True),
        ("https://m.paper.example/society/1.html", True),
        ("https://paper.example/society/", False),
        ("https://other.example/society/1.html", False),
        ("https://paper.example.evil.example/society/1.html", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_pages_of_interest(url: str, expected: bool) -> None:
    assert is_page(url, PAPER) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        (r"^/news\.php\?n=\d+$", "/news.php?n=55&utm_source=rss", True),
        (r"^/news\.php\?n=\d+$", "/news.php?cat=2", False),
        (r"^/\?p=\d+$", "/?p=12", True),
        (r"^/index\.php\?id=\d+&view=article$", "/index.php?view=article&id=7", True),
        (r"^/новости/[^/]+-", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/мост-открыт", True),
        (r"^/новости/[^/]+-", "/новости/", False),
        (r"^/%D0%BD/", "/н/1", True),
    ],
)
def test_an_expression_may_speak_of_the_query_and_in_cyrillic(
    pattern: str, path: str, expected: bool
) -> None:
    source = Source(id="paper", home_url="https://paper.example/", article_path=pattern)
    assert is_page(f"https://paper.example{path}", source) is expected


def test_the_front_page_is_none() -> None:
    assert not is_page("https://open.example/", OPEN)
    assert is_page("https://open.example/?id=1", OPEN)


def test_each_page_once_the_newest_first() -> None:
    old, new = (datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2))
    found = [
        Found(url="http://paper.example/society/1.html", moment=old, title="first"),
        Found(url="https://paper.example/society/1.html?from=rss", moment=new),
        Found(url="https://paper.example/society/2.html", moment=new),
        Found(url="https://paper.example/society/3.html"),
    ]
    pages = pages_of(found, PAPER)
    assert [key.rpartition("/")[2] for key in pages] == ["2.html", "1.html", "3.html"]
    assert pages["paper.example/society/1.html"].title == "first"


def test_pages_are_fetched_by_the_homes_scheme_without_tracking() -> None:
    url = "http://paper.example/society/1.html?b=2&utm_source=rss&a=1#top"
    assert address_to_fetch(url, PAPER) == "https://paper.example/society/1.html?a=1&b=2"
