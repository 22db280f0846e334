"""Rules of health that compare a run with declared bounds and with the source's own past."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from statistics import median

from crawler import clock
from dozor.findings import Facts, Finding, pooled_coverage
from dozor.runs import RunRow

# OpenSanctions suggests 85 % of the usual count as the lower bound of a data set.
LEAST_LISTED = 0.85
# A smaller listing is believed once it has been so for this long.
BELIEVED = timedelta(hours=48)
SAME = 0.1
# A feed that names a quarter of what it usually does is cut, if it usually names this many.
CUT_WAY, FULL_WAY = 0.25, 8
# Shares of fields say little below these numbers of records.
FEW_NOW, FEW_BEFORE = 5, 10
REQUIRED = 0.9
# A feed is silent for too long after three times its longest gap, and never before two days.
SILENT_GAPS, SILENT_LEAST = 3, timedelta(hours=48)


def listing(facts: Facts) -> Iterator[Finding]:
    """Judge how much the ways of discovery named, and whether a listing was proven as usual."""
    run, past = facts.run, facts.good_past
    if run.reason != "finished":
        return
    yield from _shrunken_ways(run, past)
    usual = _median(listed(before) for before in past)
    now = listed(run)
    if now is None:
        yield from _unproven(run, past)
    elif usual and now < LEAST_LISTED * usual and not _stays(now, facts):
        yield Finding("degraded", "listing_shrank", {"listed": now, "usual": usual}, unfit=True)


def listed(run: RunRow) -> int | None:
    """Give how many pages a run's listings named, if it read them all to their proven end."""
    if not run.complete or not run.proof:
        return None
    return sum(int(str(proof["items"])) for proof in proofs_of(run))


def proofs_of(run: RunRow) -> list[Mapping[str, object]]:
    """Give the proof of each listing of a run."""
    proof = run.proof or {}
    several = proof.get("listings")
    return several if isinstance(several, list) else [proof] if "items" in proof else []


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


def _shrunken_ways(run: RunRow, past: tuple[RunRow, ...]) -> Iterator[Finding]:
    left_early = _left_early(run)
    for way, named in run.ways.items():
        if way in left_early:
            continue
        usual = _median(_number(before.ways.get(way)) for before in past)
        if isinstance(named, int) and usual and usual >= FULL_WAY and named < CUT_WAY * usual:
            values = {"way": way, "named": named, "usual": usual}
            yield Finding("degraded", "way_shrank", values, unfit=True)


def _unproven(run: RunRow, past: tuple[RunRow, ...]) -> Iterator[Finding]:
    for proof in proofs_of(run):
        total, items = proof.get("total"), proof.get("items")
        if total is not None and total != items and not proof.get("complete"):
            values = {"stated": total, "listed": items}
            yield Finding("degraded", "total_differs", values, unfit=True)
            return
    if past and all(before.complete for before in past) and not _left_early(run):
        yield Finding("degraded", "listing_unproven", unfit=True)


def _left_early(run: RunRow) -> set[object]:
    """Give the listings that an ordinary run read no further, since nothing new was in them."""
    return {proof["listing"] for proof in proofs_of(run) if proof.get("fault") == "left early"}


def _stays(now: int, facts: Facts) -> bool:
    """Say whether every proven listing of the last two days was as small."""
    edge = _moment(facts.run) - BELIEVED
    lately = []
    for run in facts.past:
        if (count := listed(run)) is not None:
            lately.append(count)
            if abs(count - now) > SAME * now:
                return False
            if _moment(run) <= edge:
                return True
    return False


def _median(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return round(median(known)) if known else None


def _number(given: int | str | None) -> int | None:
    return given if isinstance(given, int) else None


def _moment(run: RunRow) -> datetime:
    return clock.from_text(run.started)


def _hours(length: timedelta) -> int:
    return round(length.total_seconds() / 3600)


def _percent(share: float) -> int:
    return round(100 * share)
