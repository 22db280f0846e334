"""An archive by month is a listing of each month, read back to the source's `since`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from crawling import Crawl, Crawled
from hypothesis import given
from hypothesis import strategies as st
from loopback_web import Reply, Web

from crawler.discovery.months import expanded
from crawler.sources import Source

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOST = "archive.example"
SOURCE = Source(
    id="archive",
    home_url=f"https://{HOST}/",
    listings=(f"https://{HOST}/{{year}}/{{month}}/",),
    next_page=".pager a",
    article_path=r"^/news/\d+$",
    since=50,
)
MONTHS = {"2026/02": range(10, 15), "2026/01": range(20, 24), "2025/12": range(30, 35)}


def pages(month: str, numbers: range) -> Iterator[tuple[str, bytes]]:
    """A month's pages of two links each, and an empty one behind them."""
    parts = [numbers[at : at + 2] for at in range(0, len(numbers), 2)]
    pager = "".join(f'<a href="/{month}/page/{n}/">{n}</a>' for n in range(2, len(parts) + 1))
    for number, part in enumerate([*parts, range(0)], start=1):
        links = "".join(f'<a href="/news/{one}">Новость номер {one}</a>' for one in part)
        path = f"/{month}/" if number == 1 else f"/{month}/page/{number}/"
        yield path, f'<html><body>{links}<p class="pager">{pager}</p></body></html>'.encode()


@pytest.fixture(scope="module")
def crawled(web: Web, crawl: Crawl) -> Crawled:
    for month, numbers in MONTHS.items():
        for path, body in pages(month, numbers):
            web.put(f"{HOST}{path}", Reply(body, headers={"Content-Type": "text/html"}))
    return crawl(SOURCE, now=NOW)


def test_months_are_read_from_this_one_back_to_since(crawled: Crawled, web: Web) -> None:
    listed = [visit.place.url for visit in crawled.visits if visit.place.kind == "listing"]
    assert [url for url in listed if "page" not in url] == [
        f"https://{HOST}/2026/03/",
        f"https://{HOST}/2026/02/",
        f"https://{HOST}/2026/01/",
    ]
    assert not any("2025" in path for path in web.paths(HOST))
    articles = {visit.place.key for visit in crawled.visits if visit.place.kind == "article"}
    assert articles == {
        f"{HOST}/news/{one}" for month in ("2026/02", "2026/01") for one in MONTHS[month]
    }


def test_each_month_ends_with_proof_and_one_that_has_not_begun_may_be_empty(
    crawled: Crawled,
) -> None:
    ended = crawled.ended("archive")
    assert ended.complete
    proof = ended.proof or {}
    seen = [(one["items"], one["after"], one["complete"]) for one in proof["listings"]]  # type: ignore[attr-defined]
    assert seen == [(0, "not found", True), (5, "empty page", True), (4, "empty page", True)]


def test_the_pages_of_a_month_belong_to_its_own_listing(crawled: Crawled) -> None:
    ways = {visit.place.url: visit.way for visit in crawled.visits if visit.way}
    assert ways[f"https://{HOST}/2026/02/page/2/"] == f"{HOST}/2026/02"


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        ("https://a.example/{year}/{day}/", "no other place"),
        ("https://a.example/{month}/", r"needs \{year\} and \{month\}"),
        ("https://a.example/{year}/", r"needs \{year\} and \{month\}"),
    ],
)
def test_places_that_mean_nothing_are_refused(listing: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Source(id="a", home_url="https://a.example/", listings=(listing,))


@given(st.integers(0, 15_000), st.integers(0, 5000))
def test_every_day_since_lies_in_one_of_the_months(age: int, days: int) -> None:
    now = NOW - timedelta(days=age)
    earliest = now - timedelta(days=days)
    found = list(expanded(["{year}-{month}"], earliest=earliest, now=now))
    assert found == sorted(set(found), reverse=True)
    assert {f"{now - timedelta(days=day):%Y-%m}" for day in range(days + 1)} == set(found)
