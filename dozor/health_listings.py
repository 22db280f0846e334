"""Rules of health over what feeds and listings named, beside what they named before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from statistics import median

from crawler import clock
from dozor.findings import Facts, Finding
from dozor.runs import RunRow

# OpenSanctions suggests 85 % of the usual count as the lower bound of a data set.
LEAST_LISTED = 0.85
# A smaller listing is believed once it has been so for this long.
BELIEVED = timedelta(hours=48)
SAME = 0.1
# A feed that names a quarter of what it usually does is cut, if it usually names this many.
CUT_WAY, FULL_WAY = 0.25, 8

Proof = Mapping[str, object]
_LEFT_EARLY = "left early"


def listing(facts: Facts) -> Iterator[Finding]:
    """Judge how much the ways of discovery named, and whether a listing was proven as usual."""
    run, past = facts.run, facts.good_past
    if run.reason != "finished":
        return
    yield from _shrunken_ways(run, past)
    if listed(run) is None:
        yield from () if run.complete else _unproven(run, past)
        yield from _says_less(facts)
    elif shrunken := _shrunken(facts, listed, usually=_at_least):
        yield Finding("degraded", "listing_shrank", shrunken, unfit=True)


def listed(run: RunRow) -> int | None:
    """Give how many pages a run's listings named, if it read them all to their proven end."""
    return _sum(run, "items") if run.complete else None


def _at_least(run: RunRow) -> int | None:
    """Give how many pages a run's listings held: those named, be it that they were left early."""
    return listed(run) or (_sum(run, "items") if _left_early(run) else None)


def _says_less(facts: Facts) -> Iterator[Finding]:
    """Judge listings too long to be read to their end by the size that they state."""
    for name, code in (("total", "listing_shrank"), ("last", "listing_shortened")):
        shrunken = _shrunken(facts, lambda run, name=name: _sum(run, name))  # type: ignore[misc]
        if shrunken and shrunken["usual"] >= FULL_WAY:
            yield Finding("degraded", code, shrunken, unfit=True)
            return


Measure = Callable[[RunRow], int | None]


def _shrunken(
    facts: Facts, measure: Measure, *, usually: Measure | None = None
) -> dict[str, int] | None:
    """Give what is listed now and usually, where it is far less and has not stayed so."""
    now, usual = measure(facts.run), _median(map(usually or measure, facts.good_past))
    if now is None or not usual or now >= LEAST_LISTED * usual or _stays(now, facts, measure):
        return None
    return {"listed": now, "usual": usual}


def _stays(now: int, facts: Facts, measure: Measure) -> bool:
    """Say whether the listings of the last two days were all as small."""
    edge = clock.from_text(facts.run.started) - BELIEVED
    for run in facts.past:
        if (count := measure(run)) is not None:
            if abs(count - now) > SAME * now:
                return False
            if clock.from_text(run.started) <= edge:
                return True
    return False


def _shrunken_ways(run: RunRow, past: tuple[RunRow, ...]) -> Iterator[Finding]:
    left_early = {proof["listing"] for proof in _left_early(run)}
    for way, named in run.ways.items():
        if way in left_early:
            continue
        usual = _median(_number(before.ways.get(way)) for before in past)
        if isinstance(named, int) and usual and usual >= FULL_WAY and named < CUT_WAY * usual:
            values = {"way": way, "named": named, "usual": usual}
            yield Finding("degraded", "way_shrank", values, unfit=True)


def _unproven(run: RunRow, past: tuple[RunRow, ...]) -> Iterator[Finding]:
    left_early = _left_early(run)
    for proof in _proofs(run):
        total, items = proof.get("total"), proof.get("items")
        if total not in {None, items} and not proof.get("complete") and proof not in left_early:
            values = {"stated": total, "listed": items}
            yield Finding("degraded", "total_differs", values, unfit=True)
            return
    if past and all(before.complete for before in past) and not left_early:
        yield Finding("degraded", "listing_unproven", unfit=True)


def _left_early(run: RunRow) -> list[Proof]:
    """Give the listings that an ordinary run read no further, since nothing new was in them."""
    return [proof for proof in _proofs(run) if proof.get("fault") == _LEFT_EARLY]


def _proofs(run: RunRow) -> list[Proof]:
    """Give the proof of each listing of a run."""
    proof = run.proof or {}
    several = proof.get("listings")
    every = several if isinstance(several, list) else [proof] if "items" in proof else []
    return [one for one in every if not one.get("archive")]  # which months there are changes daily


def _sum(run: RunRow, name: str) -> int | None:
    """Add up a number that each listing's proof has; None where one has not got it."""
    numbers = [proof.get(name) for proof in _proofs(run)]
    known = [number for number in numbers if isinstance(number, int)]
    return sum(known) if known and len(known) == len(numbers) else None


def _median(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return round(median(known)) if known else None


def _number(given: int | str | None) -> int | None:
    return given if isinstance(given, int) else None
