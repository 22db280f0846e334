"""Killed with SIGKILL at any statement, the next run leaves what an undisturbed one leaves."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.items import Place, Rejection, RunEnded, RunStarted, Snapshot
from crawler.sources import Source
from pipelines.absence_facts import Absence
from pipelines.records import Article
from pipelines.storage.absence import absence_facts, store_absences
from pipelines.storage.connection import open_store
from pipelines.storage.writer import Entry, Writer
from pipelines.visits import NormalizedVisit

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOME = "https://vestnik.example"
BATCH = 3
DAYS = 6
POINTS = 15
DUMPS = """
SELECT a.key, p.key AS page, a.url, a.title, a.author, a.body, a.first_seen, a.last_changed
    FROM articles a JOIN pages p ON p.id = page_id ORDER BY a.key;
SELECT a.key, r.seen_at, r.state, r.cause, r.record
    FROM revisions r JOIN articles a ON a.id = r.record_id ORDER BY a.key, r.id;
SELECT a.key, field, old, new, cause, significance, seen_at
    FROM changes c JOIN articles a ON a.id = c.record_id ORDER BY a.key, c.id;
SELECT e.at, e.kind, record_kind, record_key, p.key AS page
    FROM events e LEFT JOIN pages p ON p.id = page_id ORDER BY record_key, e.kind, e.at;
SELECT p.key, p.state, p.missing_since, q.key AS moved_to, p.twin_of, p.changes
    FROM pages p LEFT JOIN pages q ON q.id = p.moved_to ORDER BY p.key;
SELECT w.key AS way, p.key, a.first_seen, a.last_seen
    FROM appearances a JOIN pages w ON w.id = way_id JOIN pages p ON p.id = page_id
    ORDER BY 1, 2;
SELECT at, signature, records, decision, sample FROM redesigns ORDER BY id
"""


def texts(day: int) -> dict[str, dict[str, Any] | str]:
    """What each address answers on a day, in the order of the visits: columns, or where to."""
    known = {f"a{n}": {"title": f"Новость {n}", "author": "Редакция"} for n in range(8)}
    pages: dict[str, dict[str, Any] | str] = {**known}
    pages["a0"] = known["a0"] | ({"title": "Погибли 12 человек"} if day >= 1 else {})
    pages["a1"] = known["a1"] | ({"body": f"Правка дня {day}."} if day >= 1 else {})
    if day >= 2:
        new: dict[str, dict[str, Any] | str] = {"m2": known["a2"], "m6": known["a6"]}
        new["d4"] = known["a4"]
        pages = new | pages | {"a2": "m2", "a6": "gone"}
    if day in {2, 3}:
        pages["a3"] = "gone"
    if day >= 4:
        pages = {
            name: {**said, "author": None} if isinstance(said, dict) else said
            for name, said in pages.items()
        }
    if day == 5:
        pages["a5"] = {"title": "Правка среди перемен", "author": None}
    return pages


def entries(db: Database, day: int) -> Iterator[Entry]:
    """What a crawl of a day brings: unmodified where the store has the body already."""
    now, said = START + timedelta(days=day), texts(day)
    yield RunStarted(source_id="vestnik", at=now)
    addresses = tuple(f"{HOME}/{name}" for name in said)
    yield visit(f"{HOME}/rss", now, kind="feed", found=addresses, links=len(said))
    for name in said:
        yield of_page(db, name, said, now)
    yield RunEnded(source_id="vestnik", at=now)


def of_page(db: Database, name: str, said: dict[str, Any], now: datetime) -> NormalizedVisit:
    url, answer = f"{HOME}/{name}", said[name]
    if answer == "gone":
        return visit(url, now, http_status=404, rejection=Rejection(reason="not_found"))
    where = {}
    if isinstance(answer, str):
        where = {"final_url": f"{HOME}/{answer}", "moved_to": f"{HOME}/{answer}"}
        answer = said[answer]
    body = repr(answer)
    known = list(db.query("SELECT body_sha256 FROM pages WHERE key = ?", [url]))
    if known and known[0]["body_sha256"] == body:
        return visit(url, now, not_modified=True, **where)
    columns = {"body": "Текст без перемен.", **answer}
    record = Article(key=url, source_id="vestnik", url=where.get("final_url", url), **columns)
    (stored,) = db.execute("SELECT count(*) FROM snapshots").fetchone()
    offset = 1000 * stored + list(said).index(name)
    kept = Snapshot(warc_file=f"{now}", warc_offset=offset, body_sha256=body, length=1)
    return visit(url, now, records=(record,), snapshot=kept, **where)


def visit(url: str, now: datetime, *, kind: Any = "article", **facts: Any) -> NormalizedVisit:
    place = Place(source_id="vestnik", url=url, key=url, kind=kind)
    return NormalizedVisit(place=place, fetched_at=now, **{"http_status": 200, **facts})


def crawl(path: Path, day: int, watch: Callable[[str], None] | None = None) -> None:
    db = open_store(path)
    db.conn.set_trace_callback(watch)
    writer = Writer(db)
    writer.declare([Source(id="vestnik", home_url=HOME)])
    waiting: list[Entry] = []
    for entry in entries(db, day):
        waiting.append(entry)
        if len(waiting) == BATCH:
            writer.write(waiting)
            waiting = []
    writer.write(waiting)
    suspects = absence_facts(db.conn, "vestnik").suspects
    db.close()
    first = [(s, s.answers[0]) for s in suspects if s.state != "missing" and s.answers]
    store_absences(
        path,
        [Absence(page_id=s.page_id, state="missing", at=a.at, run_id=a.run_id) for s, a in first],
    )


def dumped(path: Path) -> list[list[dict[str, Any]]]:
    db = open_store(path)
    found = [list(db.query(sql)) for sql in DUMPS.split(";")]
    db.close()
    return found


def crawl_and_die(path: Path, day: int, at: int) -> bool:
    """Crawl in a process of its own that is killed at its `at`-th statement, if it gets there."""
    child = os.fork()
    if child == 0:
        left = [at]

        def count(_: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            crawl(path, day, count)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def statements(path: Path, day: int) -> int:
    seen: list[str] = []
    crawl(path, day, seen.append)
    return len(seen)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[int], list[Any]]:
    path = tmp_path_factory.mktemp("whole") / "dozor.db"
    counts = [statements(path, day) for day in range(DAYS)]
    return counts, dumped(path)


def test_the_undisturbed_days_show_everything_that_can_happen(undisturbed: Any) -> None:
    _, (_, revisions, changes, events, pages, _, redesigns) = undisturbed
    kinds = {event["kind"] for event in events}
    assert kinds == {"created", "changed", "missing", "restored", "moved", "redesign"}
    assert {page["state"] for page in pages} == {"live", "moved"}
    assert {row["state"] for row in revisions} >= {"applied", "held"}
    assert (len(redesigns), len(changes)) == (1, 7)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_crawl_killed_anywhere_and_run_again_ends_in_the_same(
    tmp_path: Path, undisturbed: Any, point: int
) -> None:
    counts, expected = undisturbed
    path, killed = tmp_path / "dozor.db", 0
    for day, count in enumerate(counts):
        at = 1 + count * (point + 1) // (POINTS + 1) + day
        killed += crawl_and_die(path, day, at)
        crawl(path, day)
    assert killed >= DAYS - 1
    for got, wanted in zip(dumped(path), expected, strict=True):
        assert got == wanted
