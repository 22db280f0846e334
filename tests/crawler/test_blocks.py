"""A protection's page is recognised, and its host left alone."""

import pytest
from crawling import Crawl
from loopback_web import Reply, Web

from crawler.blocks import find_block
from crawler.sources import Source

FRONT = b"<html><title>Just a moment...</title></html>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "detail"),
    [
        (403, {"server": "ddos-guard"}, b"", "DDoS-Guard, 403"),
        (403, {"set-cookie": "__ddg1_=a; path=/"}, b"", "DDoS-Guard, 403"),
        (401, {"set-cookie": "qrator_jsr=a"}, b"", "Qrator, 401"),
        (503, {"retry-after": "120"}, b"", "503, retry after 120"),
        (429, {}, b"", "429"),
        (200, {"cf-ray": "1"}, FRONT, "Cloudflare, 200"),
        (200, {}, b"<form action='/tmgrdfrend/showcaptcha?x'>", "SmartCaptcha, 200"),
    ],
)
def test_signs_of_a_block(status: int, headers: dict[str, str], body: bytes, detail: str) -> None:
    block = find_block(status, headers, body)
    assert block is not None
    assert (block.detail, block.certain) == (detail, True)


def test_a_bare_403_may_concern_one_page_only() -> None:
    block = find_block(403, {}, b"")
    assert block is not None
    assert not block.certain


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {"server": "ddos-guard"}, b"<h1>News</h1>"),
        (503, {}, b""),
        (404, {}, b""),
        (200, {}, "<p>Что такое Cloudflare и Just a moment</p>".encode()),
    ],
)
def test_what_only_looks_like_one(status: int, headers: dict[str, str], body: bytes) -> None:
    assert find_block(status, headers, body) is None


def test_a_blocked_host_is_asked_no_more(web: Web, crawl: Crawl) -> None:
    web.put("shut.example/1", Reply(b"", status=403, headers={"Server": "ddos-guard"}))
    shut = Source(id="shut", home_url="https://shut.example/")
    crawled = crawl(shut, pages=[f"https://shut.example/{n}" for n in range(1, 9)])
    assert crawled.ended("shut").reason == "blocked"
    assert web.paths("shut.example") == ["/robots.txt", "/1"]


def test_several_refusals_in_a_row_end_the_run(web: Web, crawl: Crawl) -> None:
    for n in range(1, 9):
        web.put(f"stern.example/{n}", Reply(b"", status=403))
    stern = Source(id="stern", home_url="https://stern.example/")
    crawled = crawl(stern, pages=[f"https://stern.example/{n}" for n in range(1, 9)])
    assert crawled.ended("stern").reason == "blocked"
    assert len(crawled.visits) == 3


ARTICLE = (
    "<html><head><title>Открыли мост</title>{}</head><body><h1>Открыли мост</h1>"
    "<p>Мост через реку строили два года, и дорога до школы стала вдвое короче.</p></body></html>"
)


@pytest.mark.parametrize(
    "head",
    [
        "<script src='https://smartcaptcha.yandexcloud.net/captcha.js'></script>",
        "<script src='/cdn-cgi/challenge-platform/h/b/scripts/jsd/main.js'></script>",
        "<!-- __qrator/ -->",
    ],
)
def test_a_page_with_a_protections_script_is_still_a_page(head: str) -> None:
    assert find_block(200, {}, ARTICLE.format(head).encode()) is None


def test_a_page_that_sets_a_cookie_and_loads_itself_again_is_a_check() -> None:
    page = "<html><script>document.cookie='ok=1;path=/';location.reload()</script></html>"
    block = find_block(200, {}, page.encode())
    assert block is not None
    assert block.detail == "cookie check, 200"
