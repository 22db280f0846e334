"""Health is told once when it turns: when a source turns bad, and when it is well again."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from dozor.findings import STATES
from dozor.health import is_wrong
from dozor.runs import RunRow, database, read_only, rejects_of
from dozor.tables import print_rejects, runs_table, stderr, sums_table
from pipelines.health_words import in_words
from pipelines.storage.run_health import store_told

# More lines than these nobody reads; `dozor status` has them all.
MOST_LINES = 30
# Such a run says nothing of the source.
_NO_WORD = frozenset({"interrupted", "busy"})


@dataclass(frozen=True, slots=True)
class Told:
    """What people were told last of a source: its state, and since when."""

    state: str | None = None
    at: str | None = None


def turned(runs: Iterable[RunRow], told: Mapping[str, Told]) -> list[RunRow]:
    """Give the runs with which a source turned bad or well, seen from what was told before."""
    return [
        run
        for run in runs
        if run.reason not in _NO_WORD
        and is_wrong(run.health) != is_wrong(told.get(run.source_id, Told()).state)
    ]


def message(run: RunRow, told: Told) -> str:
    """Say in a line that a source turned bad, and why, or that it is well again."""
    if is_wrong(run.health):
        return f"{run.source_id} has turned bad: {run.health}: {why(run)}"
    words = f"; {why(run)}" if run.health_reasons else ""
    return f"{run.source_id} is well again ({told.state} since {told.at}): {run.health}{words}"


def why(run: RunRow) -> str:
    """Give the reasons of a run's health in words."""
    return "; ".join(in_words(reason, "en") for reason in run.health_reasons)


def last_told(data: Path) -> dict[str, Told]:
    """Give what was told last of each source of which anything was told."""
    query = "SELECT id, told, told_at FROM sources WHERE told IS NOT NULL"
    with closing(read_only(data)) as connection:
        return {row["id"]: Told(row["told"], row["told_at"]) for row in connection.execute(query)}


def show_round(console: Console, data: Path, runs: Sequence[RunRow]) -> None:
    """Print what a round brought, source by source, and what is not well with them."""
    if console.quiet:  # laying out a thousand rows takes longer than to store them
        return
    if len(runs) <= MOST_LINES:
        console.print(runs_table(runs, "\nThis crawl"))
    else:
        console.print(sums_table(runs, "\nThis crawl, by health"))
    print_rejects(console, rejects_of(data, [run.id for run in runs]))
    print_reasons(console, runs)


def tell_turns(data: Path, runs: Sequence[RunRow]) -> None:
    """Tell, once, of sources that have turned bad or well."""
    told = last_told(data)
    turns = turned(runs, told)
    _print_some(stderr(), [message(run, told.get(run.source_id, Told())) for run in turns])
    _remember(data, turns)


def print_reasons(console: Console, runs: Iterable[RunRow]) -> None:
    """Print why sources are not well, a line each, the worst first."""
    unwell = [run for run in runs if run.health_reasons]
    if len(unwell) > MOST_LINES:
        unwell.sort(key=lambda run: -STATES.index(run.health) if run.health in STATES else 0)
    _print_some(console, [f"  {run.source_id}: {why(run)}{_help(run)}" for run in unwell])


def _help(run: RunRow) -> str:
    """Name the command that proposes others for a source's own selectors that gave way."""
    lost = any(reason.get("usual") == "own" for reason in run.health_reasons)
    return f"; `dozor probe {run.source_id}` proposes other selectors" if lost else ""


def _print_some(console: Console, lines: Sequence[str]) -> None:
    for line in lines[:MOST_LINES]:
        console.print(line, soft_wrap=True, markup=False)
    if len(lines) > MOST_LINES:
        console.print(f"… and {len(lines) - MOST_LINES} more; `dozor status` shows every source")


def _remember(data: Path, runs: Iterable[RunRow]) -> None:
    """Note what was told just now."""
    store_told(database(data), {run.source_id: run.health or "" for run in runs})
