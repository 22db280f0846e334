"""Sitemaps and indexes."""

import gzip
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.sitemaps import read_sitemap
from crawler.extraction.unreadable import Unreadable

URL = "https://paper.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*entries: str) -> bytes:
    return f"<urlset {NS} {NEWS}>{''.join(entries)}</urlset>".encode()


def entry(loc: str, lastmod: str = "") -> str:
    return f"<url><loc> {loc} </loc><lastmod>{lastmod}</lastmod></url>"


def test_the_latest_change_comes_first() -> None:
    body = urlset(
        entry("/old", "2020-01-01"), entry("/undated"), entry("/new", "2026-03-02T10:00+03:00")
    )
    pages = read_sitemap(body, URL).pages
    assert [page.url.rpartition("/")[2] for page in pages] == ["new", "old", "undated"]
    assert pages[0].moment == datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize("lastmod", ["0001-01-01T00:00:00+03:00", "9999-12-31T23:59-12:00", "no"])
def test_an_impossible_date_costs_no_page(lastmod: str) -> None:
    [page] = read_sitemap(urlset(entry("/a", lastmod)), URL).pages
    assert (page.url, page.moment) == ("https://paper.example/a", None)


def test_a_change_is_no_publication() -> None:
    [page] = read_sitemap(urlset(entry("/a", "2026-03-02")), URL).pages
    assert page.published is None


def test_a_news_sitemap_states_title_and_publication() -> None:
    news = (
        "<url><loc>/a</loc><news:news><news:publication_date>2026-03-02T09:00:00+03:00"
        "</news:publication_date><news:title>Мост</news:title></news:news></url>"
    )
    [page] = read_sitemap(urlset(news), URL).pages
    assert (page.title, page.published) == ("Мост", "2026-03-02T09:00:00+03:00")


def test_an_index_names_sitemaps() -> None:
    body = (
        f"<sitemapindex {NS}><sitemap><loc>/export/sitemap/1/xml</loc></sitemap></sitemapindex>"
    ).encode()
    sitemap = read_sitemap(body, URL)
    assert [child.url for child in sitemap.sitemaps] == [
        "https://paper.example/export/sitemap/1/xml"
    ]
    assert sitemap.pages == ()


def test_a_packed_sitemap_needs_no_announcement_and_may_be_torn() -> None:
    body = urlset(*(entry(f"/{n}") for n in range(2000)))
    assert len(read_sitemap(gzip.compress(body), URL).pages) == 2000
    assert 0 < len(read_sitemap(gzip.compress(body)[:-500], URL).pages) < 2000


@pytest.mark.parametrize(
    "body", [b"", b"<html><urlset/></html>", b"text", b"<rss/>", b"\x1f\x8b\x08"]
)
def test_what_is_no_sitemap_is_named(body: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        read_sitemap(body, URL)
    assert error.value.reason == "not_xml"


def test_entities_stay_closed() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "/a">]>'
    body = doctype.encode() + urlset(entry("&x;"), entry("&a;"), entry("/b"))
    assert [page.url for page in read_sitemap(body, URL).pages] == ["https://paper.example/b"]


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    for whole in (body, urlset()[:-9] + body, gzip.compress(body)):
        with suppress(Unreadable):
            read_sitemap(whole, URL)


def test_robots_txt_names_sitemaps_as_an_index_does() -> None:
    robots = b"User-agent: *\nDisallow: /admin\nsitemap: https://paper.example/a.xml\r\n"
    found = read_sitemap(robots + b"Sitemap: https://paper.example/b.xml", "https://paper.example/")
    assert [child.url for child in found.sitemaps] == [
        "https://paper.example/a.xml", "https://paper.example/b.xml",
    ]  # fmt: skip
    with pytest.raises(Unreadable):
        read_sitemap(b"User-agent: *\nDisallow:\n", "https://paper.example/robots.txt")
