"""The article that a page carries as JSON for its script, where it shows none.

Next.js and Nuxt sites, and those with `window.__STATE__ = {…}`, send the whole article along. An
object of that JSON is the page's article if its title is the page's, or its name or address ends
the page's address.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import urlsplit

from crawler.extraction.dates import holds_date
from crawler.extraction.evidence import Findings, present
from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.page import Page, parse
from crawler.extraction.same import same_page, same_title
from crawler.extraction.state import Json, Object, objects
from crawler.extraction.text import fold, lines

ORIGIN = "state"
_SCRIPTS = "//script[not(@src) and not(contains(@type, 'ld+json'))]/text()"
_ASSIGNED = re.compile(r"window(?:\.\w+|\[['\"]\w+['\"]\])\s*=\s*(?=\{)")
_TITLES = ("title", "headline", "header", "name")
_TEXTS = (
    *("text", "body", "content", "html", "fulltext", "full_text", "article_body", "articleBody"),
    *("detail_text", "detailText", "blocks", "data", "value", "items"),
)
_MOMENTS = (
    *("published_at", "publishedAt", "datePublished", "date_published", "publishDate"),
    *("publish_date", "publicationDate", "publication_date", "pubDate", "published"),
)
_NAMES = ("slug", "alias", "code", "id")
_ADDRESSES = ("url", "link", "path", "canonical", "href")
_LEAST = 100
"""Characters from which a text is an article's, and no caption."""
_SHORTEST_NAME = 3
_DEEPEST = 4
_OF_ARTICLE = frozenset({"own", "json-ld", "microdata", "opengraph"})
"""What on an empty page speaks of its article as well; the rest is of the site."""

Evidence = tuple[Findings, dict[str, str]]


def read(page: Page) -> Findings:
    """Read title, body and date of the article that a page carries; nothing where it has none."""
    nodes = chain.from_iterable(objects(state) for state in _states(page))
    found = (_article(page, node) for node in nodes if _is_ours(page, node))
    return next(filter(None, found), {})


def for_shell(page: Page, stated: Evidence) -> Evidence | None:
    """Give the evidence of an article whose page shows nothing; None where it carries none.

    `stated` is what the page says besides.
    """
    carried = read(page)
    if not carried:
        return None
    values, by = stated
    kept = {name: origin for name, origin in by.items() if origin in _OF_ARTICLE}
    said = {name for name in carried if name in {"title", "body"} or name not in kept}
    found = {name: values[name] for name in kept} | {name: carried[name] for name in said}
    return found, kept | dict.fromkeys(said, ORIGIN)


def _states(page: Page) -> Iterator[Json]:
    for script in page.root.xpath(_SCRIPTS):
        text = script.strip()
        if text.startswith(("{", "[")):
            yield from _decoded(text)
        for begin in _ASSIGNED.finditer(text):
            yield from _decoded(text[begin.end() :])


def _decoded(text: str) -> Iterator[Json]:
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return


def _is_ours(page: Page, node: Object) -> bool:
    if any(same_title(page, title) for title in _strings(node, _TITLES)):
        return True
    if any(same_page(page, address) for address in _strings(node, _ADDRESSES)):
        return True
    last = urlsplit(page.url).path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return len(last) >= _SHORTEST_NAME and last in {str(node.get(name)) for name in _NAMES}


def _article(page: Page, node: Object) -> Findings:
    title = next(_strings(node, _TITLES), None)
    text = _paragraphs(page, next(filter(None, (_markup(node.get(key)) for key in _TEXTS)), ""))
    if not title or len(text) < _LEAST:
        return {}
    moment = next((value for value in _strings(node, _MOMENTS) if holds_date(value)), None)
    return present({"title": fold(title), "body": text, "published": moment})


def _strings(node: Object, names: Iterable[str]) -> Iterator[str]:
    values = (node.get(name) for name in names)
    return (value for value in values if isinstance(value, str) and value.strip())


def _markup(value: Json, depth: int = 0) -> str:
    """Give the markup of a text: as it is, or of the blocks that it is made of."""
    if isinstance(value, str):
        return value if "<" in value else "".join(f"<p>{part}</p>" for part in value.splitlines())
    if depth == _DEEPEST:
        return ""
    if isinstance(value, Mapping):
        return next(filter(None, (_markup(value.get(key), depth + 1) for key in _TEXTS)), "")
    blocks = value if isinstance(value, list) else []
    return "".join(f"<div>{_markup(block, depth + 1)}</div>" for block in blocks)


def _paragraphs(page: Page, markup: str) -> str:
    body = parse(f"<html><body>{markup}</body></html>", page.url)
    return "\n".join(without_furniture(lines(body.root, skipper([]))))
