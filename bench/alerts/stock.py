"""A small store with something to tell, made through the writer itself, and watches over it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler import clock
from crawler.items import Place, RunEnded, RunStarted, Snapshot
from crawler.sources import Source
from pipelines.records import Article, Grant
from pipelines.storage.connection import immediate, open_store
from pipelines.storage.private import opened_private
from pipelines.storage.rows import Row
from pipelines.storage.watch_rows import add_watch
from pipelines.storage.writer import Writer
from pipelines.visits import NormalizedVisit

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
NOW = START + timedelta(hours=12)
"""When watchers are told first: an hour after the second round."""
_HOME = "https://vestnik.example"
_WATCHES: Sequence[Row] = (
    {"name": "at-once", "kind": "search", "target": "библиотека", "delivery": "one"},
    {
        "name": "hourly",
        "kind": "search",
        "target": "библиотека",
        "delivery": "two",
        "digest": "hour",
    },
    {"name": "capped", "kind": "source", "target": "vestnik", "delivery": "two", "cap": 3},
    {"name": "won", "kind": "status", "target": "won", "delivery": "one"},
)


def stock(data: Path) -> None:
    """Make a data folder with two rounds of a source, and watches that begin between them."""
    db = open_store(data / "dozor.db")
    writer = Writer(db)
    writer.declare([Source(id="vestnik", home_url=_HOME, title="Вестник")])
    _round(writer, START, [_article(n) for n in range(4)], [_grant(n) for n in range(3)])
    cursor = int(db.execute("SELECT max(id) FROM events").fetchone()[0])
    with clock.stopped_at(START), opened_private(data) as private:
        for row in _WATCHES:
            with immediate(private) as connection:
                add_watch(connection, {"created": clock.timestamp(), "cursor": cursor} | row)
    later = START + timedelta(hours=11)
    changed = [replace(_article(n), title=f"Библиотека номер {n + 70} закрыта") for n in range(3)]
    fresh = [_article(n) for n in range(4, 9)]
    won = [replace(_grant(n), status="won") for n in range(2)]
    _round(writer, later, [*changed, *fresh], won)
    db.close()


def _round(
    writer: Writer, at: datetime, articles: Sequence[Article], grants: Sequence[Grant]
) -> None:
    visits = [
        NormalizedVisit(
            place=Place(source_id="vestnik", url=one.url, key=one.url, kind=kind),
            fetched_at=at,
            http_status=200,
            snapshot=_snapshot(one, at),
            records=(one,),
        )
        for kind, records in (("article", articles), ("grant", grants))
        for one in records
    ]
    with clock.stopped_at(at):
        began = RunStarted(source_id="vestnik", at=at)
        writer.write([began, *visits, RunEnded(source_id="vestnik", at=at)])


def _snapshot(record: Article | Grant, at: datetime) -> Snapshot:
    digest = hashlib.sha256(f"{record}{at}".encode()).hexdigest()
    offset = int(digest[:12], 16)
    return Snapshot(warc_file="a.warc.gz", warc_offset=offset, body_sha256=digest, length=10)


def _article(number: int) -> Article:
    url = f"{_HOME}/{number}"
    title = f"В посёлке номер {number} открыли библиотеку"
    body = "Книги собирали всем посёлком и привезли к открытию."
    return Article(key=url, source_id="vestnik", url=url, title=title, body=body)


def _grant(number: int) -> Grant:
    url, key = f"{_HOME}/card/{number}", f"26-1-{number:06d}"
    title = f"Мастерская под открытым небом {number}"
    return Grant(
        key=key,
        application_number=key,
        source_id="vestnik",
        url=url,
        title=title,
        status="under_review",
    )
