"""Rules of health that compare a run with declared bounds and with the source's own past."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler import clock
from dozor.findings import Facts, Finding, pooled_coverage
from dozor.runs import RunRow

# Shares of fields say little below these numbers of records.
FEW_NOW, FEW_BEFORE = 5, 10
REQUIRED = 0.9
# A feed is silent for too long after three times its longest gap, and never before two days.
SILENT_GAPS, SILENT_LEAST = 3, timedelta(hours=48)


def fields(facts: Facts) -> Iterator[Finding]:
    """Judge fields that records used to have, or must have, and lack now."""
    run = facts.run
    if run.items < FEW_NOW:
        return
    before = pooled_coverage(facts.good_past)
    items = sum(past.items for past in facts.good_past)
    for name in sorted({*before, *facts.bounds.required}):
        share = sum(run.coverage.get(name, {}).values()) / run.items
        usual = before[name].total() / items if items >= FEW_BEFORE and name in before else 0.0
        least = max(usual / 2 if usual >= 1 / 2 else 0, REQUIRED * (name in facts.bounds.required))
        if share < least:
            values = {"field": name, "share": _percent(share), "usual": _percent(usual or REQUIRED)}
            yield Finding("degraded", "field_lost", values, unfit=True)


def bounds(facts: Facts) -> Iterator[Finding]:
    """Judge the number of stored records by the source's declaration."""
    least, most = facts.bounds.least_records, facts.bounds.most_records
    if facts.records < least:
        yield Finding("failing", "too_few", {"records": facts.records, "least": least}, unfit=True)
    if most and facts.records > most:
        yield Finding("degraded", "too_many", {"records": facts.records, "most": most})


def redesign(facts: Facts) -> Iterator[Finding]:
    """Say that new versions are held back until a person decides."""
    if facts.held:
        yield Finding("degraded", "redesign", {"held": facts.held}, unfit=True)


def freshness(facts: Facts) -> Iterator[Finding]:
    """Judge a source that has brought nothing new for far longer than it ever did."""
    if facts.news is None:
        return
    silent = _moment(facts.run) - facts.news.newest
    if silent > max(SILENT_GAPS * facts.news.longest_gap, SILENT_LEAST):
        values = {"hours": _hours(silent), "usual": _hours(facts.news.longest_gap)}
        yield Finding("stale", "silent", values)


def _moment(run: RunRow) -> datetime:
    return clock.from_text(run.started)


def _hours(length: timedelta) -> int:
    return round(length.total_seconds() / 3600)


def _percent(share: float) -> int:
    return round(100 * share)
