"""What is done when the crawl itself is over: each run is judged, and the judgement stored."""

from pathlib import Path

from dozor.health import judge
from dozor.runs import RunRow, database, runs_after
from pipelines.storage.runs import store_health


def finish_runs(data: Path, after: int) -> list[RunRow]:
    """Judge the runs that began after a run id, store their health, and give them anew."""
    judged = {run.id: judge(run) for run in runs_after(data, after)}
    store_health(database(data), judged)
    return runs_after(data, after)
