"""Listings of every form: an API's JSON, a Tilda feed, a channel's preview."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.api import read_list as read_api
from crawler.discovery.lists import read_list
from crawler.discovery.telegram import read_channel
from crawler.discovery.tilda import feed_of, read_posts
from crawler.extraction.unreadable import Unreadable
from crawler.sources import JsonList, Source

API = JsonList(address="https://site.example/events/{id}", entries="data", last="meta.lastPage")
PAGE = "https://site.example/api?page={}"
PLAIN = Source(id="site", home_url="https://site.example/", kind="competitions")


def test_a_page_of_an_api_offers_the_next_as_far_as_it_counts_them() -> None:
    answer = {"data": [{"id": 7, "title": "Один"}, {"name": "без адреса"}], "meta": {"lastPage": 2}}
    first, last = (read_api(answer, PAGE.format(number), API) for number in (1, 2))
    assert [(entry.url, entry.title) for entry in first.found] == [
        ("https://site.example/events/7", "Один")
    ]
    assert (first.next_url, last.next_url) == (PAGE.format(2), None)


def test_a_bare_list_is_read_without_a_path_and_goes_on_until_nothing_comes() -> None:
    bare = JsonList(address="https://site.example/events/{id}")
    listing = read_api([{"id": "a"}], PAGE.format(1), bare)
    assert len(listing.found) == 1
    assert (listing.number, listing.pattern, listing.next_url) == (1, PAGE.format(1), None)


def test_json_that_nobody_declared_is_refused() -> None:
    with pytest.raises(Unreadable, match="JSON"):
        read_list(b'{"data": []}', "https://site.example/api", PLAIN)


@pytest.mark.parametrize(
    "script",
    [
        "t_feed_init('70', {feeduid: '4510-80', recid: '7012345'})",
        'var option = {"feeduid":"4510-80"}; <div data-feed-recid="7012345">',
    ],
)
def test_a_tilda_page_says_where_its_posts_are(script: str) -> None:
    found = feed_of(f"<html>{script}</html>")
    assert found is not None
    assert "feeduid=4510-80&recid=7012345&size=100&slice=1" in found


def test_a_page_without_a_feed_names_none() -> None:
    assert feed_of("<html><p>feeduid</p></html>") is None


def test_a_slice_of_a_feed_leads_to_the_next_until_the_total() -> None:
    url = "https://feeds.tildacdn.com/api/getfeed/?feeduid=1&recid=2&size=1&slice={}"
    post = {"title": "Приём", "url": "https://site.example/tpost/a", "date": "2026-02-16 10:00"}
    first = read_posts({"total": "2", "posts": [post]}, url.format(1))
    assert first.found[0].url == "https://site.example/tpost/a"
    assert first.found[0].published == "2026-02-16 10:00"
    assert (first.total, first.next_url) == (2, url.format(2))
    assert read_posts({"total": 2, "posts": [post]}, url.format(2)).next_url is None


def test_a_channel_without_preview_is_no_empty_channel() -> None:
    with pytest.raises(Unreadable, match="no preview"):
        read_channel(b"<html><h1>Telegram: Contact @name</h1></html>", "https://t.me/name")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "id", "title", "posts", "url", "total", "meta"]), inner
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON)
def test_no_json_raises(answer: object) -> None:
    read_api(answer, PAGE.format(1), API)
    read_posts(answer, "https://feeds.tildacdn.com/api/getfeed/?size=1&slice=1")


@settings(deadline=None)
@given(JSON)
def test_no_json_of_a_list_raises_but_what_is_refused(answer: object) -> None:
    source = Source(
        id="site", home_url="https://site.example/", kind="competitions", json=API, whole=True
    )
    body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    read_list(body, PAGE.format(1), source)
