"""What digests carry besides alerts: the head of the chain, and once a week that all is well."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from crawler import clock
from dozor.health import is_wrong
from dozor.runs import RunRow, latest_runs, read_only
from dozor.watching.matching import put
from pipelines.storage.private import opened_private
from pipelines.storage.rows import Row
from pipelines.storage.watch_rows import NewAlert, all_watches, last_told_to

_HEAD = "SELECT id, fetched_at, chain_sha256 FROM snapshots ORDER BY id DESC LIMIT 1"
_WEEK = timedelta(days=7)


def foot(data: Path) -> str:
    """Give what stands at the end of a digest: the chain's head, so that others can date it."""
    with closing(read_only(data)) as connection:
        row = connection.execute(_HEAD).fetchone()
    if row is None:
        return ""
    return (
        f"Archive: {row['id']} answers up to {row['fetched_at']}; head of the chain of digests\n"
        f"{row['chain_sha256']}\nKeep this message: it shows that nothing before it was changed."
    )


def say_well(data: Path) -> int:
    """Lay out, for each target of daily digests that heard nothing for a week, how things stand."""
    now, count = clock.now(), 0
    with opened_private(data) as private:
        told: set[str] = set()
        for watch in all_watches(private.conn):
            if watch["digest"] != "day" or watch["delivery"] in told:
                continue
            told.add(watch["delivery"])
            last = last_told_to(private.conn, watch["delivery"])
            if clock.from_text(max(last or "", watch["created"])) + _WEEK <= now:
                count += put(private, watch, [_standing(data, watch, now)], {})
    return count


def _standing(data: Path, watch: Row, now: datetime) -> NewAlert:
    week = now.date().isocalendar()
    words = _words(latest_runs(data))
    key = f"well:{watch['delivery']}:{week.year}-{week.week}"
    return NewAlert(dedupe_key=key, reason="weekly word", text=words)


def _words(runs: Sequence[RunRow]) -> str:
    wrong = [f"{run.source_id}: {run.health}" for run in runs if is_wrong(run.health)]
    finished = max((run.finished or "" for run in runs), default="") or "never"
    how = f"Not well: {', '.join(wrong)}." if wrong else f"All {len(runs)} sources are well."
    return f"Nothing that you watch for happened this week. Last round {finished}. {how}"
