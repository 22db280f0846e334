"""What a day's round over sources that did not change costs, beside their first crawl.

From the project's root: python -m bench.unchanged_round [--sources 1000] [--out docs/rounds.md].
Both crawls are the command that people run, each in a process of its own: start-up, storage and
archive are in the figures. Processor time is that of the crawling process alone; bytes are those
on the wire, heads and robots.txt among them. The round is that of `--due` a day later.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.unchanged_world import Traffic, UnchangedWorld, WorldServer, host

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FEWER_BYTES, LESS_TIME = 20, 10
REGION = "RU-CHU"  # of which no site has a spider: the sources of the bench alone are taken
_HEAD = f"""# What a round over unchanged sources costs

Made by `make bench-rounds`: `python -m bench.unchanged_round --sources {{sources}}`.

The sources have never been seen; `dozor crawl` takes all of them, then `dozor crawl --due` comes a
day later, and nothing has changed meanwhile. Both are the command that people run, each in a
process of its own against a server on loopback, without pauses between requests: start-up, storage,
archive and judging are in the figures. Processor time is that of the crawling process and its
children, system time included, the server's left out; bytes are those on the wire in both
directions, heads and robots.txt among them. In the later round each source is asked for its
robots.txt, its feed, and the one article whose next visit has come.

Wanted are {FEWER_BYTES} times fewer bytes and {LESS_TIME} times less processor time.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a crawl took."""

    traffic: Traffic
    processor: float
    seconds: float

    @property
    def bytes(self) -> int:
        """Bytes in both directions."""
        return self.traffic.sent + self.traffic.received


def measure(world: UnchangedWorld, folder: Path) -> tuple[Cost, Cost]:
    """Crawl a world for the first time, and a day later."""
    (folder / "sources.toml").write_text(_sources(world), encoding="utf-8")
    with WorldServer(world) as server:
        first = _crawl(server, folder, world.now, "--limit", "1000000")
        again = _crawl(server, folder, world.now + timedelta(days=1), "--due")
    return first, again


def _crawl(server: WorldServer, folder: Path, now: datetime, *options: str) -> Cost:
    values = (f"TRANSPORT_REDIRECT={server.address}", "HOST_DELAY=0", "CONTACT=bench")
    command = (
        *(sys.executable, "-m", "dozor", "crawl", "--sources", str(folder / "sources.toml")),
        *("--data", str(folder / "data"), "--region", REGION, "--now", now.isoformat(), *options),
        *(word for value in values for word in ("-s", value)),
    )
    server.traffic()
    before, began = _processor(), time.monotonic()
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"dozor crawl ended with {done.returncode}: {done.stderr[-2000:]}")
    seconds, processor = time.monotonic() - began, _processor() - before
    return Cost(traffic=server.traffic(), processor=processor, seconds=seconds)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sources(world: UnchangedWorld) -> str:
    return "\n".join(
        f'[[source]]\nid = "paper{site}"\nhome_url = "https://{host(site)}/"\n'
        f'feeds = ["https://{host(site)}/rss.xml"]\nregion = "{REGION}"\nsince = 60\n'
        for site in range(world.sites)
    )


def table(world: UnchangedWorld, first: Cost, again: Cost) -> list[str]:
    """Give the figures as lines of Markdown."""
    rows = [
        ("Requests", first.traffic.requests, again.traffic.requests),
        ("Answered 304", first.traffic.unmodified, again.traffic.unmodified),
        ("Bytes", first.bytes, again.bytes),
        ("Processor seconds", round(first.processor, 1), round(again.processor, 1)),
        ("Seconds", round(first.seconds, 1), round(again.seconds, 1)),
    ]
    sites = f"{world.sites} sources of {world.pages} pages and a feed"
    return [
        f"{sites}, {world.bare} % of the sources without validators:",
        "",
        "| | First crawl | A day later | Ratio |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {a:,} | {b:,} | {_ratio(a, b)} |" for name, a, b in rows),
    ]


def _ratio(first: float, again: float) -> str:
    return f"{first / again:.1f}" if first and again else "·"


def document(world: UnchangedWorld, first: Cost, again: Cost) -> str:
    """Give the page with the figures and what they are of."""
    return _HEAD.format(sources=world.sites) + "\n".join(table(world, first, again)) + "\n"


def main() -> int:
    """Write the page; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=20, help="of each source")
    parser.add_argument("--out", type=Path, help="a file for the page  [default: the terminal]")
    wanted = parser.parse_args()
    world = UnchangedWorld(sites=wanted.sources, pages=wanted.pages, now=NOW)
    with tempfile.TemporaryDirectory() as folder:
        first, again = measure(world, Path(folder))
    text = document(world, first, again)
    if wanted.out:
        wanted.out.write_text(text, encoding="utf-8")
    else:
        print(text)
    fewer, less = first.bytes / again.bytes, first.processor / again.processor
    return 0 if fewer >= FEWER_BYTES and less >= LESS_TIME else 1


if __name__ == "__main__":
    sys.exit(main())
