"""A grant card out of a page: every fact by its label, every text by its heading."""

import re
from collections.abc import Mapping
from typing import Any

from crawler.addresses import canonical
from crawler.extraction import own
from crawler.extraction.contacts import contacts
from crawler.extraction.labels import field_of, section_of
from crawler.extraction.loading import load
from crawler.extraction.page import Page
from crawler.extraction.pairs import pairs
from crawler.extraction.refusals import refuse_other_pages
from crawler.extraction.results import read_project
from crawler.extraction.sections import Section, sections
from crawler.extraction.text import Element, fold, text_of
from crawler.extraction.unreadable import Unreadable
from crawler.items import RawGrant
from crawler.sources import Source

_LISTS = frozenset({"aims", "tasks", "target_groups"})
PHRASE = re.compile(
    r"(?:победитель конкурса|на независимой экспертизе|проект не получил поддержк[уи]"
    r"|заявка отозвана|проект (?:реализуется|завершен|завершён)|отозван\w*)\b.{0,40}",
    re.IGNORECASE,
)
"""A status that stands alone, without its label."""
_TELLING = frozenset(
    {"application_number", "contest", "direction", "inn", "ogrn", "requested", "awarded"}
)
_FEWEST = 2
_MOST_MARKED = 3
"""How many words of a status may be marked: «проект <b>не</b> получил поддержку»."""
_NO_VALUE = frozenset(
    {"нет", "-", "—", "–", "отсутствует", "не указан", "не указано", "нет данных"}
)


def extract_grant(
    body: bytes, url: str, *, source: Source | None = None, content_type: str | None = None
) -> RawGrant:
    """Read the card of an application for a grant, in the site's own words; or a site's of results.

    `body` is the response as received, `content_type` its header. Raises Unreadable, with the
    reason for the reject, for a page that is no card.
    """
    if source is not None and source.engine == "award":
        return read_project(body, url, source)
    page = load(body, url, source=source, content_type=content_type)
    refuse_other_pages(page)
    facts, origins, reported = _facts(page)
    if len(_TELLING & facts.keys()) < _FEWEST:
        raise Unreadable("not_article", "no labels of a grant card")
    texts = _texts(sections(page.root), origins)
    title = _title(page, facts, origins)
    if not title:
        raise Unreadable("no_title", "a card without a title")
    status = facts.get("status") or _status(page, origins)
    told = {"title": title, "status": status}
    fields: dict[str, Any] = {**_where(page), **facts, **texts, **told, **reported}
    found = {name: label for name, label in origins.items() if fields.get(name)}
    return RawGrant(**fields, origins=found)


def _where(page: Page) -> dict[str, str | None]:
    source = page.source
    return {
        "url": page.url,
        "key": canonical(page.url, source),
        "source_id": source.id if source else "",
        "timezone": source.timezone if source else None,
        "region": source.region if source else None,
    }


def _facts(page: Page) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]:
    """Values by field, labels by field, and what is reported: unknown and repeated labels."""
    values: dict[str, str] = {}
    origins: dict[str, str] = {}
    unknown: dict[str, str] = {}
    repeated: dict[str, str] = {}
    for pair in pairs(page.root):
        name = field_of(pair.label)
        if name is None:
            unknown.setdefault(pair.label, pair.value)
        elif pair.value.casefold() in _NO_VALUE:
            continue
        elif name not in values:
            values[name], origins[name] = pair.value, pair.label
        elif fold(pair.value) != fold(values[name]):
            repeated.setdefault(name, pair.value)
    return values, origins, {"unknown": unknown, "repeated": repeated}


def _texts(found: Mapping[str, Section], origins: dict[str, str]) -> dict[str, Any]:
    """Give the texts and lists of a card's sections, and the contacts."""
    texts: dict[str, Any] = {}
    for name, section in found.items():
        origins[name] = section.heading or "own"
        if name in _LISTS:
            texts[name] = section.items()
        elif name != "contacts":
            texts[name] = "\n".join(section.paragraphs())
    if "contacts" in found:
        for name, value in contacts(found["contacts"]).items():
            texts[name], origins[name] = value, origins["contacts"]
    return texts


def _title(page: Page, facts: Mapping[str, str], origins: dict[str, str]) -> str | None:
    """Give the title by selector, by label, or the heading that the document's title repeats."""
    if stated := own.read(page).get("title"):
        origins["title"] = "own"
        return stated if isinstance(stated, str) else None
    if labelled := facts.get("title"):
        return labelled
    headings = [text for node in page.root.iter("h1", "h2") if (text := _heading(node))]
    named = (text for text in headings if page.document_title.startswith(text))
    origins["title"] = "heading"
    return next(named, next(iter(headings), None))


def _heading(node: Element) -> str:
    text = text_of(node)
    return "" if section_of(text) or field_of(text) else text


def _status(page: Page, origins: dict[str, str]) -> str | None:
    """Give a status that stands alone, without its label."""
    for node in page.root.iter("p", "span", "div", "b", "strong"):
        text = text_of(node) if len(node) <= _MOST_MARKED else ""
        if PHRASE.fullmatch(text):
            origins["status"] = "phrase"
            return text
    return None
