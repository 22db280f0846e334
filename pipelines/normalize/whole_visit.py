"""Visits: each raw record becomes a record, or the reason why not."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime

from crawler.items import (
    PageKind,
    Place,
    RawArticle,
    RawCompetition,
    RawGrant,
    RawRecord,
    Rejection,
    Visit,
)
from pipelines.normalize.announcements import announced_call
from pipelines.normalize.articles import normalize_article
from pipelines.normalize.competitions import normalize_competition
from pipelines.normalize.grants import normalize_grant
from pipelines.records import InvalidRecord, Record
from pipelines.version import parser_version
from pipelines.visits import DISCOVERY, ListedEntry, NormalizedVisit

log = logging.getLogger(__name__)
_KINDS: dict[type[RawRecord], PageKind] = {
    RawArticle: "article",
    RawGrant: "grant",
    RawCompetition: "competition",
}


def normalize_visit(visit: Visit) -> NormalizedVisit:
    """Interpret a visit's records as of the moment of the fetch.

    What is no valid record makes the rejection `invalid`, which a page of records that brought
    neither records nor a reason gets as well: nothing passes unnoticed.
    """
    records, faults = _records(visit)
    rejection = visit.rejection
    if visit.place.kind not in DISCOVERY:  # a row that is none does not make a listing unread
        rejection, faults = next(iter(faults), rejection), faults[1:]
    if not records and rejection is None and not _may_be_empty(visit):
        rejection = Rejection(reason="invalid", detail="the page yielded no record")
    return NormalizedVisit(
        place=visit.place,
        fetched_at=visit.fetched_at,
        http_status=visit.http_status,
        final_url=visit.final_url,
        etag=visit.etag,
        last_modified=visit.last_modified,
        snapshot=visit.snapshot,
        not_modified=visit.not_modified,
        records=tuple(records),
        rejection=rejection,
        links=visit.links,
        found=visit.found,
        entries=tuple(_entry(raw, visit) for raw in visit.entries),
        way=visit.way,
        moved_to=visit.moved_to,
        goes_on=visit.goes_on,
        faults=(*visit.faults, *faults),
        parser=parser_version(visit.parser),
        workbook=visit.workbook,
    )


def _records(visit: Visit) -> tuple[list[Record], list[Rejection]]:
    records: list[Record] = []
    faults: list[Rejection] = []
    for raw in visit.records:
        try:
            records.extend(_normalize(_placed(raw, visit.place), visit.fetched_at))
        except InvalidRecord as error:
            faults.append(Rejection(reason=error.reason, detail=str(error)))
        except Exception as error:  # a reader's fault must not cost the visit
            log.exception("%s cannot be normalised", visit.place.url)
            faults.append(Rejection(reason="invalid", detail=repr(error)))
    return records, faults


def _entry(raw: RawRecord, visit: Visit) -> ListedEntry:
    """Interpret what a listing holds of a page; one that says nothing is a reject of its own."""
    record, rejection = None, None
    try:
        record = _normalize(_placed(raw, visit.place), visit.fetched_at)[0]
    except InvalidRecord as error:
        rejection = Rejection(reason=error.reason, detail=str(error))
    except Exception as error:  # a reader's fault must not cost the visit
        log.exception("%s cannot be normalised", raw.url)
        rejection = Rejection(reason="invalid", detail=repr(error))
    return ListedEntry(
        key=raw.key,
        url=raw.url,
        kind=_KINDS[type(raw)],
        digest=hashlib.sha256(repr(raw).encode()).hexdigest(),
        record=record,
        rejection=rejection,
    )


def _normalize(raw: RawRecord, reference: datetime) -> tuple[Record, ...]:
    if isinstance(raw, RawArticle):
        article = normalize_article(raw, reference=reference)
        call = announced_call(article, timezone=raw.timezone)
        return (article, call) if call else (article,)
    if isinstance(raw, RawCompetition):
        return (normalize_competition(raw, reference=reference),)
    return (normalize_grant(raw, reference=reference),)


def _placed(raw: RawRecord, place: Place) -> RawRecord:
    return replace(raw, key=raw.key or place.key, source_id=raw.source_id or place.source_id)


def _may_be_empty(visit: Visit) -> bool:
    return visit.not_modified or visit.place.kind in DISCOVERY
