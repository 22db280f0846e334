"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urljoin

from crawler import clock
from crawler.discovery.found import Found
from crawler.extraction.state import Json, read_json
from crawler.extraction.text import fold
from crawler.told import Told, as_markup, told

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
            told=_told(item),
        )


def _told(item: Mapping[str, Json]) -> Told | None:
    markup, plain = item.get("content_html"), item.get("content_text")
    text = markup if isinstance(markup, str) and markup.strip() else None
    if text is None and isinstance(plain, str):
        text = as_markup(plain, plain=True)
    tags = item.get("tags")
    return told(
        title=_text(item.get("title")),
        text=text,
        authors=[_text(name) for name in _authors(item)],
        tags=[_text(tag) for tag in tags] if isinstance(tags, list) else (),
    )


def _authors(item: Mapping[str, Json]) -> list[Json]:
    """Give the names of version 1.1, or the one of version 1."""
    stated = item.get("authors") or [item.get("author")]
    listed = stated if isinstance(stated, list) else []
    return [author.get("name") for author in listed if isinstance(author, Mapping)]


def _text(value: Json) -> str | None:
    return (fold(value) or None) if isinstance(value, str) else None


def _moment(value: Json) -> datetime | None:
    try:
        return clock.from_text(value) if isinstance(value, str) else None
    except ValueError:
        return None
