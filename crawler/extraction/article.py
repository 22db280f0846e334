"""An article out of a page: for each field the best evidence that there is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from crawler.addresses import canonical
from crawler.extraction import (
    address,
    carried,
    fallback,
    head,
    jsonld,
    meta,
    microdata,
    navigation,
    own,
    platform,
    stand_in,
    structure,
    tabled,
    titles,
)
from crawler.extraction.agreement import breaks_off, is_about
from crawler.extraction.body import best_body
from crawler.extraction.evidence import Findings, Value, present
from crawler.extraction.finer import is_day, tells_clock
from crawler.extraction.language import language_of, stated_language
from crawler.extraction.loading import load
from crawler.extraction.other_pages import refuse_listing, refuse_undated
from crawler.extraction.page import Page
from crawler.extraction.people import authors
from crawler.extraction.plain_titles import title_above_date
from crawler.extraction.platforms import platform_of
from crawler.extraction.post import article_of_channel
from crawler.extraction.refusals import refuse_other_pages, says_gone, why_no_body
from crawler.extraction.same import same_words
from crawler.extraction.stated_address import stated_address
from crawler.extraction.telegram import is_channel
from crawler.extraction.text import letters
from crawler.extraction.unreadable import Bodiless, Unreadable
from crawler.extraction.world_dates import is_settled
from crawler.items import RawArticle
from crawler.sources import Source
from crawler.told import BY_FEED, NO_HINTS, Hints

# Who is believed, from the best to the last; of the body crawler.extraction.body decides.
_BELIEVED = {
    "title": (
        "own",
        "microdata",
        "heading",
        "platform",
        "json-ld",
        "opengraph",
        "structure",
        "title",
    ),
    "published": (
        "own",
        "json-ld",
        "opengraph",
        "microdata",
        "platform",
        "head",
        "meta",
        "address",
    ),
    "modified": ("own", "json-ld", "opengraph", "microdata", "platform", "head"),
    "lead": ("own", "opengraph", "json-ld", "microdata", "structure"),
    "author": ("own", "json-ld", "microdata", "opengraph", "platform", "head"),
    "section": ("own", "json-ld", "opengraph", "microdata", "platform", "navigation"),
    "tags": ("own", "opengraph", "platform", "navigation", "json-ld", "microdata"),
    "image": ("own", "opengraph", "json-ld", "microdata", "platform"),
}
# What says that a page is one article: the site's own place, or data for machines.
_MACHINES = frozenset({"own", "json-ld", "opengraph", "microdata"})
_LAST = frozenset({None, "trafilatura"})
_SITES_IMAGE = re.compile(
    r"/(?:logo|default|placeholder|no[-_]?(?:image|photo|foto)|og[-_]?(?:image|default)|favicon"
    r"|apple-touch|blank|spacer|afisha\.png)[\w-]*(?:\.(?:png|jpe?g|gif|svg|webp|ico))?(?:$|\?)",
    re.IGNORECASE,
)
_NO_DATE = ("1970-01-01", "0001-", "1900-01-01")
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
    evidence = _Evidence(page, stand_in.text_for(page, hints.told), hints.text_by)
    found, origins = _best(evidence)
    if not _MACHINES & {origins.get("body"), origins.get("published")}:
        refuse_undated(page, _text(found, "body") or "", dated="published" in found)
    _refuse_gone(found)
    if not found.get("body"):
        said = {name: held for name, held in carried.read(page).items() if not found.get(name)}
        found, origins = found | said, origins | dict.fromkeys(said, carried.ORIGIN)
    found, origins = _with_table(page, found, origins)
    if not found.get("body"):
        error = why_no_body(page)
        if evidence.told and isinstance(error, Bodiless):
            found["body"], origins["body"] = evidence.told, BY_FEED
        elif not _is_picture_story(page, origins):
            raise stand_in.silence_of(page, error, hints.title)
    return _article(page, found, origins)


def _refuse_gone(found: Findings) -> None:
    """Raise Unreadable for a page whose text says that it is no longer there, or without title."""
    text = _text(found, "body") or ""
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
    text = _text(found, "body") or ""
    if "\n" in text or not found.get("published") or origins.get("body") not in _LAST:
        return found, origins
    table = tabled.read(page)
    if table and (not text or letters(str(table["body"])) in letters(text)):
        return found | table, origins | {"body": tabled.ORIGIN}
    return found, origins


def evidence_of(page: Page) -> tuple[Findings, dict[str, str]]:
    """Give what a page of any kind says of itself as an article does, and what said it."""
    return _best(_Evidence(page))


@dataclass
class _Evidence:
    """Every kind of evidence, read when it is first asked for."""

    page: Page
    told: str = ""
    before: str | None = None
    _read: dict[str, Findings] = field(default_factory=dict)

    def of(self, origin: str) -> Findings:
        if origin not in self._read:
            self._read[origin] = self._readers[origin]()
        return self._read[origin]

    def text(self, origin: str) -> str:
        """Give the article's text as one kind of evidence has it."""
        if origin == "structure":
            return self._shaped
        if origin == "platform":
            return self._placed
        stated = self.of(origin).get("body", "")
        return stated if isinstance(stated, str) else "\n".join(stated)

    @cached_property
    def _shaped(self) -> str:
        return "\n".join(self._structure.paragraphs(self._said))

    @cached_property
    def _placed(self) -> str:
        return platform.read_body(self.page, self._said)

    @cached_property
    def _structure(self) -> structure.Structure:
        return structure.read(self.page)

    @cached_property
    def _said(self) -> str | None:
        """The text that the page states for machines, as a check on what is read for people."""
        stated = self.of("json-ld").get("body")
        return stated if isinstance(stated, str) else None

    @cached_property
    def _readers(self) -> dict[str, Callable[[], Findings]]:
        page = self.page
        return {
            "own": lambda: own.read(page, self._said),
            "json-ld": lambda: jsonld.read(page),
            "opengraph": lambda: meta.read(page),
            "microdata": lambda: microdata.read(page, self._said),
            "meta": lambda: meta.read_vague(page),
            "head": lambda: head.read(self._structure),
            "address": lambda: address.read(page),
            "heading": lambda: titles.read(page),
            "title": lambda: titles.read_document(page),
            "navigation": lambda: navigation.read(page),
            "structure": lambda: present(
                {
                    "lead": self._structure.lead,
                    "title": title_above_date(page, self._structure),
                }
            ),
            "platform": lambda: platform.read(page),
            "trafilatura": lambda: fallback.read(page),
        }


def _best(evidence: _Evidence) -> tuple[Findings, dict[str, str]]:
    """Each field's value by its best evidence, and the name of that."""
    found: Findings = {}
    origins: dict[str, str] = {}
    title, told = evidence.page.headline, evidence.told
    if best := best_body(evidence.text, title, told, evidence.before):
        origins["body"], found["body"] = best
    for name, believed in _BELIEVED.items():
        for origin in believed:
            value = evidence.of(origin).get(name)
            if value and (origin == "own" or _is_sensible(evidence.page, name, value, found)):
                found[name], origins[name] = value, origin
                break
    _add_clock(evidence, found, origins)
    if origins.get("body") != "own":
        found = _without_title(found, shown=origins.get("title") not in {"title", "opengraph"})
    names = {"platform": platform_of(evidence.page) or "platform"}
    return found, {name: names.get(origin, origin) for name, origin in origins.items()}


def _add_clock(evidence: _Evidence, found: Findings, origins: dict[str, str]) -> None:
    """Take the moment that the page shows where its data for machines have only that day."""
    day = _text(found, "published") or ""
    if not is_day(day) or origins["published"] not in _MACHINES:
        return
    for origin in ("microdata", "platform", "head"):
        shown = evidence.of(origin).get("published", "")
        if isinstance(shown, str) and tells_clock(day, shown):
            found["published"], origins["published"] = shown, origin
            return


def _without_title(found: Findings, *, shown: bool) -> Findings:
    """Leave out a first line of the text that is the title once more.

    A sentence stays where the title is not `shown`, but cut out of the text for its head.
    """
    first, _, rest = (_text(found, "body") or "").partition("\n")
    repeated = rest and same_words(first, _text(found, "title") or "")
    cut_out = not shown and first.endswith((".", "…"))
    return {**found, "body": rest} if repeated and not cut_out else found


def _is_sensible(page: Page, name: str, value: Value, found: Findings) -> bool:
    """Tell an article's own lead and image from those that a site states on every page.

    A date must be one that can be told, and not the first one that computers know; an author is a
    person, not the address of one.
    """
    if name == "image" and isinstance(value, str):
        return _SITES_IMAGE.search(value) is None
    if name in {"published", "modified"} and isinstance(value, str):
        return not value.startswith(_NO_DATE) and is_settled(value, stated_language(page))
    if name == "author":
        return bool(authors(value, page))
    body = _text(found, "body")
    if name == "lead" and body and isinstance(value, str):
        title = _text(found, "title") or ""
        known = same_words(value, title) or breaks_off(value, body)
        return not known and is_about(value, f"{title} {body}")
    return True


def _is_picture_story(page: Page, origins: dict[str, str]) -> bool:
    """Tell an article without text: the page states its date for machines, and shows a picture."""
    stated = origins.get("published") in _MACHINES
    return stated and bool(
        page.select('[itemprop~="image"] img, article figure img, article video')
    )


def _article(page: Page, found: Findings, origins: dict[str, str]) -> RawArticle:
    source, text = page.source, _text(found, "body")
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
        title=_text(found, "title"),
        lead=_text(found, "lead"),
        body=text,
        authors=people,
        section=_text(found, "section"),
        tags=_tags(found.get("tags", ())),
        published=_text(found, "published"),
        modified=_text(found, "modified"),
        image_url=_text(found, "image"),
        canonical=stated_address(page),
        language=language_of(text or "", source, page),
        origins=kept,
    )


def _text(found: Findings, name: str) -> str | None:
    value = found.get(name)
    return (value if isinstance(value, str) else ", ".join(value or ())) or None


def _tags(value: Value) -> tuple[str, ...]:
    stated = (value,) if isinstance(value, str) else value
    return tuple(dict.fromkeys(tag for text in stated if (tag := _HASH.sub("", text).strip(" ,"))))
