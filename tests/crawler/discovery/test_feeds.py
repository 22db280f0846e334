"""Feeds as sites really send them."""

import gzip
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.feeds import MOST_ENTRIES, read_feed
from crawler.extraction.unreadable import Unreadable

URL = "https://paper.example/rss.php"
HEAD = '<?xml version="1.0" encoding="{}"?>'
ITEM = (
    "<item><title><![CDATA[Мост &amp; <b>дорога</b>]]></title>"
    "<link>http://paper.example/society/1.html?utm_source=rss</link>"
    "<pubDate>{}</pubDate></item>"
)


def rss(*items: str, head: str = HEAD.format("utf-8")) -> str:
    return f'{head}<rss version="2.0"><channel><title>Т</title>{"".join(items)}</channel></rss>'


def dated(text: str) -> str:
    return ITEM.format(text)


def test_an_entry_has_address_title_and_the_stated_date() -> None:
    [found] = read_feed(rss(dated("Mon, 02 Mar 2026 11:30:00 +0300")).encode(), URL)
    assert found.url == "http://paper.example/society/1.html?utm_source=rss"
    assert found.title == "Мост & дорога"
    assert found.published == "Mon, 02 Mar 2026 11:30:00 +0300"
    assert found.moment == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["8 Mar 2019 12:40:17 GMT", "Fri, 08 Mar 19 12:40:17 GMT", "2019-03-08T15:40:17+03:00"]
)
def test_dates_of_every_make_are_understood(text: str) -> None:
    [found] = read_feed(rss(dated(text)).encode(), URL)
    assert found.moment == datetime(2019, 3, 8, 12, 40, 17, tzinfo=UTC)
    assert found.published == text


def test_a_date_that_cannot_be_read_is_kept_as_text() -> None:
    [found] = read_feed(rss(dated("вчера")).encode(), URL)
    assert (found.published, found.moment) == ("вчера", None)


@pytest.mark.parametrize("head", [HEAD.format("windows-1251"), HEAD.format("utf-8"), ""])
def test_windows_1251_is_read_whatever_is_declared(head: str) -> None:
    [found] = read_feed(rss(dated(""), head=head).encode("cp1251"), URL)
    assert found.title == "Мост & дорога"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    broken = rss(dated(""), "<item><title>R & D</title><link>/a?b=1&c=2</link></item>")
    links = [found.url for found in read_feed(broken[:-20].encode(), URL)]
    assert links[0].startswith("http://paper.example/society/1.html")
    assert "https://paper.example/a?b=1&c=2" in links


def test_atom_is_read_and_an_update_is_no_publication() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Мост</title>'
        '<link rel="alternate" href="/society/2.html"/><updated>2026-03-02T09:00:00Z</updated>'
        "</entry></feed>"
    )
    [found] = read_feed(atom.encode(), URL)
    assert found.url == "https://paper.example/society/2.html"
    assert found.published is None
    assert found.moment == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_feed_without_end_is_read_from_its_beginning() -> None:
    items = "".join(f"<item><link>/{number}</link></item>" for number in range(MOST_ENTRIES + 50))
    found = read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert len(found) == MOST_ENTRIES
    assert found[-1].url.endswith(f"/{MOST_ENTRIES - 1}")


def test_an_empty_feed_is_a_feed() -> None:
    assert read_feed(rss().encode(), URL) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\x01", b"<html><body>Not found</body></html>", b'{"items": []}', b"<urlset/>"],
)
def test_what_is_no_feed_is_named(body: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        read_feed(body, URL)
    assert error.value.reason == "not_xml"


def test_a_packed_feed_needs_no_announcement() -> None:
    assert len(read_feed(gzip.compress(rss(dated("")).encode()), URL)) == 1


def test_entities_from_outside_and_bombs_stay_closed() -> None:
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">'
        for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for doctype, entity in ((outside, "&x;"), (bomb + "]>", "&i;")):
        text = rss(f"<item><title>{entity}</title><link>/1</link></item>", head=doctype)
        try:
            titles = [found.title or "" for found in read_feed(text.encode(), URL)]
        except Unreadable:
            continue
        assert all("root:" not in title and len(title) < 1000 for title in titles)


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    for whole in (body, rss(dated("")).encode()[:60] + body):
        with suppress(Unreadable):
            read_feed(whole, URL)


def test_an_entry_without_link_has_the_address_that_identifies_it() -> None:
    entry = "<item><title>Мост</title><link></link><guid>https://paper.example/1</guid></item>"
    feed = f"<rss version='2.0'><channel><title>Газета</title>{entry}</channel></rss>"
    assert [found.url for found in read_feed(feed.encode(), URL)] == ["https://paper.example/1"]
