"""What is done when the crawl itself is over: each run is judged, and the judgement stored."""

from pathlib import Path

from dozor.health import judge
from dozor.runs import RunRow, database, runs_after
from pipelines.storage.settled import store_health


def finish_runs(data: Path, after: int, *, sample: bool = False) -> list[RunRow]:
    """Judge the runs that began after a run id, store their health, and give them anew."""
    judged = {run.id: judge(run) for run in runs_after(data, after)}
    store_health(database(data), judged, sample=sample)
    return runs_after(data, after)
