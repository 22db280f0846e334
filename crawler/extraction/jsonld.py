"""What a page's JSON-LD says of its article, and never what it says of others."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.dates import holds_date
from crawler.extraction.evidence import Findings, present
from crawler.extraction.page import Page
from crawler.extraction.same import same_page, same_title
from crawler.extraction.text import fold

_ARTICLE = re.compile(
    r"(?:\w*Article|(?:Blog|SocialMedia|DiscussionForum)Posting|Report|Review|Recipe|HowTo)$"
)
_NEWS = re.compile(r"(?:Article|BlogPosting)$")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_DEEPEST = 6


def read(page: Page) -> Findings:
    """Read the one article that is the page's own."""
    articles = [node for node in _nodes(page) if _is_article(node)]
    chosen = _chosen(page, articles)
    return {} if chosen is None else _fields(page, chosen)


def _fields(page: Page, article: dict[str, Any]) -> Findings:
    dates = {
        "published": _string(article.get("datePublished") or article.get("dateCreated")),
        "modified": _string(article.get("dateModified")),
    }
    return present(
        {
            "title": _string(article.get("headline") or article.get("name")),
            "lead": _string(article.get("description")),
            "body": _body(article.get("articleBody")),
            "author": _people(article.get("author")),
            "section": _string(article.get("articleSection")),
            "tags": _tags(article.get("keywords")),
            "image": page.absolute(_address(article.get("image"))),
            **{name: text for name, text in dates.items() if holds_date(text)},
        }
    )


def _nodes(page: Page) -> Iterator[dict[str, Any]]:
    """Give the objects that the page states at the top, in graphs and as a main entity."""
    for script in page.root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _objects(_parsed(script.text or ""))


def _parsed(text: str) -> Any:  # noqa: ANN401  JSON can be anything
    cleaned = _WRAPPING.sub("", text.strip().rstrip(";").rstrip()).strip().rstrip(";")
    for attempt in (cleaned, _TRAILING_COMMA.sub(r"\1", cleaned)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _objects(value.get(name), depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    return _is_of_kind(node, _ARTICLE)


def _is_of_kind(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.search(name) for name in names)


def _chosen(page: Page, articles: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the article that names this page or its title; a single one that names neither."""
    for article in articles:
        if same_page(page, _address(article.get("url") or article.get("mainEntityOfPage"))):
            return article
    for article in articles:
        if same_title(page, _string(article.get("headline"))):
            return article
    lone = articles[0] if len(articles) == 1 else None
    return lone if lone and not _speaks_of_another(page, lone) else None


def _speaks_of_another(page: Page, lone: dict[str, Any]) -> bool:
    """Tell an article that names what is not this page; and one that is a review, perhaps of it."""
    name, address = _string(lone.get("name")), _address(lone.get("@id"))
    if lone.get("url") or lone.get("headline") or (name and not same_title(page, name)):
        return True
    elsewhere = urlsplit(page.absolute(address) or "").path.strip("/")
    if elsewhere and not same_page(page, address):
        return True
    return not name and not _is_of_kind(lone, _NEWS)


def _string(value: object) -> str:
    """Give the text of a value that may be an object with a name, or a list of such."""
    if isinstance(value, list):
        return next((text for item in value if (text := _string(item))), "")
    if isinstance(value, dict):
        return _string(value.get("name") or value.get("@value"))
    return fold(_plain(value)) if isinstance(value, str) else ""


def _strings(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for item in values if (text := _string(item)))


def _people(value: object) -> tuple[str, ...]:
    """Give the authors that are no organisations."""
    stated = value if isinstance(value, list) else [value]
    return _strings([item for item in stated if not _is_organisation(item)])


def _is_organisation(value: object) -> bool:
    return isinstance(value, dict) and "Organization" in str(value.get("@type"))


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(text for part in value.split(",") if (text := fold(part)))
    return _strings(value)


def _address(value: object) -> str:
    """Give the address in a value that may be an object with one, or a list of such."""
    if isinstance(value, list):
        return next((text for item in value if (text := _address(item))), "")
    if isinstance(value, dict):
        return _address(value.get("url") or value.get("@id") or value.get("contentUrl"))
    return value.strip() if isinstance(value, str) else ""


def _body(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return "\n".join(text for line in _plain(value).splitlines() if (text := fold(line)))


def _plain(text: str) -> str:
    """Take off the markup and entities that some sites leave in their texts for machines."""
    return _TAG.sub("\n", unescape(text)) if "&" in text or "<" in text else text
