"""Runs monitors through the hostile world and writes what they score.

python -m bench.monitoring.run --seeds 20 --days 30 --sites 40 dozor
python -m bench.monitoring.run --seeds 3 --days 10 --sites 6 webchanges urlwatch changedetection
"""

import argparse
import importlib
import json
import logging
import pickle
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

from bench.monitoring.monitor import MakeMonitor, Monitor
from bench.monitoring.plan import Plan, Schedule
from bench.monitoring.score import Score, score
from bench.monitoring.server import Server
from bench.monitoring.table import document, section
from bench.monitoring.truth import Reported
from bench.monitoring.world import World

MONITORS = {
    "oracle": "bench.monitoring.monitor:Oracle",
    "dozor": "bench.monitoring.dozor_monitor:DozorMonitor",
    "webchanges": "bench.monitoring.peers.command:Webchanges",
    "urlwatch": "bench.monitoring.peers.command:Urlwatch",
    "changedetection": "bench.monitoring.peers.changedetection:Changedetection",
    "webchanges-selected": "bench.monitoring.peers.command:WebchangesSelected",
    "urlwatch-selected": "bench.monitoring.peers.command:UrlwatchSelected",
    "changedetection-selected": "bench.monitoring.peers.changedetection:ChangedetectionSelected",
}
_log = logging.getLogger(__name__)


def run_seed(make: MakeMonitor, world: World) -> tuple[Score, Plan]:
    """Lead one monitor through all rounds of one world; the first is a baseline."""
    with Server(world) as server, tempfile.TemporaryDirectory() as folder:
        monitor = make(server, Path(folder))
        try:
            _, *reports = [_round(monitor, world, moment) for moment in world.rounds]
        finally:
            monitor.close()
    schedule = Schedule(monitor.plan, world.truth, world.rounds, monitor.tells)
    result = score(world.truth, chain.from_iterable(reports), schedule, world.identify)
    result.requests = len(world.log)
    result.bytes = sum(hit.bytes for hit in world.log)
    return result, monitor.plan


def _round(monitor: Monitor, world: World, moment: datetime) -> list[Reported]:
    world.move_to(moment)
    return monitor.visit_round(world, moment)


def run(name: str, options: argparse.Namespace) -> tuple[Score, Plan]:
    """Lead one monitor through the worlds of all seeds and add its figures up."""
    with ProcessPoolExecutor(options.jobs) as pool:
        work = partial(_seed, name, options)
        (total, plan), *rest = pool.map(work, range(1, options.seeds + 1))
    for other, _ in rest:
        total.add(other)
    return total, plan


def _seed(name: str, options: argparse.Namespace, seed: int) -> tuple[Score, Plan]:
    """Give what an earlier run of the same code kept of a seed, else run it."""
    if options.keep is None:
        return _run_seed(name, options, seed)
    size = f"{options.sites}-{options.days}-{options.hours}"
    kept: Path = options.keep / f"{name}-{size}-{seed}.pickle"
    if not kept.exists():
        options.keep.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(_run_seed(name, options, seed)))
    result: tuple[Score, Plan] = pickle.loads(kept.read_bytes())  # noqa: S301  our own
    return result


def _run_seed(name: str, options: argparse.Namespace, seed: int) -> tuple[Score, Plan]:
    module, _, attribute = MONITORS[name].partition(":")
    make: MakeMonitor = getattr(importlib.import_module(module), attribute)
    began = time.monotonic()
    every = timedelta(hours=options.hours)
    result, plan = run_seed(make, World(seed, sites=options.sites, days=options.days, every=every))
    late = sum(tally.late for tally in result.kinds.values())
    took, wrong, missed = time.monotonic() - began, len(result.wrong), len(result.missed)
    told = (name, seed, took, wrong, missed, late)
    _log.info("%s, seed %d: %.0f s; %d wrong, %d missed, %d late", *told)
    return result, plan


def errors(name: str, result: Score) -> Iterator[str]:
    """Give a line of JSON for each false report and each happening that was not told."""
    for report in result.wrong:
        yield _line({"monitor": name, "wrong": report.kind, **asdict(report)})
    for one in result.missed:
        yield _line(
            {"monitor": name, "missed": one.kind, "by": one.deadline, **asdict(one.happening)}
        )


def _line(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, default=str) + "\n"


def main() -> int:
    """Read the command line, run, and write the tables."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    results = {name: run(name, options) for name in options.monitors}
    scores = {name: result for name, (result, _) in results.items()}
    plans = {name: plan for name, (_, plan) in results.items()}
    if options.errors:
        lines = [line for name, result in scores.items() for line in errors(name, result)]
        options.errors.write_text("".join(lines), encoding="utf-8")
    world = (
        f"{options.sites} sites, {options.days} days, a round each {options.hours} hours, "
        f"{options.seeds} seeds"
    )
    told = (scores, plans, world)
    text = f"\n{section(*told)}" if options.append else document(*told)
    if not options.out:
        sys.stdout.write(text)
        return 0
    with options.out.open("a" if options.append else "w", encoding="utf-8") as out:
        out.write(text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("monitors", nargs="*", default=["dozor"], help=", ".join(MONITORS))
    parser.add_argument("--seeds", type=int, default=20, help="worlds, from seed 1 on")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--hours", type=int, default=12, help="between two rounds")
    parser.add_argument("--jobs", type=int, default=1, help="seeds at once")
    parser.add_argument("--out", type=Path, help="a file for the tables  [default: the terminal]")
    parser.add_argument("--append", action="store_true", help="add a section to that file")
    parser.add_argument("--keep", type=Path, help="a folder that a run broken off goes on from")
    parser.add_argument("--errors", type=Path, help="a file for what was wrong or missed, as JSON")
    options = parser.parse_args()
    unknown = sorted(set(options.monitors) - set(MONITORS))
    if unknown:
        parser.error(f"no such monitor: {', '.join(unknown)}; there are {', '.join(MONITORS)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
