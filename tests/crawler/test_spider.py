"""A crawl end to end: discovery, pages, and one visit for whatever happens."""

from collections import Counter
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from crawling import Crawl, Crawled
from loopback_web import Reply, Web

from crawler.items import RunStarted
from crawler.sources import Source
from crawler.spider import NewsSpider, SourceListSpider

NOW = format_datetime(datetime.now(UTC))


def article(title: str) -> bytes:
    paragraphs = "".join(
        f"<p>Жители посёлка собрались у моста и обсудили, как чинить его весной, часть {n}.</p>"
        for n in range(8)
    )
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def feed(*links: str, date: str = NOW) -> bytes:
    items = "".join(
        f"<item><title>Новость</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


PAPER = Source(
    id="paper",
    home_url="https://paper.example/",
    feeds=("https://paper.example/rss.php", "https://paper.example/export/rss.xml"),
    article_path=r"^/\w+/\d+\.html$",
)
FUND = Source(
    id="fund",
    home_url="https://фонд.рф/",
    kind="grants",
    listings=("https://фонд.рф/cards?page=1",),
    links=("a.card",),
    next_page="a.page",
    keep_params=("id",),
)
FUND_HOST = "фонд.рф".encode("idna").decode()


def listing(*numbers: int, last: int) -> bytes:
    cards = "".join(f'<a class=card href="/item?id={n}">Проект {n}</a>' for n in numbers)
    pager = "".join(f'<a class=page href="/cards?page={n}">{n}</a>' for n in range(1, last + 1))
    return f"<html><body>{cards}<nav>{pager}</nav></body></html>".encode()


@pytest.fixture(scope="module")
def crawled(web: Web, crawl: Crawl) -> Crawled:
    web.put("paper.example/rss.php", b"<html>moved away</html>")
    links = [f"http://www.paper.example/society/{n}.html?utm_source=rss" for n in range(1, 4)]
    web.put("paper.example/export/rss.xml", feed(*links, links[0]))
    for n in range(1, 4):
        web.put(f"paper.example/society/{n}.html", article(f"Мост {n}"))
    web.put(f"{FUND_HOST}/cards?page=1", listing(1, 2, last=2))
    web.put(f"{FUND_HOST}/cards?page=2", listing(3, last=2))
    web.put(f"{FUND_HOST}/cards?page=3", listing(3, last=2))
    for n in range(1, 4):
        page = f'<html><body><h2 class="winner-info__title">Проект {n}</h2></body></html>'
        web.put(f"{FUND_HOST}/item?id={n}", page.encode())
    return crawl(PAPER, FUND)


def test_every_request_makes_one_visit(crawled: Crawled) -> None:
    keys = [visit.place.key for visit in crawled.visits]
    assert len(keys) == len(set(keys))
    assert {key for key in keys if "society" in key} == {
        f"paper.example/society/{n}.html" for n in range(1, 4)
    }


def test_feeds_are_tried_until_one_is_a_feed(crawled: Crawled) -> None:
    assert crawled.reason("paper.example/rss.php") == "not_xml"
    assert crawled.visit("paper.example/export/rss.xml").links == 3


def test_pages_are_asked_at_the_homes_scheme_and_without_tracking(web: Web) -> None:
    assert "/society/1.html" in web.paths("www.paper.example") + web.paths("paper.example")


def test_runs_begin_and_end_around_their_visits(crawled: Crawled) -> None:
    assert isinstance(crawled.items[0], RunStarted)
    assert crawled.ended("paper").reason == "finished"
    assert crawled.ended("paper").proof is None


def test_a_listing_read_past_its_stated_end_is_proven_complete(crawled: Crawled) -> None:
    ended = crawled.ended("fund")
    assert ended.complete
    assert ended.proof == {
        "listing": "https://фонд.рф/cards?page=1",
        "pages": 2,
        "items": 3,
        "end": "last page stated",
        "after": "repeated page",
        "fault": None,
        "total": None,
        "last": 2,
        "complete": True,
    }


def test_a_spider_with_code_of_its_own_is_more_than_its_source() -> None:
    class Plain(NewsSpider):
        """Declares a source."""

        name = "paper"
        source = PAPER

    class Own(Plain):
        """Does something of its own."""

        name = "paper"

        def closed(self, reason: str) -> None:
            super().closed(reason)

    assert Plain.only_declares()
    assert SourceListSpider.only_declares()
    assert not Own.only_declares()


def test_each_source_has_its_own_limit(web: Web, crawl: Crawl) -> None:
    pages = {site: [f"https://{site}.example/news/{n}.html" for n in range(4)] for site in "ab"}
    for site, links in pages.items():
        web.put(f"{site}.example/rss", Reply(feed(*links), headers={"Content-Type": "text/xml"}))
        for link in links:
            web.put(link.removeprefix("https://"), article("Мост"))
    sources = [
        Source(id=site, home_url=f"https://{site}.example/", feeds=(f"https://{site}.example/rss",))
        for site in pages
    ]
    crawled = crawl(*sources, limits={"a": 1, "b": 3})
    visited = Counter(v.place.source_id for v in crawled.visits if v.place.kind == "article")
    assert visited == {"a": 1, "b": 3}
