"""What is done when the crawl itself is over: each run is judged, and the judgement stored."""

from collections.abc import Iterable
from pathlib import Path

from crawler.sources import Source
from dozor.health import judge
from dozor.health_facts import facts_of
from dozor.runs import RunRow, database, runs_after
from pipelines.storage.run_health import store_health


def finish_runs(data: Path, after: int, sources: Iterable[Source]) -> list[RunRow]:
    """Judge the runs that began after a run id, store their health, and give them anew."""
    declared = {source.id: source for source in sources}
    facts = facts_of(data, runs_after(data, after), declared)
    judged = {of_run.run.id: judge(of_run) for of_run in facts}
    store_health(
        database(data),
        {
            run_id: (found.state, [finding.as_row() for finding in found.findings], found.unfit)
            for run_id, found in judged.items()
        },
    )
    return runs_after(data, after)
