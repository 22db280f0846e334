"""Calls for applications: from a page's words to a record."""

from datetime import datetime
from typing import TypedDict

from crawler import clock
from crawler.items import RawCompetition
from pipelines.amounts import Amount, parse_amount
from pipelines.dates import DateValue, Deadline, find_deadline, parse_date
from pipelines.normalize.articles import by_column
from pipelines.normalize.findings import Findings
from pipelines.normalize.moments import known_zone
from pipelines.normalize.whitespace import tidy, tidy_all, tidy_paragraphs
from pipelines.records import Competition, InvalidRecord

_COLUMNS = {"opens": "opens_on", "closes": "closes_on", "amount": "maximum_kopecks"}


class _Moment(TypedDict):
    on: str | None
    utc: str | None


class _Size(TypedDict):
    minimum_kopecks: int | None
    maximum_kopecks: int | None
    currency: str | None


def normalize_competition(raw: RawCompetition, *, reference: datetime) -> Competition:
    """Turn a raw call into a record; `reference` (aware) is when its page was fetched.

    A date without a year looks ahead, as calls do. Where no field of its own states the closing
    moment, the running text's deadline counts, with its sentence. Sums come out in hundredths of
    `currency`. What cannot be read is null, its words kept in `texts` and the reason in `problems`.
    Raises InvalidRecord without a title.
    """
    title = tidy(raw.title)
    if title is None:
        raise InvalidRecord("the call has no title")
    zone = known_zone(raw.timezone)
    findings = Findings(reference=reference, timezone=zone)
    opens = _field(findings, "opens_on", raw.opens, reference, zone)
    closes = _field(findings, "closes_on", raw.closes, reference, zone)
    deadline = None
    if raw.closes is None:
        deadline = _deadline(raw.text, reference, zone)
        closes = deadline.when if deadline else None
    first, last = _moment(opens, last=False), _moment(closes, last=True)
    return Competition(
        key=raw.key or raw.url,
        source_id=raw.source_id,
        url=raw.url,
        title=title,
        organiser=tidy(raw.organiser),
        opens_on=first["on"],
        opens_utc=first["utc"],
        closes_on=last["on"],
        closes_utc=last["utc"],
        deadline_text=deadline.sentence if deadline else tidy(raw.closes),
        regions=tidy_all(raw.regions),
        audience=tidy_paragraphs(raw.audience),
        **_size(findings, raw.amount),
        texts=findings.texts,
        origins=by_column(raw.origins, _COLUMNS),
        problems=findings.problems,
    )


def _field(
    findings: Findings, column: str, text: str | None, reference: datetime, zone: str | None
) -> DateValue | None:
    words = findings.words(column, text)
    if words is None:
        return None
    value = parse_date(words, reference=reference, timezone=zone, prefer="future")
    if value is None:
        findings.problems[column] = "no date can be read"
    elif _day(value, last=column == "closes_on") is None:
        findings.problems[column] = f"known to the {value.precision} only"
    return value


def _deadline(text: str | None, reference: datetime, zone: str | None) -> Deadline | None:
    words = tidy_paragraphs(text)
    return find_deadline(words, reference=reference, timezone=zone) if words else None


def _moment(value: DateValue | None, *, last: bool) -> _Moment:
    if value is None:
        return _Moment(on=None, utc=None)
    utc = clock.to_text(value.utc) if value.utc else None
    return _Moment(on=_day(value, last=last), utc=utc)


def _day(value: DateValue, *, last: bool) -> str | None:
    """Give the first or last day of a value that states one; a month states none."""
    part = value.edtf.split("/")[-1 if last else 0]
    day = part[: len("2026-03-15")]
    return day if len(day) == len("2026-03-15") and not part.endswith(("~", "?", "%")) else None


def _size(findings: Findings, text: str | None) -> _Size:
    words = findings.words("maximum_kopecks", text)
    amount: Amount | None = parse_amount(words, default_currency="RUB") if words else None
    if amount is None:
        if words:
            findings.problems["maximum_kopecks"] = "no sum can be read"
        return _Size(minimum_kopecks=None, maximum_kopecks=None, currency=None)
    return _Size(
        minimum_kopecks=amount.minimum, maximum_kopecks=amount.maximum, currency=amount.currency
    )
