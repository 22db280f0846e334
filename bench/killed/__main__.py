"""Kills Dozor at random points of whole crawls and says whether the next run makes up for it.

    python -m bench.killed [--points 200] [--seed 1] [--days 8] [--jobs 1] [--out docs/killed.md]

Exit code 1 where anything differed from an undisturbed life.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.killed.lives import live, lives
from bench.killed.points import History, Point, draw
from bench.killed.table import document
from bench.killed.trial import Result, attempt

_SHOWN = 700


def measure(folder: Path, *, days: int, points: int, seed: int, jobs: int) -> Iterator[Result]:
    """Live undisturbed, then die at each of so many points; what went wrong stays in the folder."""
    wanted = lives(days)
    with ProcessPoolExecutor(jobs) as pool:
        undisturbed = pool.map(live, wanted.values(), [folder / name for name in wanted])
        history = dict(zip(wanted, undisturbed, strict=True))
        drawn = draw(history, points, seed)
        yield from _told(pool.map(partial(_attempt, folder, days, history), drawn), len(drawn))


def _attempt(folder: Path, days: int, history: History, point: Point) -> Result:
    return attempt(lives(days)[point.life], history[point.life], point, keep=folder / "wrong")


def _told(results: Iterator[Result], count: int) -> Iterator[Result]:
    for number, result in enumerate(results, 1):
        yield result
        if result.wrong:
            lines = [line[:_SHOWN] for line in result.wrong[:5]]
            print(f"{number} of {count}: {result.point}", *lines, sep="\n  ", flush=True)
        elif number % 20 == 0:
            print(f"{number} of {count}", flush=True)


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, run, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=8, help="days of the sample world")
    parser.add_argument("--jobs", type=int, default=1, help="points at once")
    parser.add_argument("--out", type=Path, help="a file for the table  [default: the terminal]")
    asked = parser.parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="dozor-killed-"))
    results: list[Result] = []
    for result in measure(
        folder, days=asked.days, points=asked.points, seed=asked.seed, jobs=asked.jobs
    ):
        results.append(result)
        if asked.out:  # kept up, so that a run that is broken off says how far it came
            text = document(results, days=asked.days, seed=asked.seed)
            asked.out.write_text(text, encoding="utf-8")
    if not asked.out:
        print(document(results, days=asked.days, seed=asked.seed))
    return int(any(result.wrong for result in results))


if __name__ == "__main__":
    sys.exit(main())
