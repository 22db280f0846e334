"""Grants: from a card's words to a record."""

from dataclasses import fields
from datetime import datetime
from typing import TypedDict

from crawler.items import RawGrant
from pipelines.directions import KNOWN, direction_of
from pipelines.identifiers import check_application_number, check_inn, check_ogrn
from pipelines.normalize.articles import by_column
from pipelines.normalize.contests import contest_name
from pipelines.normalize.findings import ROUBLE, Findings
from pipelines.normalize.moments import known_zone, period_days
from pipelines.normalize.whitespace import tidy, tidy_all, tidy_paragraphs
from pipelines.records import Grant, InvalidRecord
from pipelines.regions import region_code
from pipelines.statuses import read_evaluation, read_status

_ROLES = ("requested", "cofinancing", "total", "awarded", "disbursed")
_COLUMNS = {role: f"{role}_kopecks" for role in _ROLES} | {
    "submitted": "submitted_on",
    "decided": "decided_on",
    "period": "period_edtf",
}
_WRITTEN = {name: f"{name}_text" for name in ("status", "evaluation")}
_LONGEST_NUMBER = 40


_ABOUT = frozenset(
    {"origin", "url", "key", "source_id", "timezone", "unknown", "repeated", "origins"}
)
_FIELDS = tuple(field.name for field in fields(RawGrant) if field.name not in _ABOUT)
_SUMS = {_COLUMNS[role] for role in _ROLES}


class _Dates(TypedDict):
    submitted_on: str | None
    decided_on: str | None
    period_edtf: str | None
    starts_on: str | None
    ends_on: str | None


class _Sums(TypedDict):
    requested_kopecks: int | None
    cofinancing_kopecks: int | None
    total_kopecks: int | None
    awarded_kopecks: int | None
    disbursed_kopecks: int | None
    currency: str | None


class _Prose(TypedDict):
    violations: str | None
    address: str | None
    geography: str | None
    summary: str | None
    social_significance: str | None
    aims: tuple[str, ...]
    tasks: tuple[str, ...]
    target_groups: tuple[str, ...]


def normalize_grant(raw: RawGrant, *, reference: datetime) -> Grant:
    """Turn a raw application into a record; `reference` (aware) is when its page was fetched.

    Sums come out in kopecks. What cannot be read is null, its words kept in `texts` and the
    reason in `problems`, by column; labels that nobody knows stand there under their own names.
    The key is the application's number, else the page's. Of the columns that an origin other than
    a card says nothing of, none is set, and all stand in `silent`. Raises InvalidRecord without a
    title, which a site of results states apart from the outcome.
    """
    title = tidy(raw.title)
    if title is None and raw.origin != "results":
        raise InvalidRecord("the grant has no title")
    findings = Findings(reference=reference, timezone=known_zone(raw.timezone))
    number = _application_number(findings, raw.application_number)
    findings.keep_unknown(raw.unknown)
    record = _grant(findings, raw, title or "", number)
    findings.report_repeated(raw.repeated, _COLUMNS)
    return record


def _grant(findings: Findings, raw: RawGrant, title: str, number: str | None) -> Grant:
    return Grant(
        key=number or raw.key or raw.url,
        source_id=raw.source_id,
        url=raw.url,
        title=title,
        application_number=number,
        contest=findings.name("contest", raw.contest, contest_name),
        direction=_direction(findings, raw),
        status=findings.term("status", raw.status, read_status),
        status_text=tidy(raw.status),
        evaluation=findings.term("evaluation", raw.evaluation, read_evaluation),
        evaluation_text=tidy(raw.evaluation),
        rating=findings.rating("rating", raw.rating),
        organisation=tidy(raw.organisation),
        inn=findings.number("inn", raw.inn, check_inn),
        ogrn=findings.number("ogrn", raw.ogrn, check_ogrn),
        region=_region(findings, raw.region),
        website=findings.unless_nothing("website", raw.website),
        **_dates(findings, raw),
        **_sums(findings, raw),
        **_prose(raw),
        origin=raw.origin,
        silent=silent_columns(raw),
        texts=findings.texts,
        origins=by_column(raw.origins, _COLUMNS),
        problems=findings.problems,
    )


def silent_columns(raw: RawGrant) -> frozenset[str]:
    """Give the columns of which a raw application says nothing: none where it is a card."""
    if raw.origin == "card":
        return frozenset()
    unsaid = [name for name in _FIELDS if getattr(raw, name) in {None, ()}]
    silent = {_COLUMNS.get(name, name) for name in unsaid}
    silent |= {_WRITTEN[name] for name in unsaid if name in _WRITTEN}
    silent |= {"starts_on", "ends_on"} if raw.period is None else set()
    return frozenset(silent | ({"currency"} if silent >= _SUMS else set()))


def _application_number(findings: Findings, text: str | None) -> str | None:
    """Give the number as its portal writes it: a fund's own prefix belongs to it."""
    words = findings.words("application_number", text)
    if words is None:
        return None
    number = check_application_number(words)
    if number is not None and f"-{number}" not in words:
        return number
    if len(words) <= _LONGEST_NUMBER and any(char.isdigit() for char in words):
        return words
    findings.problems["application_number"] = "no number can be read"
    return None


def _direction(findings: Findings, raw: RawGrant) -> str | None:
    """Give the Fund's name of a direction; only where all are known is another one reported."""
    words = findings.name("direction", raw.direction, direction_of)
    if words and raw.source_id in KNOWN and direction_of(words) is None:
        findings.problems["direction"] = "unknown wording"
    return words


def _region(findings: Findings, text: str | None) -> str | None:
    """Give the code of a region, or the words that name none."""
    words = findings.name("region", text, region_code)
    if words and region_code(words) is None:
        findings.problems["region"] = "unknown region"
    return words


def _dates(findings: Findings, raw: RawGrant) -> _Dates:
    period = findings.period("period_edtf", raw.period)
    starts_on, ends_on = period_days(period.edtf if period else None)
    return _Dates(
        submitted_on=findings.day("submitted_on", raw.submitted),
        decided_on=findings.day("decided_on", raw.decided),
        period_edtf=period.edtf if period else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _sums(findings: Findings, raw: RawGrant) -> _Sums:
    sums = {role: findings.kopecks(_COLUMNS[role], getattr(raw, role)) for role in _ROLES}
    known = any(kopecks is not None for kopecks in sums.values())
    return _Sums(
        requested_kopecks=sums["requested"],
        cofinancing_kopecks=sums["cofinancing"],
        total_kopecks=sums["total"],
        awarded_kopecks=sums["awarded"],
        disbursed_kopecks=sums["disbursed"],
        currency=ROUBLE if known else None,
    )


def _prose(raw: RawGrant) -> _Prose:
    return _Prose(
        violations=tidy_paragraphs(raw.violations),
        address=tidy(raw.address),
        geography=tidy_paragraphs(raw.geography),
        summary=tidy_paragraphs(raw.summary),
        social_significance=tidy_paragraphs(raw.social_significance),
        aims=tidy_all(raw.aims),
        tasks=tidy_all(raw.tasks),
        target_groups=tidy_all(raw.target_groups),
    )
