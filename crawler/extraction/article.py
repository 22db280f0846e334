"""An article out of a page: what is refused, where a missing text may be, and the record."""

import re

from crawler.addresses import canonical
from crawler.extraction import carried, stand_in, tabled
from crawler.extraction.all_evidence import Evidence
from crawler.extraction.best_evidence import MACHINES, best, evidence_of, text_in
from crawler.extraction.evidence import Findings, Value
from crawler.extraction.language import language_of
from crawler.extraction.loading import load
from crawler.extraction.other_pages import refuse_listing, refuse_undated
from crawler.extraction.page import Page
from crawler.extraction.people import authors
from crawler.extraction.post import article_of_channel
from crawler.extraction.refusals import refuse_other_pages, says_gone, why_no_body
from crawler.extraction.stated_address import stated_address
from crawler.extraction.telegram import is_channel
from crawler.extraction.text import letters
from crawler.extraction.unreadable import Bodiless, Unreadable
from crawler.items import RawArticle
from crawler.sources import Source
from crawler.told import BY_FEED, NO_HINTS, Hints

_LAST = frozenset({None, "trafilatura"})
_HASH = re.compile(r"^#\s*")


def extract_article(
    body: bytes,
    url: str,
    *,
    source: Source | None = None,
    content_type: str | None = None,
    hints: Hints = NO_HINTS,
) -> RawArticle:
    """Read the article of a page, in the site's own words.

    `body` is the response as received, `content_type` its header. A story in pictures has no body.
    What a feed states, in `hints`, helps to find the text or stands in for it.
    Raises Unreadable, with the reason for the reject, for a page that is no article.
    """
    page = load(body, url, source=source, content_type=content_type)
    if is_channel(url):
        return article_of_channel(page)
    try:
        refuse_other_pages(page)
    except Bodiless:
        stated = _of_shell(page, hints)
        if stated is None:
            raise
        return _article(page, *stated)
    refuse_listing(page)
    evidence = Evidence(page, stand_in.text_for(page, hints.told), hints.text_by)
    found, origins = best(evidence)
    if not MACHINES & {origins.get("body"), origins.get("published")}:
        refuse_undated(page, text_in(found, "body") or "", dated="published" in found)
    _refuse_gone(found)
    found, origins = _with_text(evidence, hints, found, origins)
    return _article(page, found, origins)


def _with_text(
    evidence: Evidence, hints: Hints, found: Findings, origins: dict[str, str]
) -> tuple[Findings, dict[str, str]]:
    """Look for the text of a page that shows none: in what it carries, a table, and its feed.

    Raises Unreadable where there is none, unless it is a story in pictures.
    """
    page = evidence.page
    if not found.get("body"):
        said = {name: held for name, held in carried.read(page).items() if not found.get(name)}
        found, origins = found | said, origins | dict.fromkeys(said, carried.ORIGIN)
    found, origins = _with_table(page, found, origins)
    if found.get("body"):
        return found, origins
    error = why_no_body(page)
    if evidence.told and isinstance(error, Bodiless):
        return found | {"body": evidence.told}, origins | {"body": BY_FEED}
    if not _is_picture_story(page, origins):
        raise stand_in.silence_of(page, error, hints.title)
    return found, origins


def _refuse_gone(found: Findings) -> None:
    """Raise Unreadable for a page whose text says that it is no longer there, or without title."""
    text = text_in(found, "body") or ""
    if says_gone(text):
        raise Unreadable("soft_404", text)
    if not found.get("title"):
        raise Unreadable("no_title", "neither heading nor title")


def _of_shell(page: Page, hints: Hints) -> tuple[Findings, dict[str, str]] | None:
    """Give what a page that shows nothing carries for its script, else what its feed states."""
    stated = evidence_of(page)
    if held := carried.for_shell(page, stated):
        return held
    return stand_in.for_shell(page, hints.told, stated) if hints.told else None


def _with_table(
    page: Page, found: Findings, origins: dict[str, str]
) -> tuple[Findings, dict[str, str]]:
    """Take the rows of a dated page's table where there is no text, or they make up one line."""
    text = text_in(found, "body") or ""
    if "\n" in text or not found.get("published") or origins.get("body") not in _LAST:
        return found, origins
    table = tabled.read(page)
    if table and (not text or letters(str(table["body"])) in letters(text)):
        return found | table, origins | {"body": tabled.ORIGIN}
    return found, origins


def _is_picture_story(page: Page, origins: dict[str, str]) -> bool:
    """Tell an article without text: the page states its date for machines, and shows a picture."""
    stated = origins.get("published") in MACHINES
    return stated and bool(
        page.select('[itemprop~="image"] img, article figure img, article video')
    )


def _article(page: Page, found: Findings, origins: dict[str, str]) -> RawArticle:
    source, text = page.source, text_in(found, "body")
    people = authors(found.get("author", ()), page)
    names = {"author": "authors", "image": "image_url"}
    kept = {names.get(name, name): origin for name, origin in origins.items()}
    if not people:
        kept.pop("authors", None)
    return RawArticle(
        url=page.url,
        key=canonical(page.url, source),
        source_id=source.id if source else "",
        timezone=source.timezone if source else None,
        region=source.region if source else None,
        title=text_in(found, "title"),
        lead=text_in(found, "lead"),
        body=text,
        authors=people,
        section=text_in(found, "section"),
        tags=_tags(found.get("tags", ())),
        published=text_in(found, "published"),
        modified=text_in(found, "modified"),
        image_url=text_in(found, "image"),
        canonical=stated_address(page),
        language=language_of(text or "", source, page),
        origins=kept,
    )


def _tags(value: Value) -> tuple[str, ...]:
    stated = (value,) if isinstance(value, str) else value
    return tuple(dict.fromkeys(tag for text in stated if (tag := _HASH.sub("", text).strip(" ,"))))
