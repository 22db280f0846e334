"""Feeds as sites really send them: undeclared encodings, broken XML, CDATA, http links."""

import calendar
import html
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from urllib.parse import urljoin

import feedparser

from crawler.discovery.found import Found
from crawler.discovery.json_feed import read_json_feed
from crawler.encoding import inflate
from crawler.extraction.unreadable import Unreadable
from crawler.told import Told, as_markup, told

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]+>")
_PLAIN = "text/plain"
_ENTRY_ENDS = re.compile(rb"</(?:item|entry)\s*>")
# A thousand entries take about a second; feeds name the newest first and rarely more than fifty.
MOST_ENTRIES = 2000


def read_feed(body: bytes, url: str) -> list[Found]:
    """Give the entries of a feed in its own order, addresses made absolute against `url`.

    A feed without entries gives none, one of too many its first MOST_ENTRIES. Raises
    Unreadable("not_xml") for what is no feed.
    Entities from outside are never fetched.
    """
    raw = inflate(body)[0]
    listed = read_json_feed(raw, url)
    if listed is not None:
        return listed[:MOST_ENTRIES]
    feed = feedparser.parse(
        BytesIO(_first_entries(_with_encoding(raw))),
        response_headers={"content-type": "application/xml", "content-location": url},
        sanitize_html=False,
    )
    if not feed.get("version"):
        raise Unreadable("not_xml", "no RSS, Atom or JSON feed")
    found = [_found(entry, url) for entry in feed.entries]
    return [entry for entry in found if entry is not None]


def _first_entries(body: bytes) -> bytes:
    last = next(islice(_ENTRY_ENDS.finditer(body), MOST_ENTRIES - 1, None), None)
    return body if last is None else body[: last.end()]


def _with_encoding(body: bytes) -> bytes:
    """Take bytes that claim UTF-8, or claim nothing, and are not UTF-8, for windows-1251."""
    declaration = _DECLARATION.match(body)
    declared = _ENCODING.search(declaration[0]) if declaration else None
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        if body.startswith((b"\xff\xfe", b"\xfe\xff")):
            return body
        text = _DECLARATION.sub(b"", body).decode("cp1251", errors="replace")
        return text.encode("utf-8")
    return body


def _found(entry: dict[str, object], base: str) -> Found | None:
    link = str(entry.get("link") or "").strip() or _permanent(entry)
    if not link:
        return None
    try:
        address = urljoin(base, link)
    except ValueError:
        return None
    return Found(
        url=address,
        title=_plain(entry.get("title")),
        published=_plain(entry.get("published")),
        moment=_moment(entry),
        told=_told(entry),
    )


def _permanent(entry: dict[str, object]) -> str:
    """Give the identifier of an entry without a link, where that is an address."""
    stated = str(entry.get("id") or "").strip()
    return stated if stated.startswith(("https://", "http://")) else ""


def _told(entry: dict[str, object]) -> Told | None:
    return told(
        title=_plain(entry.get("title")),
        text=next(_texts(entry), None),
        authors=(_plain(author.get("name")) for author in _dicts(entry.get("authors"))),
        tags=(_plain(tag.get("label") or tag.get("term")) for tag in _dicts(entry.get("tags"))),
    )


def _texts(entry: dict[str, object]) -> Iterator[str]:
    """Yield what an entry gives as its whole text, the plainest first.

    That is `yandex:full-text`, content of any kind, `turbo:content`. Its description is none,
    whatever stands in it.
    """
    yield from _extensions(entry, "full-text")
    for content in _dicts(entry.get("content")):
        stated, kind = content.get("value"), str(content.get("type"))
        if isinstance(stated, str) and stated.strip() and ("html" in kind or kind == _PLAIN):
            yield as_markup(stated, plain=kind == _PLAIN)
    yield from _extensions(entry, "turbo_content")


def _extensions(entry: dict[str, object], ending: str) -> Iterator[str]:
    """Yield the texts of elements that feedparser does not know, whatever their prefix is."""
    for name, stated in entry.items():
        if name.endswith(ending) and isinstance(stated, str) and stated.strip():
            yield as_markup(stated)


def _dicts(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _plain(value: object) -> str | None:
    text = html.unescape(_TAG.sub("", str(value or "")))
    return " ".join(text.split()) or None


def _moment(entry: dict[str, object]) -> datetime | None:
    for name in ("published_parsed", "updated_parsed"):
        stated = entry[name] if name in entry else None  # noqa: SIM401  its get() falls back, with a warning
        if isinstance(stated, time.struct_time):
            try:
                return datetime.fromtimestamp(calendar.timegm(stated), tz=UTC)
            except (ValueError, OverflowError, OSError):
                return None
    return None
