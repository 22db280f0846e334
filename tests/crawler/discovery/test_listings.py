"""Listings: links, and the way to the next page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.listings import page_number, read_listing, with_page

URL = "https://fund.example/cards?page=1"


def test_links_are_absolute_with_their_text() -> None:
    body = '<a class=card href="/item?id=1"><b>Мост</b> <i>2026</i></a><a href="/about">О нас</a>'
    [found] = read_listing(body.encode(), URL, links=["a.card"]).found
    assert (found.url, found.title) == ("https://fund.example/item?id=1", "Мост 2026")


def test_a_selector_may_name_what_holds_the_link() -> None:
    body = b'<div class=card><a href="/1">x</a></div>'
    [found] = read_listing(body, URL, links=["div.card"]).found
    assert found.url == "https://fund.example/1"


def test_without_selectors_every_web_link_counts() -> None:
    body = b'<a href="/1"></a><a href="mailto:a@b.example"></a><a href="#x"></a><a name=y></a>'
    assert [found.url for found in read_listing(body, URL, links=[]).found] == [
        "https://fund.example/1"
    ]


def test_a_base_address_counts() -> None:
    body = b'<base href="https://fund.example/deep/"><a href="1">x</a>'
    assert read_listing(body, URL, links=[]).found[0].url == "https://fund.example/deep/1"


def pager(*numbers: int) -> bytes:
    return "".join(f'<a class=p href="/cards?page={n}">{n}</a>' for n in numbers).encode()


def test_the_largest_number_of_the_pager_is_the_last_page() -> None:
    listing = read_listing(pager(1, 2, 3, 7968), URL, links=["a.card"], next_page="a.p")
    assert listing.last == 7968
    assert listing.next_url == "https://fund.example/cards?page=2"


def test_the_last_page_has_no_next() -> None:
    last = with_page(URL, 3)
    listing = read_listing(pager(1, 2, 3), last, links=["a.card"], next_page="a.p")
    assert (listing.last, listing.next_url) == (3, None)
    assert listing.pattern is not None


def test_a_link_without_a_number_is_followed_as_it_is() -> None:
    body = b'<a class=next href="/cards?after=xyz">'
    listing = read_listing(body, URL, links=["a.card"], next_page="a.next")
    assert listing.next_url == "https://fund.example/cards?after=xyz"
    assert listing.last is None


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://a.example/?PAGEN_1=4&bxajaxid=1", 4),
        ("https://a.example/news/page/12/", 12),
        ("https://a.example/news/page12", 12),
        ("https://a.example/?paged=3", 3),
        ("https://a.example/?homepage=3", None),
        ("https://a.example/pager/7x", None),
    ],
)
def test_page_numbers_of_the_fields_sites(url: str, number: int | None) -> None:
    assert page_number(url) == number
    if number:
        assert page_number(with_page(url, 99)) == 99


def test_announced_feeds_are_seen() -> None:
    body = (
        b'<link rel="alternate" type="application/rss+xml" href="/feed/">'
        b'<link rel=stylesheet type="text/css" href="/a.css">'
        b'<link rel="alternate" hreflang="en" href="/en/">'
    )
    assert read_listing(body, URL, links=[]).feeds == ("https://fund.example/feed/",)


@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    read_listing(body, URL, links=[], next_page="a")
    read_listing(b"<a href='" + body, URL, links=["a", "]["], next_page="a")


def test_a_page_that_breaks_off_says_so() -> None:
    whole = b"<html><body><div><a href=/1>x</a></div></body></html>"
    assert not read_listing(whole, URL, links=[]).cut_off
    assert read_listing(whole[:30], URL, links=[]).cut_off


def test_a_pager_may_count_from_zero() -> None:
    body = b'<a class=p href="?page=1">2</a><a class=p href="?page=2">3</a>'
    first = read_listing(body, "https://fund.example/cards", links=[], next_page="a.p")
    assert (first.number, first.next_url) == (0, "https://fund.example/cards?page=1")
