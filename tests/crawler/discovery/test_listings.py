"""Listings: links, and the way to the next page."""

import pytest
from hypothesis import example, given
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


def test_a_damaged_attribute_costs_no_link() -> None:
    page = read_listing(b"<a '\x01 href='/a'>A</a><a href='/b'>B</a>", URL, links=["a"])
    assert [found.title for found in page.found] == ["A", "B"]


def test_a_selector_of_texts_names_no_link() -> None:
    assert read_listing(b"<a href='/a'>A</a>", URL, links=["a::text"]).found == ()


@example(b"'\x01>")
@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    read_listing(body, URL, links=[], next_page="a")
    read_listing(b"<a href='" + body, URL, links=["a", "]["], next_page="a")
