"""Rules of health over what a run itself counted. Each gives what it finds wrong.

Pages that had failed at their last visit too tell nothing new of a source and are left out: a few
broken pages are not a broken site.
"""

from collections.abc import Iterator

from dozor.findings import Facts, Finding, State
from dozor.runs import RunRow

# A crawl above the first share of errors is rejected by the Data Registry's acceptance criteria,
# one above the second is warned of.
FAILING_SHARE, DEGRADED_SHARE = 0.15, 0.01
# Of a handful of pages a share says little: one is its own fault, and never the source's; below
# these many the source is not worth a warning by the smaller share, or not failing.
ONE, SOME, FEW = 1, 3, 5
# Pages that yield no record are common (galleries, videos): only far more of them than usual, or
# more than these shares, are a fault of reading.
UNREAD_FAILING, UNREAD_DEGRADED = 0.5, 0.2
# Small runs are judged together with those before them, up to so many pages or runs.
POOL_PAGES, POOL_RUNS = 10, 10
# So many pages at once that say they are not there are the site's fault, not their own.
MASS, MASS_SHARE = 10, 0.5

_ENDINGS: dict[str, tuple[State, str]] = {
    "unreachable": ("failing", "unreachable"),
    "archive_failed": ("failing", "archive_failed"),
    "slow": ("degraded", "slow"),
    "interrupted": ("degraded", "interrupted"),
    "busy": ("degraded", "busy"),
}


def ending(facts: Facts) -> Iterator[Finding]:
    """Judge how the run ended, and whether anything came of it at all."""
    run = facts.run
    if run.reason in _ENDINGS:
        yield Finding(*_ENDINGS[run.reason])
    elif run.finished is None:
        yield Finding("degraded", "interrupted")
    elif not run.pages and run.reason != "blocked":
        yield Finding("failing", "nothing_visited")
    nothing = not run.items and not run.not_modified and not run.blocked
    if run.pages and nothing and run.rejected + run.errors == run.pages:
        yield Finding("failing", "nothing_read", {"pages": run.pages})
    elif _named_nothing_ever(facts):
        yield Finding("failing", "nothing_named", {"ways": len(run.ways)})


def blocks(facts: Facts) -> Iterator[Finding]:
    """Judge answers that were a block: all of them, or some."""
    run = facts.run
    values = {"blocked": run.blocked, "pages": run.pages}
    if run.reason == "blocked":
        yield Finding("blocked", "blocked", values)
    elif run.blocked > FEW and run.blocked > FAILING_SHARE * run.pages:
        yield Finding("blocked", "many_blocked", values)
    elif run.blocked:
        yield Finding("degraded", "some_blocked", values)


def ways(facts: Facts) -> Iterator[Finding]:
    """Judge the feeds, sitemaps and listings that could not be read."""
    failed = {way: given for way, given in facts.run.ways.items() if _failed(given)}
    if failed and len(failed) == len(facts.run.ways):
        yield Finding(
            "failing", "no_way", {"ways": len(failed), "reason": next(iter(failed.values()))}
        )
        return
    for way, reason in failed.items():
        yield Finding("degraded", "way_failed", {"way": way, "reason": reason})


def failures(facts: Facts) -> Iterator[Finding]:
    """Judge pages whose fetching failed anew, by share, together with the last small runs."""
    run = facts.run
    broke, tried, good = _pooled(facts, "broke")
    if not broke or (not run.broke and not _says_nothing_new(facts)):
        return
    values = {"failed": broke, "pages": tried}
    many = broke > FAILING_SHARE * tried
    if (broke >= FEW and many) or (not good and broke >= SOME):
        yield Finding("failing", "broke", values)
    elif broke > ONE and (many or (broke >= SOME and broke > DEGRADED_SHARE * tried)):
        yield Finding("degraded", "broke", values)


def unread(facts: Facts) -> Iterator[Finding]:
    """Judge pages that were fetched and gave no record: against the source's usual share too."""
    run = facts.run
    count, tried, _ = _pooled(facts, "unread")
    if not tried or (not run.unread and not _says_nothing_new(facts)):
        return
    usual = _share(sum(past.unread for past in facts.good_past), facts.good_past)
    values = {"unread": count, "pages": tried, "usual": round(100 * usual)}
    if count >= FEW and count > max(UNREAD_FAILING, 2 * usual) * tried:
        yield Finding("failing", "unread", values)
    elif count >= SOME and count > max(UNREAD_DEGRADED, 2 * usual) * tried:
        yield Finding("degraded", "unread", values)


def vanished(facts: Facts) -> Iterator[Finding]:
    """Judge a run in which much of the site said that it is not there."""
    if is_mass_failure(absent=facts.run.absent, known=facts.run.known):
        values = {"vanished": facts.run.absent, "pages": facts.run.known}
        yield Finding("failing", "vanished", values)


def is_mass_failure(*, absent: int, known: int) -> bool:
    """Say whether so many of the known pages are absent at once that none is believed."""
    return absent >= MASS and absent >= MASS_SHARE * known


def tried_now(run: RunRow) -> int:
    """Give how many pages a run tried of which it was not known that they fail."""
    return run.good + run.broke + run.unread


def _named_nothing_ever(facts: Facts) -> bool:
    """Tell a source of which no feed, sitemap or listing named a page, now or ever before.

    A page that could not be read is told by itself; one that has not changed still names nothing.
    """
    runs = (facts.run, *facts.past)
    given = [way for run in runs for way in run.ways.values()]
    named = any(isinstance(way, int) and way > 0 for way in given)
    asked = any(not _failed(way) for way in facts.run.ways.values())
    records = facts.records or any(run.items or run.known for run in runs)
    return facts.run.reason == "finished" and asked and not (named or records)


def _failed(given: int | str) -> bool:
    return isinstance(given, str) and given != "unchanged"


def _share(count: int, runs: tuple[RunRow, ...]) -> float:
    return count / max(sum(tried_now(run) for run in runs), 1)


def _says_nothing_new(facts: Facts) -> bool:
    """Say whether a run tried no page while the source was failing: then it goes on failing.

    A source that was well since does not turn for what failed before that.
    """
    failing = bool(facts.past) and facts.past[0].health == "failing"
    return failing and not tried_now(facts.run)


def _pooled(facts: Facts, column: str) -> tuple[int, int, int]:
    """Give failed, tried and good pages of this run and, while those are few, of the last ones."""
    failed = tried = good = 0
    for run in (facts.run, *facts.past[: POOL_RUNS - 1]):
        failed += getattr(run, column)
        tried += tried_now(run)
        good += run.good
        if tried >= POOL_PAGES:
            break
    return failed, tried, good
