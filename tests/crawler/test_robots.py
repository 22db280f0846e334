"""robots.txt as RFC 9309 has it."""

import pytest
from crawling import Crawl
from loopback_web import Reply, Web

from crawler.robots import rules_in
from crawler.sources import Source

RULES = b"User-agent: *\nDisallow: /a\n"


@pytest.mark.parametrize(
    ("status", "rules"),
    [
        (200, RULES),
        (404, b""),
        (403, b""),
        (503, b"User-agent: *\nDisallow: /\n"),
        (429, b"User-agent: *\nDisallow: /\n"),
    ],
)
def test_a_failing_server_forbids_all_and_a_missing_file_nothing(status: int, rules: bytes) -> None:
    assert rules_in(status, RULES) == rules


def test_a_query_alone_is_no_ban_of_everything(web: Web, crawl: Crawl) -> None:
    """Python's own parser reads `Disallow: /?` as a ban of the whole site."""
    web.put("open.example/robots.txt", Reply(b"User-agent: *\nDisallow: /?\nDisallow: *PAGEN\n"))
    web.put("open.example/1", Reply(status=404))
    source = Source(id="open", home_url="https://open.example/")
    pages = [f"https://open.example/{path}" for path in ("1", "?p=1", "1?PAGEN_1=2")]
    crawled = crawl(source, pages=pages)
    reasons = [visit.rejection.reason for visit in crawled.visits if visit.rejection]
    assert reasons == ["not_found", "robots", "robots"]


def test_a_site_whose_rules_cannot_be_had_is_left_alone_for_now(web: Web, crawl: Crawl) -> None:
    web.put("ill.example/robots.txt", Reply(status=500))
    web.put("ill.example/1", Reply(b"<h1>x</h1>"))
    source = Source(id="ill", home_url="https://ill.example/")
    crawled = crawl(source, pages=["https://ill.example/1"])
    assert crawled.reason("ill.example/1") == "http_error", "it may pass; a refusal would not"
    assert "/1" not in web.paths("ill.example")


def test_a_site_that_wants_nobody_says_so_by_its_rules_as_well(web: Web, crawl: Crawl) -> None:
    web.put("tired.example/robots.txt", Reply(status=429, headers={"Retry-After": "7200"}))
    source = Source(id="tired", home_url="https://tired.example/")
    crawled = crawl(source, pages=["https://tired.example/1"])
    assert crawled.ended("tired").reason == "blocked"
    assert web.paths("tired.example") == ["/robots.txt"]
