"""Kills Dozor at random steps of matching and sending alerts, and says what was told in the end.

    python -m bench.alerts.dying [--points 100] [--seed 1] [--out FILE]

The steps are those of lives with the targets up, and down for a day. Exit code 1 where anything
was lost, or told twice but between a target's yes and our note of it.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bench.alerts.deaths import Death, Lived, Outcome, judged, live
from bench.alerts.stock import stock


def draw(lives: dict[bool, Lived], points: int, seed: int) -> list[Death]:
    """Draw steps of undisturbed lives, each as likely as any other."""
    rng = Random(seed)  # noqa: S311  a sample, not a secret
    steps = [
        Death(telling=telling, step=step, down=down)
        for down, lived in lives.items()
        for telling, log in lived.logs.items()
        for step in range(len(log))
    ]
    return [rng.choice(steps) for _ in range(points)]


def measure(folder: Path, points: int, seed: int) -> list[Outcome]:
    """Live undisturbed, with targets up and down, then die at each drawn step."""
    stock(folder / "stock")
    lives = {}
    for down in (False, True):
        home = folder / f"undisturbed-{down}"
        home.mkdir()
        lives[down] = live(folder / "stock", home, None, down=down)
    outcomes = []
    for number, death in enumerate(draw(lives, points, seed)):
        home = folder / str(number)
        home.mkdir()
        lived = live(folder / "stock", home, death, down=death.down)
        outcomes.append(judged(death, lived, lives[death.down]))
    return outcomes


def document(outcomes: Sequence[Outcome]) -> str:
    """Write where the deaths fell and what came of them, as a table in Markdown."""
    places = Counter(outcome.place for outcome in outcomes)
    rows = [_row(outcomes, place, count) for place, count in sorted(places.items())]
    head = "| killed | times | lost or wrong | alerts told twice |\n| --- | --- | --- | --- |"
    return "\n".join([head, *rows]) + "\n"


def _row(outcomes: Sequence[Outcome], place: str, count: int) -> str:
    wrong, doubles = (_sum(outcomes, place, what) for what in ("wrong", "doubles"))
    return f"| {place} | {count} | {wrong} | {doubles} |"


def _sum(outcomes: Sequence[Outcome], place: str, what: str) -> int:
    here = (outcome for outcome in outcomes if outcome.place == place)
    return sum(len(one.wrong) if what == "wrong" else one.doubles for one in here)


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, run, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a file for the table  [default: the terminal]")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="dozor-dying-") as folder:
        outcomes = measure(Path(folder), asked.points, asked.seed)
    for outcome in outcomes:
        for line in outcome.wrong:
            print(f"{outcome.death}: {line}")
    if asked.out:
        asked.out.write_text(document(outcomes), encoding="utf-8")
    else:
        print(document(outcomes))
    return int(any(outcome.wrong for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
