"""The address that a page states as its own, and when it is asked for instead."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from crawling import Crawl
from loopback_web import Reply, Web

from crawler.addresses import canonical
from crawler.extraction import extract_article
from crawler.items import Place, RawArticle, Visit
from crawler.own_address import own_address
from crawler.sources import Source

PAPER = Source(id="paper", home_url="https://paper.example/", article_path=r"\d")
TEXT = "Жители посёлка собрались у моста и обсудили, как чинить его весной, до большой воды."
WORDS = "most-otkroyut-k-vesne-2"


NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


def stated(
    address: str, asked: str, *, answered: str | None = None, source: Source = PAPER, **facts: Any
) -> str | None:
    place = Place(
        source_id="paper", url=asked, key=canonical(asked, source), kind="article", **facts
    )
    record = RawArticle(url=asked, canonical=address)
    visit = Visit(place=place, fetched_at=NOW, final_url=answered or asked, records=(record,))
    return own_address(visit, source)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://paper.example/news/10.html", "https://paper.example/amp/news/10.html"),
        ("https://paper.example/news/10.html", "https://m.paper.example/news/10.html"),
        ("https://paper.example/culture/501123", "https://paper.example/news/501123"),
        (f"https://paper.example/{WORDS}", f"https://paper.example/region/{WORDS}"),
        ("https://paper.example/news/10.html", "https://paper.example/news/10.html?ref=zen"),
        ("https://paper.example/news/10.html", "https://paper.example/news/10.html?page=2"),
    ],
)
def test_another_address_of_the_same_page_is_believed(address: str, asked: str) -> None:
    assert stated(address, asked) == address


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://paper.example/news/10.html", "https://paper.example/news/10.html"),
        ("https://www.paper.example/news/10.html", "https://paper.example/news/10.html"),
        ("http://paper.example/news/10.html", "https://paper.example/news/10.html"),
        ("https://paper.example/", "https://paper.example/news/10.html"),
        ("https://paper.example/culture/", "https://paper.example/culture/501123"),
        ("https://other.example/news/501123", "https://paper.example/news/501123"),
        ("https://paper.example/news/501123", "https://paper.example/news/501124"),
        ("https://paper.example/culture/1", "https://paper.example/news/1"),
    ],
)
def test_no_other_address_is(address: str, asked: str) -> None:
    assert stated(address, asked) is None


def test_an_address_is_taken_with_the_scheme_of_the_site() -> None:
    asked = "https://paper.example/amp/news/10.html"
    assert stated("http://paper.example/news/10.html", asked) == (
        "https://paper.example/news/10.html"
    )


def test_what_a_redirect_has_led_to_is_not_asked_for_again() -> None:
    page = "https://paper.example/culture/501123"
    assert stated(page, "https://paper.example/news/501123", answered=page) is None


def test_an_address_that_is_no_article_of_the_source_is_not_asked_for() -> None:
    source = replace(PAPER, article_path=r"^/news/\d+$")
    asked = "https://paper.example/news/501123"
    assert stated("https://paper.example/tag/501123", asked, source=source) is None


def test_a_page_that_was_visited_before_keeps_its_address() -> None:
    page = "https://paper.example/culture/501123"
    assert stated(page, "https://paper.example/news/501123", known=True) is None


def article(head: str, title: str = "Мост") -> bytes:
    text = f"<p>{TEXT}</p>" * 3
    return f"<html><head>{head}</head><body><h1>{title}</h1>{text}</body></html>".encode()


def link(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def test_a_canonical_link_counts_before_og_url_and_two_count_for_nothing() -> None:
    og = '<meta property="og:url" content="https://paper.example/news/2">'
    one, other = (link(f"/news/{number}") for number in (1, 3))
    read = [
        extract_article(article(head), "https://paper.example/news/9").canonical
        for head in (one + og, og, one + other, "")
    ]
    paper = "https://paper.example/news/"
    assert read == [f"{paper}1", f"{paper}2", None, None]


def test_the_page_itself_is_read_where_a_reduced_edition_was_found(web: Web, crawl: Crawl) -> None:
    full = "https://paper.example/news/101123.html"
    web.put("paper.example/amp/news/101123.html", article(link(full)))
    web.put("paper.example/news/101123.html", article(link(full)))
    crawled = crawl(PAPER, pages=["https://paper.example/amp/news/101123.html"])
    [visit] = crawled.visits
    assert (visit.final_url, visit.moved_to, len(visit.records)) == (full, None, 1)


def test_an_address_of_another_section_leads_to_the_page_for_good(web: Web, crawl: Crawl) -> None:
    full = "https://paper.example/culture/501123"
    web.put("paper.example/news/501123", article(link(full)))
    web.put("paper.example/culture/501123", article(link(full)))
    [visit] = crawl(PAPER, pages=["https://paper.example/news/501123"]).visits
    assert (visit.place.key, visit.moved_to) == (
        "paper.example/news/501123", "paper.example/culture/501123",
    )  # fmt: skip


@pytest.mark.parametrize(
    "other", [Reply(status=404), article("", "Другой мост"), b"<html><body>0</body></html>"],
    ids=["absent", "another article", "no article"],
)  # fmt: skip
def test_what_was_found_counts_where_its_own_address_gives_another(
    web: Web, crawl: Crawl, other: Reply | bytes
) -> None:
    web.put("paper.example/news/601123", article(link("/culture/601123")))
    web.put("paper.example/culture/601123", other)
    [visit] = crawl(PAPER, pages=["https://paper.example/news/601123"]).visits
    assert (visit.rejection, visit.moved_to) == (None, None)
    assert visit.final_url == "https://paper.example/news/601123"


def test_a_site_that_states_one_address_for_all_its_pages_is_not_believed(
    web: Web, crawl: Crawl
) -> None:
    source = replace(PAPER, article_path=None)
    web.put("paper.example/show.php", article("", "Все новости"))
    for number in ("71", "72"):
        web.put(f"paper.example/show.php?id={number}", article(link("/show.php"), number))
    pages = [f"https://paper.example/show.php?id={number}" for number in ("71", "72")]
    visits = crawl(source, pages=pages).visits
    assert {(visit.final_url, visit.moved_to) for visit in visits} == {(p, None) for p in pages}
