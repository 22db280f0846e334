"""What is done when a crawl is over: health, then absence by what is fit, leads, enrichment."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from crawler.sources import Source
from dozor.absence import decide
from dozor.enrichment import enrich
from dozor.health import judge
from dozor.health_facts import facts_of
from dozor.leads import judge_leads
from dozor.runs import RunRow, database, read_only, runs_after
from pipelines.storage.absence import absence_facts, store_absences
from pipelines.storage.run_health import store_health


def finish_runs(data: Path, after: int, sources: Iterable[Source]) -> list[RunRow]:
    """Judge the runs that began after a run id, then the absence of their sources' pages.

    Gives the runs anew, with their health. A judgement that a killed process left out is made up
    for by the source's next run.
    """
    runs = runs_after(data, after)
    _judge_health(data, runs, sources)
    _judge_absence(data, {run.source_id for run in runs})
    judge_leads(data, runs)
    enrich(data)
    return runs_after(data, after)


def _judge_health(data: Path, runs: Iterable[RunRow], sources: Iterable[Source]) -> None:
    declared = {source.id: source for source in sources}
    judged = {facts.run.id: judge(facts) for facts in facts_of(data, runs, declared)}
    rows = {
        run_id: (found.state, [finding.as_row() for finding in found.findings], found.unfit)
        for run_id, found in judged.items()
    }
    store_health(database(data), rows)


def _judge_absence(data: Path, source_ids: Iterable[str]) -> None:
    with closing(read_only(data)) as connection:
        facts = [absence_facts(connection, source_id) for source_id in sorted(source_ids)]
    decisions = [decision for of_source in facts for decision in decide(of_source)]
    if decisions:
        store_absences(database(data), decisions)
