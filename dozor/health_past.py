"""Rules of health that compare a run with declared bounds and with the source's own past."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from crawler import clock
from dozor.findings import Facts, Finding
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
    before = _pooled_coverage(facts.good_past)
    items = sum(past.items for past in facts.good_past)
    for name in sorted({*before, *facts.bounds.required}):
        share = sum(run.coverage.get(name, {}).values()) / run.items
        usual = before[name].total() / items if items >= FEW_BEFORE and name in before else 0.0
        least = max(usual / 2 if usual >= 1 / 2 else 0, REQUIRED * (name in facts.bounds.required))
        if share < least:
            values = {"field": name, "share": _percent(share), "usual": _percent(usual or REQUIRED)}
            yield Finding("degraded", "field_lost", values, unfit=True)


def extractors(facts: Facts) -> Iterator[Finding]:
    """Judge fields that another extractor than usual must find now: selectors that drift."""
    if facts.run.items < FEW_NOW:
        return
    for name, before in sorted(_pooled_coverage(facts.good_past).items()):
        usual, times = before.most_common(1)[0]
        now = Counter(facts.run.coverage.get(name, {}))
        if before.total() < FEW_BEFORE or times < 0.8 * before.total() or not now:
            continue
        share = now[usual] / now.total()
        if share < 1 / 2:
            found = now.most_common(1)[0][0]
            values = {"field": name, "usual": usual, "extractor": found, "share": _percent(share)}
            yield Finding("degraded", "fallback", values)


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


def _pooled_coverage(runs: Iterable[RunRow]) -> dict[str, Counter[str]]:
    pooled: dict[str, Counter[str]] = {}
    for run in runs:
        for name, extractors_ in run.coverage.items():
            pooled.setdefault(name, Counter()).update(extractors_)
    return pooled


def _moment(run: RunRow) -> datetime:
    return clock.from_text(run.started)


def _hours(length: timedelta) -> int:
    return round(length.total_seconds() / 3600)


def _percent(share: float) -> int:
    return round(100 * share)
