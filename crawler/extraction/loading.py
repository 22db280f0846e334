"""From the bytes of a response to a parsed page, if they are one."""

import re

from crawler.encoding import INFLATE_LIMIT, decode, inflate
from crawler.extraction.page import Page, parse
from crawler.extraction.unreadable import Unreadable
from crawler.sources import Source

_OTHER_KINDS = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "zip"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"), (b"\xd0\xcf\x11\xe0", "Office document"), (b"Rar!", "rar"),
)  # fmt: skip
_FEED = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.DOTALL,
)
_ENDED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_IN_A_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--(?:(?!-->).)*|![a-zA-Z][^<>]*|!?)$", re.DOTALL)
# Elements whose end tag no minifier may leave out.
_PAIRED = re.compile(
    r"<(/?)(?:title|div|article|main|section|ul|ol|table|script|style|header)\b", re.IGNORECASE
)
_CODE = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?(</\2\s*>)", re.IGNORECASE | re.DOTALL)


def load(
    body: bytes, url: str, *, source: Source | None = None, content_type: str | None = None
) -> Page:
    """Decode and parse a response. Raises Unreadable: empty, wrong_type, too_large, cut_off."""
    raw, whole = inflate(body)
    if len(raw) >= INFLATE_LIMIT:
        raise Unreadable("too_large", f"over {INFLATE_LIMIT} bytes")
    _refuse_other_kinds(raw)
    markup = decode(raw, content_type)
    if not markup.strip():
        raise Unreadable("empty", "no text in the body")
    if found := _FEED.match(markup):
        raise Unreadable("not_article", f"XML: {found[1]}")
    if markup.lstrip()[:1] in {"{", "["} and "<" not in markup[:200]:
        raise Unreadable("wrong_type", "JSON")
    if not whole or breaks_off(markup):
        raise Unreadable("cut_off", "the markup breaks off")
    return parse(markup, url, source)


def _refuse_other_kinds(raw: bytes) -> None:
    for start, kind in _OTHER_KINDS:
        if raw.startswith(start):
            raise Unreadable("wrong_type", kind)


def breaks_off(markup: str) -> bool:
    """Tell a page whose end is missing; end tags that HTML lets one omit are not missed."""
    if _ENDED.search(markup, max(0, len(markup) - 4000)):
        return False
    cleaned = _CODE.sub(r"\1\3", markup)
    ends = [found[1] for found in _PAIRED.finditer(cleaned)]
    return ends.count("") > ends.count("/") or _IN_A_TAG.search(cleaned[-2000:]) is not None
