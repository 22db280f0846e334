"""Tilda's feeds: where a page keeps its posts, and the JSON that lists them."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from crawler import clock
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.extraction.state import Json, at, text_at
from crawler.told import Told, as_markup, told

_API = "https://feeds.tildacdn.com/api/getfeed/"
_UID = re.compile(r"feed-?uid[\"']?\s*[:=]\s*[\"']([0-9-]{4,40})[\"']", re.IGNORECASE)
_RECORD = re.compile(r"(?:feed-)?recid[\"']?\s*[:=]\s*[\"']?(?:rec)?(\d{4,20})", re.IGNORECASE)
_SLICE = re.compile(r"(?<=[?&]slice=)\d+")
_SIZE = re.compile(r"[?&]size=(\d+)")
_PER_SLICE = 100


def feed_of(markup: str) -> str | None:
    """Give the address of the JSON behind a page's feed block; None where there is none.

    >>> feed_of("t_feed_init('1', {feeduid: '123456-78', recid: '4455'})")
    'https://feeds.tildacdn.com/api/getfeed/?feeduid=123456-78&recid=4455&size=100&slice=1\
&sort[date]=desc&getparts=true'
    """
    uid, record = _UID.search(markup), _RECORD.search(markup)
    if uid is None or record is None:
        return None
    asked = f"feeduid={uid[1]}&recid={record[1]}&size={_PER_SLICE}&slice=1"
    return f"{_API}?{asked}&sort[date]=desc&getparts=true"


def is_feed(url: str) -> bool:
    """Tell the address of a feed's JSON."""
    parts = urlsplit(url)
    return "tilda" in (parts.hostname or "") and parts.path.startswith("/api/getfeed")


def read_posts(answer: Json, url: str) -> Listing:
    """Read a slice of a feed: its posts as printed, the total, and the address of the next."""
    found = [entry for post in at(answer, "posts") if (entry := _found(post))]
    stated = text_at(answer, ["total"])
    total = int(stated[0]) if stated and stated[0].isdecimal() else None
    return Listing(found=tuple(found), total=total, next_url=_next(url, total))


def _next(url: str, total: int | None) -> str | None:
    number, size = _SLICE.search(url), _SIZE.search(url)
    if total is None or number is None or size is None:
        return None
    behind = int(number[0]) * int(size[1])
    return _SLICE.sub(str(int(number[0]) + 1), url) if behind < total else None


def _found(post: Json) -> Found | None:
    address = text_at(post, ["url"])
    if address is None or not address[0].startswith("http"):
        return None
    published = text_at(post, ["date", "published"])
    title = text_at(post, ["title"])
    return Found(
        url=address[0],
        title=title[0] if title else None,
        published=published[0] if published else None,
        moment=_moment(published[0]) if published else None,
        told=_told(post, title[0] if title else None),
    )


def _told(post: Json, title: str | None) -> Told | None:
    """Take a post's text; one that is a list of blocks is none that could be read."""
    text = text_at(post, ["text"])
    if text is None or text[0].startswith(("[", "{")):
        return None
    parts = text_at(post, ["parts"])
    authors = text_at(post, ["authorname"])
    return told(
        title,
        as_markup(text[0]),
        authors[:1] if authors else (),
        parts[0].split(",") if parts else (),
    )


def _moment(text: str) -> datetime | None:
    try:
        return clock.from_text(text)
    except ValueError:
        return None
