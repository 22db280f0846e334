"""How quick the newsroom is over HTTP while a crawl writes, beside bare sqlite3.

    python -m bench.newsroom [--articles 100000] [--grants 20000] [--rounds 20] [--out FILE.md]

One reader asks for a mix of pages and JSON, one after the other; beside it a process stores some
forty articles a second. Kept from run to run: the database, in --folder.
"""

import argparse
import http.client
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.newsroom_data import generate
from bench.newsroom_mix import Asked, Mix

ROOT = Path(__file__).resolve().parents[1]
BOUNDS = {"JSON": 100, "HTML": 200, "front": 300}  # ms, at the 95th percentile
_FRONT = "the front page"
_OK = 200
Times = dict[tuple[str, str], list[float]]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder by a process of its own and give the host and port."""
    words = ("serve", "--data", str(folder), "--port", "0")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "dozor", *words],
        cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout
        line = process.stdout.readline()
        yield urlsplit(next(word for word in line.split() if word.startswith("http"))).netloc
    finally:
        process.terminate()
        process.wait()


@contextmanager
def written(database: Path) -> Iterator[None]:
    """Let a process store articles meanwhile; raises where it was ever refused."""
    command = [sys.executable, "-m", "bench.newsroom_writer", str(database)]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stderr=subprocess.PIPE)
    try:
        yield
    finally:
        early = process.poll()
        process.terminate()
        _, said = process.communicate()
        if early is not None:
            raise RuntimeError(f"the writer ended: {said}")


def measure(host: str, asked: list[Asked]) -> tuple[Times, list[str]]:
    """Ask each in JSON, where there is one, and as a page; give milliseconds and what failed."""
    times: Times = defaultdict(list)
    failed = []
    connection = http.client.HTTPConnection(host, timeout=30)
    for one in asked:
        for form, ending in (("JSON", ".json"), ("HTML", "")):
            if one.kind == _FRONT and form == "JSON":
                continue
            began = time.perf_counter()
            connection.request("GET", one.address(ending))
            answer = connection.getresponse()
            answer.read()
            times[one.kind, form].append((time.perf_counter() - began) * 1000)
            if answer.status != _OK:
                failed.append(f"{answer.status} {one.address(ending)}")
    connection.close()
    return times, failed


def bare(database: Path, asked: list[Asked]) -> Times:
    """Ask the same of sqlite3 itself."""
    times: Times = defaultdict(list)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for one in asked:
            began = time.perf_counter()
            connection.execute(one.sql, one.given).fetchall()
            times[one.kind, "bare"].append((time.perf_counter() - began) * 1000)
    return times


def report(times: Times, failed: list[str]) -> Iterator[str]:
    """Write the table and what holds of the whole mix."""
    yield "| asked for | JSON p50 | p95 | HTML p50 | p95 | sqlite3 p50 | p95 | JSON : sqlite3 |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for kind in sorted({kind for kind, _ in times}):
        cells = [_both(times.get((kind, form), [])) for form in ("JSON", "HTML", "bare")]
        base = statistics.median(times[kind, "bare"])
        json = times.get((kind, "JSON"))
        ratio = f"{statistics.median(json) / base:,.1f}" if json else ""
        yield f"| {kind} | {' | '.join(cells)} | {ratio} |"
    yield ""
    for form in ("JSON", "HTML"):
        all_of = [ms for (kind, one), each in times.items() if one == form and kind != _FRONT
                  for ms in each]  # fmt: skip
        yield _judged(form, all_of, BOUNDS[form])
    yield _judged("the front page", times[_FRONT, "HTML"], BOUNDS["front"])
    yield f"- answers that were no 200: {len(failed)}"
    yield from (f"  - `{one}`" for one in failed[:10])


def _both(each: list[float]) -> str:
    return f"{statistics.median(each):.1f} | {_p95(each):.1f}" if each else " | "


def _judged(name: str, each: list[float], bound: int) -> str:
    kept = "kept" if _p95(each) <= bound else "NOT kept"
    return (
        f"- {name}: {len(each)} requests, p50 {statistics.median(each):.1f} ms, "
        f"p95 {_p95(each):.1f} ms, most {max(each):.0f} ms; the bound of {bound} ms is {kept}"
    )


def _p95(each: list[float]) -> float:
    ordered = sorted(each)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("data-bench"))
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--grants", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    folder = (given.folder / f"{given.articles}").resolve()
    database = generate(folder, given.articles, given.grants)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        asked = list(Mix(connection, seed=11).draw(given.rounds))
    with served(folder) as host, written(database):
        times, failed = measure(host, asked)
    times |= bare(database, asked)
    head = (
        f"{given.articles:,} articles, {given.grants:,} applications, "
        f"{database.stat().st_size / 1e9:.1f} GB; {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}. Milliseconds.\n"
    )
    text = "\n".join([head, *report(times, failed)])
    print(text)
    if given.out:
        before, mark, _ = given.out.read_text(encoding="utf-8").partition("<!-- measured -->")
        given.out.write_text(f"{before}{mark}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
