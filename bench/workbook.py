"""A workbook of 200,000 applications: read, normalised, stored; then again in other bytes, changed.

Run from the project's root: python -m bench.workbook [--rows 200000]. Each import is a process of
its own, as in a crawl; seconds are those of the clock, memory is the process's peak. The sums over
all grants, to the kopeck, are held against those that were written.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from bench.workbook_file import rows, write_workbook
from crawler.extraction.workbook import read_workbook
from crawler.items import Place, RunEnded, RunStarted, Snapshot
from crawler.portal import portal
from pipelines.storage.connection import opened
from pipelines.storage.workbook_import import import_workbook
from pipelines.storage.writer import Writer
from pipelines.visits import NormalizedVisit

SECONDS, MEBIBYTES, SHARE = 90.0, 600, 3
CHANGED = 1000
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FUND = portal(id="president_grants", host="президентскиегранты.рф")
_FILE = "https://files.example/workbook"
_ADDRESS = "https://fund.example/cards?SearchString={number}"
_COUNTS = {
    name: f"SELECT count(*) FROM {name}"
    for name in ("grants", "claims", "revisions", "events", "changes", "organisations", "search")
}
_SUMS = """
    SELECT sum(requested_kopecks) AS requested, sum(total_kopecks) AS total,
        sum(awarded_kopecks) AS awarded FROM grants
"""


def bring(folder: Path, name: str, day: int) -> dict[str, float]:
    """Import a file into the folder's store; give the seconds and the peak of memory in MiB."""
    body = (folder / name).read_bytes()
    at = NOW + timedelta(days=day)
    path = folder / "dozor.db"
    with opened(path) as db:
        writer = Writer(db)
        writer.declare([FUND])
        writer.write([RunStarted(source_id=FUND.id, at=at)])
        visit = NormalizedVisit(
            place=Place(source_id=FUND.id, url=_FILE, key=_FILE, kind="workbook"),
            fetched_at=at,
            http_status=200,
            snapshot=Snapshot(
                warc_file=name,
                warc_offset=0,
                body_sha256=sha256(body).hexdigest(),
                length=len(body),
            ),
            parser="bench",
            workbook=partial(read_workbook, body, address=_ADDRESS),
        )
        began = time.perf_counter(), time.process_time()
        stored = import_workbook(path, visit, writer.run_of(visit))
        took = time.perf_counter() - began[0], time.process_time() - began[1]
        writer.write([stored, RunEnded(source_id=FUND.id, at=at)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": took[0], "processor": took[1], "mebibytes": peak}


def main() -> None:
    """Write the files, import them one after the other, and say what held."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=200_000)
    arguments.add_argument("--bring", nargs=3, metavar=("FOLDER", "NAME", "DAY"))
    given = arguments.parse_args()
    if given.bring:
        folder, name, day = given.bring
        print(json.dumps(bring(Path(folder), name, int(day))))
        return
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if measure(Path(folder), given.rows) else 1)


def measure(folder: Path, count: int) -> bool:
    """Run the three imports and print what they took; say whether all bounds held."""
    changed = min(CHANGED, count // 10)
    wrote = write_workbook(folder / "first.xlsx", rows(count))
    write_workbook(folder / "again.xlsx", rows(count), note="the same rows")
    last = write_workbook(folder / "changed.xlsx", rows(count, changed=changed))
    first = _apart(folder, "first.xlsx", 0)
    stored = _read(folder)
    again = _apart(folder, "again.xlsx", 1)
    same = _read(folder)
    turned = _apart(folder, "changed.xlsx", 2)
    now = _read(folder)
    for name, cost in (("first", first), ("same rows", again), (f"{changed} changed", turned)):
        print(
            f"{name:>14}: {cost['seconds']:6.1f} s, {cost['processor']:6.1f} s of processor time,"
            f" {cost['mebibytes']:4.0f} MiB"
        )
    bounds = {
        f"first in {SECONDS:.0f} s": first["seconds"] < SECONDS,
        f"under {MEBIBYTES} MiB": first["mebibytes"] < MEBIBYTES,
        "a third for the same rows": again["seconds"] * SHARE < first["seconds"],
        "the same rows write nothing": same == stored,
        f"{changed} changes exactly": now["changes"] - stored["changes"] == changed,
        "sums exact": all(stored[name] == wrote[name] for name in wrote),
        "sums exact after changes": all(now[name] == last[name] for name in last),
    }
    for name, held in bounds.items():
        print(f"{'held' if held else 'BROKEN':>14}: {name}")
    return all(bounds.values())


def _apart(folder: Path, name: str, day: int) -> dict[str, float]:
    command = (sys.executable, "-m", "bench.workbook", "--bring", str(folder), name, str(day))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _read(folder: Path) -> dict[str, int]:
    with opened(folder / "dozor.db") as db, closing(db.execute(_SUMS)) as cursor:
        names = [column[0] for column in cursor.description]
        sums = dict(zip(names, cursor.fetchone(), strict=True))
        counts = {name: db.execute(sql).fetchone()[0] for name, sql in _COUNTS.items()}
    return sums | counts


if __name__ == "__main__":
    main()
