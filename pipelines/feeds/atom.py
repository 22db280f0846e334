"""An Atom feed (RFC 4287) as bytes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no place for, even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is told. `updated` is an instant of UTC; `via` is where it was read."""

    id: str
    title: str
    updated: str
    link: str
    summary: str = ""
    via: str | None = None
    published: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed is of: its own address, the page that shows the same, and how it covers it."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    address: str
    page: str
    updated: str


def write_atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Write a feed; `feed.updated` stands only where no entry has a later moment."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(_name("feed"), {"xml:lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", max((entry.updated for entry in entries), default=feed.updated))
    _text(ET.SubElement(root, _name("author")), "name", feed.author)
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    _text(root, "generator", "Dozor")
    for entry in entries:
        _entry(root, entry)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def tag(*parts: str) -> str:
    """Name a thing for good (RFC 4151): the same thing has the same name wherever it is served.

    >>> tag("grants", "fond", "24-1-000101")
    'tag:dozor,2026:grants/fond/24-1-000101'
    """
    return "tag:dozor,2026:" + "/".join(quote(part, safe="/:") for part in parts)


def _entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, _name("entry"))
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", entry.updated)
    if entry.published:
        _text(element, "published", entry.published)
    if entry.author:
        _text(ET.SubElement(element, _name("author")), "name", entry.author)
    _link(element, "alternate", entry.link, "text/html")
    if entry.via:
        _link(element, "via", entry.via, None)
    _text(element, "summary", entry.summary)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _name(name)).text = _UNWRITABLE.sub("", text)


def _link(parent: ET.Element, rel: str, address: str, kind: str | None) -> None:
    written = quote(_UNWRITABLE.sub("", address), safe=_ADDRESS_SAFE)
    given = {"rel": rel, "href": written, **({"type": kind} if kind else {})}
    ET.SubElement(parent, _name("link"), given)


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
