"""From an answer to what is in it: records of a page, addresses of a feed, sitemap or listing."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.discovery.feeds import read_feed
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.lists import read_list
from crawler.discovery.sitemaps import Sitemap, read_sitemap
from crawler.extraction import (
    Unreadable,
    extract_article,
    extract_competition,
    extract_grant,
)
from crawler.items import PageKind, Place, RawArticle, RawCompetition, RawRecord, Rejection
from crawler.outcomes import Answer, is_unchanged, rejection_of_answer
from crawler.patience import TooSlow, patience
from crawler.sources import Source

log = logging.getLogger(__name__)
_EXTRACTORS: dict[PageKind, Callable[..., RawRecord]] = {
    "grant": extract_grant,
    "competition": extract_competition,
}
# libxml2 compares each attribute of an element with all before it, in one call that nothing ends.
_OVERLOADED = re.compile(
    rb"<[a-z][^\s<>]*+"
    rb"(?:\s++[^\s=<>\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"']++))?+){257}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: one thing of these, or nothing where the page is unchanged.

    `entries` are the records that a listing holds itself.
    """

    unchanged: bool = False
    rejection: Rejection | None = None
    records: tuple[RawRecord, ...] = ()
    feed: list[Found] | None = None
    sitemap: Sitemap | None = None
    listing: Listing | None = None
    entries: tuple[RawRecord, ...] = ()


def read_answer(place: Place, answer: Answer, source: Source) -> Reading:
    """Read an answer to the request for a place. No input raises."""
    rejection = rejection_of_answer(place, answer)
    if is_unchanged(place, answer) and not answer.block:
        return Reading(unchanged=True)
    if rejection is not None:
        return Reading(rejection=rejection)
    try:
        with patience():
            return _read(place, answer, source)
    except TooSlow:
        return Reading(rejection=Rejection(reason="invalid", detail="takes too long to read"))
    except Unreadable as error:
        return Reading(rejection=Rejection(reason=error.reason, detail=error.detail))
    except Exception as error:  # a reader's fault must not cost the other pages
        log.exception("%s cannot be read", place.url)
        return Reading(rejection=Rejection(reason="invalid", detail=repr(error)))


def _read(place: Place, answer: Answer, source: Source) -> Reading:
    if _OVERLOADED.search(answer.body):
        raise Unreadable("too_large", "an element with more than 256 attributes")
    if place.kind == "feed":
        return Reading(feed=read_feed(answer.body, answer.url))
    if place.kind == "sitemap":
        return Reading(sitemap=read_sitemap(answer.body, answer.url))
    if place.kind == "listing":
        read = read_list(answer.body, answer.url, source, answer.content_type)
        return Reading(listing=read.listing, entries=read.entries)
    return Reading(records=(_record(place, answer, source),))


def _record(place: Place, answer: Answer, source: Source) -> RawRecord:
    extract = _EXTRACTORS.get(place.kind, extract_article)
    raw = extract(answer.body, answer.url, source=source, content_type=answer.content_type)
    raw = replace(raw, key=place.key, source_id=source.id, timezone=raw.timezone or source.timezone)
    if not isinstance(raw, RawCompetition):
        raw = replace(raw, region=raw.region or source.region)
    return _with_stated_date(raw, place)


def _with_stated_date(raw: RawRecord, place: Place) -> RawRecord:
    """Take the feed's date where neither page nor address has one."""
    if not isinstance(raw, RawArticle | RawCompetition) or raw.published or not place.published:
        return raw
    return replace(raw, published=place.published, origins={**raw.origins, "published": "feed"})
