"""Calls for applications: from a page's words to a record."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import TypedDict

from crawler.items import RawCompetition
from pipelines.dates import parse_date
from pipelines.normalize.articles import by_column
from pipelines.normalize.call_sizes import Size, size_in_text, size_of
from pipelines.normalize.call_windows import Window, read_window
from pipelines.normalize.findings import Findings
from pipelines.normalize.moments import earliest, known_zone
from pipelines.normalize.whitespace import tidy, tidy_all, tidy_paragraphs
from pipelines.records import Competition, InvalidRecord, OfAnotherKind
from pipelines.statuses import read_call_status

_COLUMNS = {
    "opens": "opens_edtf",
    "closes": "closes_edtf",
    "window": "closes_edtf",
    "amount": "maximum_kopecks",
    "text": "body",
}
_TELLING = ("organiser", "status", "window", "opens", "closes", "amount", "audience")
_NOON = time(12)


class _Bounds(TypedDict):
    opens_edtf: str | None
    opens_on: str | None
    opens_utc: str | None
    opens_from_utc: str | None
    closes_edtf: str | None
    closes_on: str | None
    closes_utc: str | None
    closes_by_utc: str | None
    deadline_text: str | None


@dataclass(frozen=True, slots=True)
class _Page:
    """What interpreting a page needs: its zone, and the moment that its words refer to."""

    zone: str | None
    reference: datetime


def normalize_competition(raw: RawCompetition, *, reference: datetime) -> Competition:
    """Turn a raw call into a record; `reference` (aware) is when its page was fetched.

    A date without a year looks ahead, as calls do, from the day on which the page was written if it
    says so. Where no field of its own states the closing moment, the running text's deadline
    counts, with its sentence. Sums come out in hundredths of `currency`. What cannot be read is
    null, its words kept in `texts` and the reason in `problems`. Raises InvalidRecord without a
    title, OfAnotherKind for a page that says nothing a call would say.
    """
    title = tidy(raw.title)
    if title is None:
        raise InvalidRecord("the call has no title")
    zone = known_zone(raw.timezone)
    page = _Page(zone, _written(raw, reference, zone))
    findings = Findings(reference=page.reference, timezone=zone)
    window = read_window(findings, raw, reference=page.reference, timezone=zone)
    if not window.closes.value and not any(getattr(raw, name) for name in _TELLING):
        raise OfAnotherKind("no deadline, and nothing else that a call says")
    findings.keep_unknown(raw.unknown)
    findings.texts |= raw.further
    findings.words("published", raw.published)
    return Competition(
        key=raw.key or raw.url,
        source_id=raw.source_id,
        url=raw.url,
        title=title,
        organiser=tidy(raw.organiser),
        status=findings.term("status", raw.status, read_call_status),
        status_text=tidy(raw.status),
        **_bounds(window, zone),
        regions=tidy_all(raw.regions),
        audience=tidy_paragraphs(raw.audience),
        **_size(findings, raw),
        body=tidy_paragraphs(raw.text),
        texts=findings.texts,
        origins=by_column(raw.origins, _COLUMNS) | _found_in_text(raw, window),
        problems=findings.problems,
    )


def _written(raw: RawCompetition, reference: datetime, zone: str | None) -> datetime:
    """Give the moment to which the page's words refer: never later than it was fetched."""
    words = tidy(raw.published)
    said = parse_date(words, reference=reference, timezone=zone) if words else None
    first = earliest(said, zone)
    moment = datetime.fromisoformat(first) if first else reference
    return min(moment, reference)


def _bounds(window: Window, zone: str | None) -> _Bounds:
    opens, closes = window.opens, window.closes
    return _Bounds(
        opens_edtf=opens.edtf,
        opens_on=opens.day,
        opens_utc=opens.utc,
        opens_from_utc=opens.earliest(zone),
        closes_edtf=closes.edtf,
        closes_on=closes.day,
        closes_utc=closes.utc,
        closes_by_utc=closes.latest(zone),
        deadline_text=window.sentence,
    )


def _size(findings: Findings, raw: RawCompetition) -> Size:
    if raw.amount is None:
        return size_in_text(tidy_paragraphs(raw.text))
    return size_of(findings, raw.amount)


def _found_in_text(raw: RawCompetition, window: Window) -> dict[str, str]:
    stated = raw.closes is not None or raw.window is not None
    return {"closes_edtf": "sentence"} if window.closes.value and not stated else {}
