"""A world lived through with watches over it: what each target really received, round by round."""

import json
import re
import sqlite3
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.alerts.wants import Want
from bench.monitoring.dozor_monitor import DozorMonitor, events_after, reports
from bench.monitoring.server import Server
from bench.monitoring.truth import Reported
from bench.monitoring.world import World
from crawler import clock
from crawler.addresses import canonical
from dozor.config import Config
from dozor.runs import read_only
from dozor.watching.happenings import Events
from dozor.watching.notify import tell
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.watch_rows import add_watch
from pipelines.watches import checked_target

ALERT = re.compile(r"\b[Aa]lert (\d+)\.")
_REVISION = """
    SELECT field, old, new, cause FROM changes
    WHERE revision_id = (SELECT revision_id FROM changes WHERE id = ?)
"""


@dataclass(slots=True, kw_only=True)
class Received:
    """What a watch's target received: an alert's number, its words, and what it reports.

    `times` counts how often it came; nothing is reported by what tells of a whole source.
    """

    number: int
    text: str
    at: datetime
    times: int = 1
    reports: tuple[Reported, ...] = ()


@dataclass(slots=True)
class Hook:
    """A webhook that keeps every post, while `status` says that all is well."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    status: int = 200

    @property
    def messages(self) -> list[str]:
        """The texts of the posts."""
        return [str(post["message"]) for post in self.posts]


def live(world: World, wants: Sequence[Want]) -> dict[str, list[Received]]:
    """Crawl a world round by round, tell watchers after each, and give what came, by watch.

    The watches begin after the first round, as a person's do who has just set Dozor up.
    """
    with Server(world) as server, tempfile.TemporaryDirectory() as folder, hook() as target:
        monitor, data = DozorMonitor(server, Path(folder)), Path(folder) / "data"
        config = Config(folder=Path(folder), delivery={"desk": f"json://127.0.0.1:{target.port}/"})
        try:
            for number, moment in enumerate(world.rounds):
                world.move_to(moment)
                monitor.visit_round(world, moment)
                with clock.stopped_at(moment):
                    if number == 0:
                        _begin(data, wants)
                    tell(data, config)
        finally:
            monitor.close()
        return _received(data, target.messages)


@contextmanager
def hook() -> Iterator[Hook]:
    """Serve a webhook on loopback that takes everything."""
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        """Takes what is posted, and answers as it is told to."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if kept.status == HTTPStatus.OK:
                kept.posts.append(json.loads(body))
            self.send_response(kept.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()


def _begin(data: Path, wants: Sequence[Want]) -> None:
    with closing(read_only(data)) as connection, opened_private(data) as private:
        cursor = Events(connection).last_id()
        for want in wants:
            target = canonical(want.target) if want.kind == "page" else want.target
            row: dict[str, Any] = {"name": want.name, "kind": want.kind, "delivery": "desk"}
            row |= {"target": checked_target(want.kind, target), "cursor": cursor, "cap": 20}
            with immediate(private) as writing:
                add_watch(writing, row | {"digest": "now", "created": clock.timestamp()})


def _received(data: Path, messages: Sequence[str]) -> dict[str, list[Received]]:
    """Read back, by the numbers that the messages carry, what each alert was of."""
    times: dict[int, int] = defaultdict(int)
    for message in messages:
        for number in ALERT.findall(message):
            times[int(number)] += 1
    told: dict[str, list[Received]] = defaultdict(list)
    sql = "SELECT alerts.*, watches.name FROM alerts JOIN watches ON watches.id = watch_id"
    with closing(sqlite3.connect(data / "dozor.db")) as db, opened_private(data) as private:
        db.row_factory = sqlite3.Row
        events = {event["id"]: event for event in events_after(db, 0)}
        for alert in private.query(f"{sql} ORDER BY alerts.id"):
            if alert["id"] not in times:
                continue
            at = clock.from_text(alert["created"])
            event = events.get(_event_of(alert)) if alert["record_key"] else None
            told[alert["name"]].append(
                Received(
                    number=alert["id"],
                    text=alert["text"],
                    at=at,
                    times=times[alert["id"]],
                    reports=tuple(_reports(db, event, alert, at)) if event else (),
                )
            )
    return told


def _event_of(alert: Mapping[str, Any]) -> int:
    return int(str(alert["dedupe_key"]).rpartition(":")[2])


def _reports(
    db: sqlite3.Connection, event: Mapping[str, Any], alert: Mapping[str, Any], at: datetime
) -> Iterator[Reported]:
    """Give what an alert says: each field of a change that it shows."""
    if event["kind"] != "changed":
        yield from reports([dict(event)], at)
        return
    for change in db.execute(_REVISION, (alert["change_id"],)):
        yield from reports([dict(event) | dict(change)], at)
