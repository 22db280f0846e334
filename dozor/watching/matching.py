"""Watches read on from their cursors, and what answers them is laid out for delivery.

Alerts and the cursor behind them are stored in one transaction: killed at any moment, nothing is
told twice on that account and nothing is left out.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler import clock
from dozor.runs import read_only
from dozor.watching.deadlines import closing_soon
from dozor.watching.happenings import Baseline, Events
from dozor.watching.messages import alert_text
from dozor.watching.turns import last_run, turns_of
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.rows import Row
from pipelines.storage.watch_rows import NewAlert, all_watches, put_alerts
from pipelines.watches import Happening, reason

_BATCH = 500
_DIGEST_HOUR = 6  # UTC: nine in Moscow


def match(data: Path, site: str = "") -> int:
    """Let every watch read on to the newest event, and give how many alerts came.

    One that is paused passes over what happens. `site` is the address at which Datasette is
    served, where alerts lead, or empty.
    """
    with closing(read_only(data)) as connection, opened_private(data) as private:
        events = Events(connection)
        until = events.last_id()
        return sum(
            put(private, watch, alerts, read)
            for watch in all_watches(private.conn)
            for alerts, read in _read_on(connection, events, watch, (until, site))
        )


def _is_paused(watch: Row) -> bool:
    return bool(watch["paused_until"] and watch["paused_until"] > clock.timestamp())


def _read_on(
    connection: sqlite3.Connection, events: Events, watch: Row, to: tuple[int, str]
) -> Iterator[tuple[Iterable[NewAlert], Row]]:
    """Give a watch's alerts a stretch of events at a time, with how far it has read then."""
    until, site = to
    run = last_run(connection)
    if _is_paused(watch):
        yield (), {"cursor": until, "run_cursor": run}
        return
    if watch["kind"] == "deadline":
        yield closing_soon(connection, watch, site), {"cursor": until}
        return
    if watch["kind"] == "source":
        known = watch["run_cursor"] is not None  # else it begins to listen now
        yield turns_of(connection, watch, run) if known else (), {"run_cursor": run}
    for after in range(int(watch["cursor"]), until, _BATCH):
        upto = min(after + _BATCH, until)
        yield alerts_of(events, watch, (after, upto), site), {"cursor": upto}


def alerts_of(events: Events, watch: Row, span: tuple[int, int], site: str) -> Iterator[NewAlert]:
    """Give what a watch has to tell of the events behind one id, up to another."""
    kind, target = watch["kind"], watch["target"]
    baselines: Counter[str] = Counter()
    for happened in events.between(*span):
        one = happened.happened if isinstance(happened, Baseline) else happened
        why = reason(kind, target, one)
        if why is None:
            continue
        if isinstance(happened, Baseline):
            baselines[happened.source_id] += 1
        else:
            yield _alert(watch, one, why, site)
    yield from _first_crawls(watch, baselines, span)
    if kind == "source":
        yield from _redesigns(events, watch, span)


def _alert(watch: Row, happened: Happening, why: str, site: str) -> NewAlert:
    return NewAlert(
        dedupe_key=f"{watch['id']}:{happened.event_id}",
        reason=why,
        text=alert_text(why, happened, site),
        record_kind=happened.record_kind,
        record_key=happened.record_key,
        change_id=happened.changes[0].id if happened.changes else None,
    )


def _first_crawls(watch: Row, baselines: Counter[str], span: tuple[int, int]) -> Iterator[NewAlert]:
    for source_id, count in sorted(baselines.items()):
        why = f"first round over {source_id}: {count} things that you watch for, told as one"
        key = f"{watch['id']}:first:{source_id}:{span[1]}"
        yield NewAlert(dedupe_key=key, reason=why, text=why)


def _redesigns(events: Events, watch: Row, span: tuple[int, int]) -> Iterator[NewAlert]:
    for event in events.redesigns(*span):
        if event["source_id"] == watch["target"]:
            why = f"source {event['source_id']}: the site was redesigned"
            text = f"{why}\nIts records are as they were until a person decides: dozor redesign"
            yield NewAlert(dedupe_key=f"{watch['id']}:{event['id']}", reason=why, text=text)


def put(private: Database, watch: Row, alerts: Iterable[NewAlert], read: Row) -> int:
    """Store alerts with how far the watch has read, and give how many are new."""
    found = list(alerts)
    now = clock.now()
    times = (now, now - timedelta(hours=1), next_digest(watch["digest"], now))
    with immediate(private) as connection:
        one, other, third = (clock.to_text(moment) for moment in times)
        return put_alerts(connection, watch, found, read, (one, other, third))


def next_digest(digest: str, now: datetime) -> datetime:
    """Give when a digest goes out next (UTC): at the full hour, or daily at six."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if digest != "day":
        return hour + timedelta(hours=1)
    today = hour.replace(hour=_DIGEST_HOUR)
    return today if today > now else today + timedelta(days=1)
