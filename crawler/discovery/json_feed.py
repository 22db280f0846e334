"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urljoin

from crawler import clock
from crawler.discovery.found import Found
from crawler.extraction.state import Json, read_json
from crawler.extraction.text import fold

_VERSION = "jsonfeed.org/version/"


def read_json_feed(body: bytes, url: str) -> list[Found] | None:
    """Give the entries of a feed in its own order, addresses made absolute against `url`.

    None for what is no JSON Feed; entries without an address are left out. No input raises.
    """
    feed = read_json(body)
    if not isinstance(feed, Mapping) or _VERSION not in str(feed.get("version")):
        return None
    items = feed.get("items")
    return list(_entries(items if isinstance(items, list) else [], url))


def _entries(items: list[Json], base: str) -> Iterator[Found]:
    for item in items:
        if not isinstance(item, Mapping):
            continue
        link = item.get("url") or item.get("external_url")
        if not isinstance(link, str) or not link.strip():
            continue
        stated = item.get("date_published") or item.get("date_modified")
        try:
            address = urljoin(base, link.strip())
        except ValueError:
            continue
        yield Found(
            url=address,
            title=_text(item.get("title")),
            published=_text(item.get("date_published")),
            moment=_moment(stated),
        )


def _text(value: Json) -> str | None:
    return (fold(value) or None) if isinstance(value, str) else None


def _moment(value: Json) -> datetime | None:
    try:
        return clock.from_text(value) if isinstance(value, str) else None
    except ValueError:
        return None
