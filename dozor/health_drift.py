"""The rule of health for drift: another extractor than usual must find a field now."""

from collections import Counter
from collections.abc import Iterator

from dozor.findings import Facts, Finding, pooled_coverage
from dozor.runs import RunRow

# Shares say little below these numbers of records; runs that bring fewer are judged with the last.
# A selector that the source declares is no accident before: as many as now are enough of it.
FEW_NOW, FEW_BEFORE, POOL_RUNS = 5, 10, 10
# An extractor is a field's usual one from this share; below the other it has given way.
USUAL, GONE = 0.8, 0.5


def extractors(facts: Facts) -> Iterator[Finding]:
    """Judge fields by who found them before.

    A selector that the site's source still declares is missed until it matches again; what steps
    in for others is the usual one after ten runs. One of the source's own that comes to find a
    field is no drift: somebody wrote it.
    """
    recent, earlier = _parted(facts)
    now, steady = pooled_coverage(recent), pooled_coverage(facts.steady)
    for name, pooled in sorted({**pooled_coverage(earlier), **steady}.items()):
        before = pooled_coverage(earlier).get(name, pooled)
        if name in facts.bounds.own and steady.get(name):
            before = steady[name]
        usual, times = before.most_common(1)[0]
        least = FEW_NOW if name in facts.bounds.own and usual == "own" else FEW_BEFORE
        found = now.get(name)
        if not found or found.total() < FEW_NOW or before.total() < least:
            continue
        if usual == "own" and _holds_again(facts, name):
            continue
        share = found[usual] / found.total()
        instead = found.most_common(1)[0][0]
        if times >= USUAL * before.total() and share < GONE and instead != "own":
            values = {"field": name, "usual": usual, "extractor": instead}
            yield Finding("degraded", "fallback", {**values, "share": round(100 * share)})


def _holds_again(facts: Facts, name: str) -> bool:
    """Say whether own selectors that were mended find a field of the newest records now.

    Those of a site that changes nothing are not read by a crawl again, but by a replay.
    """
    stored = facts.stored.get(name, Counter())
    return name in facts.bounds.own and stored["own"] >= max(1, USUAL * stored.total())


def _parted(facts: Facts) -> tuple[list[RunRow], list[RunRow]]:
    """Part the runs into the last with records enough to judge by, and the good ones before."""
    recent: list[RunRow] = []
    for run in (facts.run, *facts.past[: POOL_RUNS - 1]):
        recent.append(run)
        if sum(taken.items for taken in recent) >= FEW_NOW:
            break
    ids = {run.id for run in recent}
    return recent, [run for run in facts.good_past if run.id not in ids]
