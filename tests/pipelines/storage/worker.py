"""A process that stores the same grants each time: DATABASE FIRST LAST."""

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler.items import Place, RunEnded, RunStarted, Snapshot
from crawler.sources import Source
from pipelines.records import Grant
from pipelines.storage.connection import open_store
from pipelines.storage.writer import Entry, Writer
from pipelines.visits import NormalizedVisit

AT = datetime(2026, 3, 1, tzinfo=UTC)


def visit(number: int) -> NormalizedVisit:
    url = f"https://fund.example/{number:04}"
    names = {"title": f"Проект {number}", "organisation": f"АНО {number // 10}"}
    inn = f"{number // 10:010}"
    return NormalizedVisit(
        place=Place(source_id="fund", url=url, key=url, kind="grant"),
        fetched_at=AT,
        http_status=200,
        etag=f"v{number}",
        snapshot=Snapshot(
            warc_file=f"{os.getpid()}.warc.gz", warc_offset=number, body_sha256="x", length=1
        ),
        records=(Grant(key=f"{number:04}", source_id="fund", url=url, inn=inn, **names),),
    )


def batches(first: int, last: int) -> Iterator[list[Entry]]:
    yield [RunStarted(source_id="fund", at=AT)]
    for start in range(first, last, 10):
        yield [visit(number) for number in range(start, min(start + 10, last))]
    yield [RunEnded(source_id="fund", at=AT)]


def main(path: str, first: str, last: str) -> None:
    writer = Writer(open_store(Path(path)))
    writer.declare([Source(id="fund", home_url="https://fund.example", kind="grants")])
    for batch in batches(int(first), int(last)):
        writer.write(batch)
        time.sleep(0.005)


if __name__ == "__main__":
    main(*sys.argv[1:])
