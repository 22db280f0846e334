"""What absence proves: the rules by which a page becomes missing, and gone. Pure.

Absence is not removal. A page is missing on its own word (404, 410, a recognised soft 404), or when
a listing that was read to its proven end lacks it; it is gone when it has said so itself three
times over two days. Whatever is less certain decides nothing and leaves the page as it was.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Literal

from dozor.health_run import is_mass_failure
from pipelines.absence_facts import (
    Absence,
    AbsenceFacts,
    AbsentAnswer,
    Decision,
    Lacking,
    Left,
    RunFacts,
    Suspect,
)

CONFIRMATIONS, CONFIRMED_OVER = 3, timedelta(hours=48)


def decide(facts: AbsenceFacts) -> list[Decision]:
    """Give what follows from the facts of a source, in an order in which it can be stored."""
    return [*_by_own_word(facts), *_by_listings(facts)]


def _by_own_word(facts: AbsenceFacts) -> Iterator[Decision]:
    for suspect in facts.suspects:
        believed = _believed(suspect, facts)
        if not believed:
            continue
        if suspect.state != "missing":
            yield _absence(suspect, "missing", believed[0])
        if _is_confirmed(believed):
            yield _absence(suspect, "gone", believed[-1])


def _believed(suspect: Suspect, facts: AbsenceFacts) -> Sequence[AbsentAnswer]:
    """Leave out answers of runs in which much of the site was absent, unless that has lasted."""
    if _is_confirmed(suspect.answers):
        return suspect.answers
    runs = facts.runs
    return [answer for answer in suspect.answers if not _is_outage(runs[answer.run_id])]


def _is_confirmed(answers: Sequence[AbsentAnswer]) -> bool:
    enough = len(answers) >= CONFIRMATIONS
    return enough and answers[-1].at - answers[0].at >= CONFIRMED_OVER


def _is_outage(run: RunFacts) -> bool:
    return is_mass_failure(absent=run.absent, known=run.known)


def _by_listings(facts: AbsenceFacts) -> Iterator[Decision]:
    by_listing = sorted(facts.lacking, key=lambda page: page.listing.way_id)
    for _, group in groupby(by_listing, key=lambda page: page.listing.way_id):
        pages = list(group)
        run = facts.runs[pages[0].listing.run_id]
        if _proves(run) and not _is_emptied(pages, run):
            for page in pages:
                yield from _of_lacking(page, run, facts)


def _proves(run: RunFacts) -> bool:
    whole = run.complete and run.reason == "finished"
    return whole and not run.unfit and not _is_outage(run)


def _is_emptied(pages: Sequence[Lacking], run: RunFacts) -> bool:
    """Say whether a listing has just lost half of what it held: then it is doubted for two days."""
    held = pages[0].listing.members + len(pages)
    lasts = all(run.at - page.last_seen >= CONFIRMED_OVER for page in pages)
    return is_mass_failure(absent=len(pages), known=held) and not lasts


def _of_lacking(page: Lacking, run: RunFacts, facts: AbsenceFacts) -> Iterator[Decision]:
    lives_on = page.answered is not None and page.answered >= run.at
    doubtful = _may_have_rolled_off(page, facts.kind)
    if not (lives_on or doubtful or page.state == "missing"):
        yield Absence(page_id=page.page_id, state="missing", at=run.at, run_id=run.id)
    asked = doubtful and not lives_on
    yield Left(way_id=page.listing.way_id, page_id=page.page_id, at=run.at, ask=asked)


def _may_have_rolled_off(page: Lacking, kind: str) -> bool:
    """Say whether a page may have left at the old end of a list that keeps only the newest.

    Only a page that is newer than another that stayed was surely taken out. Of undated pages a
    list of news says nothing; one of grants or calls keeps all it has.
    """
    if page.dated is None or page.listing.oldest is None:
        return kind == "news"
    return page.dated <= page.listing.oldest


def _absence(suspect: Suspect, state: Literal["missing", "gone"], answer: AbsentAnswer) -> Absence:
    return Absence(page_id=suspect.page_id, state=state, at=answer.at, run_id=answer.run_id)
