"""Articles: from the page's words to a record."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from crawler.items import RawArticle
from pipelines.normalize.findings import Findings
from pipelines.normalize.moments import calendar_day, earliest, known_zone, utc_text
from pipelines.normalize.whitespace import count_words, tidy, tidy_all, tidy_paragraphs
from pipelines.records import Article, InvalidRecord

_COLUMNS = {"authors": "author", "published": "published_edtf", "modified": "modified_edtf"}
_MONTH_FIRST = frozenset({"en", None})
"""Languages of pages on which a date may begin with its month."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


class _Dates(TypedDict):
    published_utc: str | None
    published_edtf: str | None
    published_precision: str | None
    published_on: str | None
    sort_utc: str | None
    modified_utc: str | None
    modified_edtf: str | None


def normalize_article(raw: RawArticle, *, reference: datetime) -> Article:
    """Turn a raw article into a record; `reference` (aware) is when its page was fetched.

    Relative dates are counted from it. What cannot be read is null, its words kept in `texts` and
    the reason in `problems`, by column. Raises InvalidRecord without a title, or without both
    body and lead.
    """
    title, body, lead = tidy(raw.title), tidy_paragraphs(raw.body), tidy_paragraphs(raw.lead)
    if title is None:
        raise InvalidRecord("the article has no title")
    if body is None and lead is None:
        raise InvalidRecord("the article has neither body nor lead")
    findings = Findings(
        reference=reference,
        timezone=known_zone(raw.timezone),
        month_first=raw.language in _MONTH_FIRST,
    )
    return Article(
        key=raw.key or raw.url,
        source_id=raw.source_id,
        url=raw.url,
        title=title,
        author=", ".join(tidy_all(raw.authors)) or None,
        section=tidy(raw.section),
        tags=_tags(raw.tags),
        language=_language(raw.language),
        **_dates(findings, raw),
        image_url=_address(findings, raw.image_url),
        word_count=count_words(body or lead),
        region=tidy(raw.region),
        lead=lead,
        body=body,
        texts=findings.texts,
        origins=by_column(raw.origins, _COLUMNS),
        problems=findings.problems,
    )


def _dates(findings: Findings, raw: RawArticle) -> _Dates:
    zone = known_zone(raw.timezone)
    published = findings.past("published_edtf", raw.published)
    modified = findings.date("modified_edtf", raw.modified)
    return _Dates(
        published_utc=utc_text(published),
        published_edtf=published.edtf if published else None,
        published_precision=published.precision if published else None,
        published_on=calendar_day(published, zone),
        sort_utc=earliest(published, zone),
        modified_utc=utc_text(modified),
        modified_edtf=modified.edtf if modified else None,
    )


def by_column(origins: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """Name the extractors of raw fields by the columns that those fields become."""
    return {columns.get(name, name): extractor for name, extractor in origins.items()}


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy_all(tag.strip().lstrip("#") for tag in tags)))


def _language(text: str | None) -> str | None:
    found = _LANGUAGE.match((text or "").strip())
    return found[0].lower() if found else None


def _address(findings: Findings, text: str | None) -> str | None:
    words = tidy(text)
    if words is None or words.startswith(("https://", "http://")):
        return words
    findings.words("image_url", text)
    findings.problems["image_url"] = "no web address"
    return None
