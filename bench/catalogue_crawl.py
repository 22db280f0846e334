"""Crawls the catalogue over a loopback world of its hosts, one in ten of them not well.

    python -m bench.catalogue_crawl [--region RU-TA] [--pages 5]

Every healthy host's articles must be stored, each faulty host judged as its fault deserves, in
bounded time and memory.
"""

import argparse
import asyncio
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bench.catalogue_world import EXPECTED, Network, Site, sites_of
from dozor.catalogue import catalogue_sources
from dozor.choose import all_sources

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_RUNS = """
SELECT source_id, health, runs.reason, items, (
    SELECT count(*) FROM articles WHERE articles.source_id = runs.source_id
) AS records, health_reasons FROM runs
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a crawl: a row of each source's run, and what it cost."""

    runs: Mapping[str, sqlite3.Row]
    seconds: float
    processor: float
    megabytes: float
    said: str

    def wrong(self, sites: Sequence[Site]) -> list[str]:
        """Name the sources that were not judged, or not stored, as they should have been."""
        return [fault for site in sites if (fault := self._fault(site))]

    def _fault(self, site: Site) -> str | None:
        run = self.runs.get(site.source.id)
        if run is None:
            return f"{site.source.id}: no run"
        states, records = EXPECTED[site.fault]
        right = {
            "all": run["records"] == site.pages,
            "some": 0 < run["records"] < site.pages,
            "none": not run["records"],
        }[records]
        if right and run["health"] in states:
            return None
        found = f"{run['health']}, {run['records']} records, {run['health_reasons']}"
        return f"{site.source.id} ({site.fault or 'well'}): {found}"


def the_sites(region: str | None, pages: int, unwell: int = 10) -> list[Site]:
    """Make the sites of the catalogue, of one region or all, without those of tuned spiders."""
    known = all_sources().values()
    rows = catalogue_sources(known, lambda row: region is None or row.region == region)
    return sites_of(rows.values(), pages=pages, now=NOW, unwell=unwell)


def crawl(
    sites: Sequence[Site], folder: Path, region: str | None, pages: int, slow: float
) -> Outcome:
    """Crawl them as a person would, and give what became of it.

    Slow hosts take `slow` seconds for an answer. Hosts are asked without a pause, and once; one
    answer is waited for somewhat longer than that, all of a source for three of them.
    """
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(sites, slow, theirs), daemon=True)
    server.start()
    patience = {"DOWNLOAD_TIMEOUT": str(1.7 * slow), "SOURCE_WAIT": str(2.9 * slow)}
    at = {"TRANSPORT_REDIRECT": ours.recv(), "CONTACT": "bench"}
    try:
        return _crawl({**at, **patience}, folder, region, pages)
    finally:
        server.terminate()
        server.join()


def _crawl(values: Mapping[str, str], folder: Path, region: str | None, pages: int) -> Outcome:
    _dozor(folder, "sources", "disable", *all_sources())  # their hosts are not in this world
    values = {**values, "HOST_DELAY": "0", "RETRY_TIMES": "0"}
    options = (
        *(("--region", region) if region else ()),
        *("--limit", str(pages), "--now", NOW.isoformat(), "-v"),
        *(word for name, value in values.items() for word in ("-s", f"{name}={value}")),
    )
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    said = _dozor(folder, "crawl", "--catalogue", *options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Outcome(
        runs=_runs(folder),
        seconds=time.monotonic() - began,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        megabytes=after.ru_maxrss / 1024,
        said=said,
    )


def _dozor(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "dozor", *words, "--data", str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"dozor {words[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def _runs(folder: Path) -> dict[str, sqlite3.Row]:
    with closing(sqlite3.connect(folder / "dozor.db")) as connection:
        connection.row_factory = sqlite3.Row
        return {row["source_id"]: row for row in connection.execute(_RUNS)}


def _serve(sites: Sequence[Site], slow: float, pipe: Connection) -> None:
    async def run() -> None:
        server, address = await Network(sites, slow).serve()
        pipe.send(address)
        await server.serve_forever()

    asyncio.run(run())


def table(sites: Sequence[Site], outcome: Outcome) -> list[str]:
    """Give what became of each kind of host as lines of Markdown."""
    lines = ["| Hosts | Number | Judged | Articles stored |", "| --- | ---: | --- | ---: |"]
    for fault in EXPECTED:
        same = [site for site in sites if site.fault == fault]
        runs = [outcome.runs[site.source.id] for site in same if site.source.id in outcome.runs]
        states = Counter(str(run["health"]) for run in runs).most_common()
        judged = ", ".join(f"{state} {count}" for state, count in states)
        records = sum(run["records"] for run in runs)
        lines.append(f"| {fault or 'well'} | {len(same)} | {judged} | {records:,} |")
    return lines


def main() -> int:
    """Print the table; 1 where some host was judged wrongly or lost a record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--region")
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--slow", type=float, default=6.0, metavar="SECONDS")
    wanted = parser.parse_args()
    sites = the_sites(wanted.region, wanted.pages)
    with tempfile.TemporaryDirectory() as folder:
        outcome = crawl(sites, Path(folder), wanted.region, wanted.pages, wanted.slow)
    print("\n".join(table(sites, outcome)))
    print(
        f"\n{len(sites)} hosts in {outcome.seconds:.0f} s, {outcome.processor:.0f} s of processor, "
        f"{outcome.megabytes:.0f} MB at most."
    )
    wrong = outcome.wrong(sites)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
