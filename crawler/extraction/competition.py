"""A call for applications out of a page: by label, out of the page's JSON, or as running text."""

import re
from typing import Any

from crawler.addresses import canonical
from crawler.extraction import telegram
from crawler.extraction.best_evidence import evidence_of
from crawler.extraction.call_labels import call_field_of
from crawler.extraction.call_state import read_entry, read_state
from crawler.extraction.evidence import Findings
from crawler.extraction.loading import load
from crawler.extraction.other_calls import remove_others
from crawler.extraction.page import Page
from crawler.extraction.pairs import pairs
from crawler.extraction.refusals import refuse_other_pages, why_no_body
from crawler.extraction.state import Object, embedded, read_json
from crawler.extraction.text import lines
from crawler.extraction.unreadable import Unreadable
from crawler.items import RawCompetition
from crawler.sources import Source

_NO_VALUE = frozenset({"", "-", "—", "–", "нет", "не указан", "не указано", "не указана"})
_BARE = frozenset({"title", "text", "published", "status"})
"""Fields that any page may seem to have."""
_SEPARATOR = re.compile(r"\s*[;\n]\s*|,\s+(?=[А-ЯЁA-Z])")
_STATUS = re.compile(
    r"(?:при[её]м заявок|приём|при[её]м документов|набор|регистрация|конкурс|отбор)\s+"
    r"(?:уже\s+)?(?:открыт|закрыт|заверш[её]н|окончен|прекращ[её]н|приостановлен|не начат"
    r"|скоро|ид[её]т|продл[её]н)[а-яё]*\b.{0,40}",
    re.IGNORECASE,
)


def extract_competition(
    body: bytes, url: str, *, source: Source | None = None, content_type: str | None = None
) -> RawCompetition:
    """Read a call for applications, in the site's own words, from HTML or JSON.

    `body` is the response as received, `content_type` its header. Whether a page of running text
    announces anything is for the reader of its dates to say. Raises Unreadable, with the reason
    for the reject, for a page that cannot be one.
    """
    answer = read_json(body)
    if answer is not None:
        return _call(_checked(read_state(answer)), url, source)
    page = load(body, url, source=source, content_type=content_type)
    if telegram.is_channel(url):
        return _of_channel(page)
    stated = read_state(embedded(page))
    if stated is None:
        refuse_other_pages(page)
    remove_others(page)
    return _call(_read(page, stated or {}), url, source)


def call_of_entry(entry: Object, url: str, source: Source) -> RawCompetition | None:
    """Read one entry of an API's list; None for one without a title."""
    fields = read_entry(entry)
    return _call(fields, url, source) if fields.get("title") else None


def call_of_post(post: telegram.Post, source: Source | None) -> RawCompetition:
    """Read a post of a channel."""
    origins = {"title": "telegram", "text": "telegram"}
    fields = {"title": post.title, "text": post.text}
    if post.published:
        fields["published"], origins["published"] = post.published, "telegram"
    return _call({**fields, "origins": origins}, post.url, source)


def _of_channel(page: Page) -> RawCompetition:
    post = telegram.post_at(page)
    if post is None:
        raise Unreadable("not_article", "a channel, or a post that is not there")
    return call_of_post(post, page.source)


def _checked(fields: dict[str, Any] | None) -> dict[str, Any]:
    if fields is None:
        raise Unreadable("not_article", "JSON without a call for applications")
    return fields


def _call(fields: dict[str, Any], url: str, source: Source | None) -> RawCompetition:
    if not fields.get("title"):
        raise Unreadable("no_title", "a call without a title")
    zone = fields.pop("timezone", None) or (source.timezone if source else None)
    return RawCompetition(
        url=url,
        key=canonical(url, source),
        source_id=source.id if source else "",
        timezone=zone,
        **fields,
    )


def _read(page: Page, stated: dict[str, Any]) -> dict[str, Any]:
    """Join what a page states: in its state, under labels, as a phrase, and in its text."""
    fields, origins, unknown, printed = _labelled(page)
    found, by = evidence_of(page)
    if by.get("title") == "own" or "title" not in fields:
        fields["title"], origins["title"] = found.get("title"), by.get("title", "")
    fields["text"], origins["text"] = _prose(found, printed), by.get("body", "")
    if by.get("published") != "head" or found["published"] not in printed:
        fields["published"], origins["published"] = found.get("published"), by.get("published", "")
    if "status" not in fields:
        fields["status"], origins["status"] = _phrase(page), "phrase"
    if not (fields["text"] or origins.keys() - _BARE or stated):
        raise why_no_body(page)
    fields |= {name: value for name, value in stated.items() if name != "origins"}
    origins |= stated.get("origins", {})
    kept = {name: origin for name, origin in origins.items() if fields.get(name)}
    return {**fields, "unknown": unknown, "origins": kept}


def _labelled(page: Page) -> tuple[dict[str, Any], dict[str, str], dict[str, str], set[str]]:
    """Values by field, labels by field, values of labels that nobody knows, and all as printed."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    unknown: dict[str, str] = {}
    printed: set[str] = set()
    for pair in pairs(page.root, call_field_of):
        name = call_field_of(pair.label)
        printed |= {
            pair.label,
            pair.value,
            *(f"{pair.label}{gap}{pair.value}" for gap in ("", " ")),
        }
        if name is None:
            unknown.setdefault(pair.label, pair.value)
        elif name not in values and pair.value.strip().casefold() not in _NO_VALUE:
            values[name], origins[name] = pair.value, pair.label
    if "regions" in values:
        values["regions"] = tuple(filter(None, _SEPARATOR.split(values["regions"])))
    return values, origins, unknown, printed


def _prose(found: Findings, printed: set[str]) -> str | None:
    """Give the running text: what stands under labels is read already."""
    body = found.get("body")
    lines_of_it = body.splitlines() if isinstance(body, str) else body or ()
    kept = [line for line in lines_of_it if not _is_printed(line, printed)]
    return "\n".join(kept) or None


def _is_printed(line: str, printed: set[str]) -> bool:
    label, _, value = line.partition(":")
    plain = line.rstrip(" :")
    return plain in printed or (value.strip() in printed and label.strip() in printed)


def _phrase(page: Page) -> str | None:
    """Give a status that stands alone, where all that stand alone say the same."""
    said = {line.text for line in lines(page.root) if _STATUS.fullmatch(line.text)}
    return said.pop() if len(said) == 1 else None
