"""From the bytes of a response to a parsed page, if they are one."""

import re
from collections.abc import Iterator

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
_CODE = re.compile(r"<!--|<(?P<tag>script|style)\b[^<>]*>", re.IGNORECASE)
_CODE_ENDS = {
    "": re.compile("(?=-->)"),
    "script": re.compile(r"(?=</script\s{0,9}>)", re.IGNORECASE),
    "style": re.compile(r"(?=</style\s{0,9}>)", re.IGNORECASE),
}


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


def _without_code(markup: str) -> Iterator[str]:
    """Yield a page's markup without its comments and what its scripts and styles hold.

    What never ends is left as it is, in one pass.
    """
    at, endless = 0, set()
    while found := _CODE.search(markup, at):
        kind = (found["tag"] or "").lower()
        end = None if kind in endless else _CODE_ENDS[kind].search(markup, found.end())
        yield markup[at : found.end() if kind or end is None else found.start()]
        at = found.end()
        if end is None:
            endless.add(kind)
        else:
            at = end.end() if kind else end.end() + len("-->")
    yield markup[at:]


def breaks_off(markup: str) -> bool:
    """Tell a page whose end is missing; end tags that HTML lets one omit are not missed."""
    if _ENDED.search(markup, max(0, len(markup) - 4000)):
        return False
    cleaned = "".join(_without_code(markup))
    ends = [found[1] for found in _PAIRED.finditer(cleaned)]
    return ends.count("") > ends.count("/") or _IN_A_TAG.search(cleaned[-2000:]) is not None
