"""Lets ten people watch a hostile world and says how well they were told.

    python -m bench.alerts [--seeds 2] [--sites 12] [--days 20] [--errors FILE] [--out FILE]

Exit code 1 where precision falls below 0.98, recall below 0.99, or something was told twice.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.alerts.judging import Judged, judge
from bench.alerts.sitting import live
from bench.alerts.table import errors, section
from bench.alerts.wants import wants_of
from bench.monitoring.world import World

LEAST_PRECISION, LEAST_RECALL = 0.98, 0.99


def sit(seed: int, *, sites: int, days: int) -> list[Judged]:
    """Live through one world and judge each watch."""
    world = World(seed, sites=sites, days=days)
    wants = wants_of(world)
    received = live(world, wants)
    return [judge(world, want, received.get(want.name, [])) for want in wants]


def add_worlds(seeds: int, *, sites: int, days: int) -> tuple[list[Judged], str]:
    """Judge each watch over some worlds, and say in words which."""
    totals: list[Judged] = []
    for seed in range(1, seeds + 1):
        found = sit(seed, sites=sites, days=days)
        for total, other in zip(totals, found, strict=False):
            total.add(other)
        totals = totals or found
    return totals, f"{seeds} worlds of {sites} sites over {days} days"


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, run, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=2, help="worlds, from seed 1 on")
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--errors", type=Path, help="a file for what was wrong or missed")
    parser.add_argument("--out", type=Path, help="a file for the table  [default: the terminal]")
    asked = parser.parse_args(words)
    totals, world = add_worlds(asked.seeds, sites=asked.sites, days=asked.days)
    text = section(totals, world)
    if asked.errors:
        asked.errors.write_text(errors(totals), encoding="utf-8")
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    else:
        print(text)
    return int(any(_falls_short(one) for one in totals))


def _falls_short(one: Judged) -> bool:
    low = (one.precision or 1) < LEAST_PRECISION or (one.recall or 1) < LEAST_RECALL
    return low or one.doubles > 0


if __name__ == "__main__":
    sys.exit(main())
