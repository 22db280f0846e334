"""From an answer to what is in it: records of a page, addresses of a feed, sitemap or listing."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from crawler.discovery.award import read_award
from crawler.discovery.feeds import read_feed
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.lists import ReadList, read_list
from crawler.discovery.open_data import read_open_data
from crawler.discovery.sitemaps import Sitemap, read_sitemap
from crawler.extraction import (
    Unreadable,
    extract_article,
    extract_competition,
    extract_grant,
)
from crawler.extraction.results import result_address
from crawler.extraction.rows import NEWS_DATE, read_rows
from crawler.extraction.stand_in import is_silent
from crawler.extraction.workbook import read_workbook
from crawler.filters import search_address
from crawler.items import (
    Place,
    RawArticle,
    RawCompetition,
    RawRecord,
    Rejection,
    Workbook,
)
from crawler.outcomes import Answer, is_unchanged, rejection_of_answer
from crawler.patience import TooSlow, patience
from crawler.sources import Source
from crawler.told import Hints, Told

log = logging.getLogger(__name__)
# libxml2 compares each attribute of an element with all before it, in one call that nothing ends.
_OVERLOADED = re.compile(
    rb"<[a-z][^\s<>]*+"
    rb"(?:\s++[^\s=<>\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"']++))?+){257}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: one thing of these, or nothing where the page is unchanged.

    Of a portal's listing, its rows are records besides; `entries` are the records that a listing
    holds itself, each of a page of its own; `further` are pages that a page is told on with.
    """

    unchanged: bool = False
    rejection: Rejection | None = None
    records: tuple[RawRecord, ...] = ()
    feed: list[Found] | None = None
    sitemap: Sitemap | None = None
    listing: Listing | None = None
    entries: tuple[RawRecord, ...] = ()
    files: tuple[Found, ...] | None = None
    further: tuple[Found, ...] = ()
    workbook: Callable[[], Workbook] | None = None


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
        rejection = Rejection(reason=error.reason, detail=error.detail)
        silent = is_silent(error, place.text_by)
        return Reading(unchanged=True) if silent else Reading(rejection=rejection)
    except Exception as error:  # a reader's fault must not cost the other pages
        log.exception("%s cannot be read", place.url)
        return Reading(rejection=Rejection(reason="invalid", detail=repr(error)))


def _read(place: Place, answer: Answer, source: Source) -> Reading:
    if place.kind == "workbook":
        address = search_address(source.listings[0]) if source.listings else answer.url
        return Reading(workbook=partial(read_workbook, answer.body, address=address))
    if _OVERLOADED.search(answer.body):
        raise Unreadable("too_large", "an element with more than 256 attributes")
    if place.kind == "feed":
        return Reading(feed=read_feed(answer.body, answer.url))
    if place.kind == "sitemap":
        return Reading(sitemap=read_sitemap(answer.body, answer.url))
    if place.kind == "open_data":
        return Reading(files=read_open_data(answer.body, answer.url, answer.content_type))
    if place.kind == "listing":
        read = _listing(place, answer, source)
        return Reading(listing=read.listing, records=read.listing.rows, entries=read.entries)
    return _page(place, answer, source)


def _page(place: Place, answer: Answer, source: Source) -> Reading:
    if source.engine != "award":
        return Reading(records=(_record(place, answer, source),))
    return _project(answer, source)


def _project(answer: Answer, source: Source) -> Reading:
    record = extract_grant(answer.body, answer.url, source=source)
    result = result_address(answer.url)
    further = () if result == answer.url else (Found(url=result),)
    return Reading(records=(record,), further=further)


def _listing(place: Place, answer: Answer, source: Source) -> ReadList:
    if source.engine == "award":
        return ReadList(listing=read_award(answer.body, answer.url))
    dates = NEWS_DATE if source.engine else None
    read = read_list(answer.body, answer.url, source, answer.content_type, dates=dates)
    if not source.engine or (place.found_in or place.url) in source.news:
        return read
    rows, faults = read_rows(answer.body, answer.url, source, content_type=answer.content_type)
    return replace(read, listing=replace(read.listing, rows=rows, faults=faults))


def _record(place: Place, answer: Answer, source: Source) -> RawRecord:
    extract: Callable[..., RawRecord] = extract_article
    hints = {"hints": _hints(place)}
    if place.kind != "article":
        extract, hints = extract_grant if place.kind == "grant" else extract_competition, {}
    raw = extract(answer.body, answer.url, source=source, content_type=answer.content_type, **hints)
    raw = replace(raw, key=place.key, source_id=source.id, timezone=raw.timezone or source.timezone)
    if not isinstance(raw, RawCompetition):
        raw = replace(raw, region=raw.region or source.region)
    return _with_stated_date(raw, place)


def _hints(place: Place) -> Hints:
    return Hints(told=_readable(place.told), text_by=place.text_by, title=place.title)


def _readable(told: Told | None) -> Told | None:
    """Leave out a text that would hold up the run as no page may."""
    return None if told is None or _OVERLOADED.search((told.text or "").encode()) else told


def _with_stated_date(raw: RawRecord, place: Place) -> RawRecord:
    """Take the feed's date where neither page nor address has one."""
    if not isinstance(raw, RawArticle | RawCompetition) or raw.published or not place.published:
        return raw
    return replace(raw, published=place.published, origins={**raw.origins, "published": "feed"})
