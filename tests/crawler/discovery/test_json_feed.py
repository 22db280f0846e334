"""JSON Feed is read where RSS would be."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.feeds import read_feed
from crawler.discovery.found import Found
from crawler.discovery.json_feed import read_json_feed
from crawler.discovery.listings import read_listing
from crawler.extraction.unreadable import Unreadable

URL = "https://paper.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def feed(*items: object, version: str = VERSION) -> bytes:
    told = {"version": version, "title": "Вести", "items": items}
    return ("\ufeff" + json.dumps(told, ensure_ascii=False)).encode()


def test_entries_have_address_title_and_date() -> None:
    first = {
        "id": "1", "url": "/news/1", "title": "Мост  открыт",
        "date_published": "2026-03-02T11:30:00+03:00",
    }  # fmt: skip
    second = {"id": "2", "external_url": "https://other.example/2", "date_modified": "2026-03-01"}
    assert read_feed(feed(first, second), URL) == [
        Found(
            url="https://paper.example/news/1",
            title="Мост открыт",
            published="2026-03-02T11:30:00+03:00",
            moment=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        ),
        Found(url="https://other.example/2", moment=datetime(2026, 3, 1, tzinfo=UTC)),
    ]


def test_a_feed_without_entries_is_one_and_other_json_is_none() -> None:
    assert read_feed(feed(), URL) == []
    with pytest.raises(Unreadable, match="no RSS, Atom or JSON feed"):
        read_feed(b'{"items": []}', URL)


def test_a_page_announces_it() -> None:
    head = '<link rel="alternate" type="application/feed+json" href="/feed.json">'
    read = read_listing(f"<html><head>{head}</head></html>".encode(), URL, links=())
    assert read.feeds == (URL,)


@given(st.dictionaries(st.sampled_from(["version", "items", "title"]), VALUES) | VALUES)
def test_no_input_raises(value: object) -> None:
    told = value | {"version": VERSION} if isinstance(value, dict) else value
    found = read_json_feed(json.dumps(told).encode(), URL)
    assert found is None or all(isinstance(entry, Found) for entry in found)
