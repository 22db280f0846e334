"""Reading what a run's health is judged by."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from crawler import clock
from crawler.sources import Source
from dozor.findings import Bounds, Facts, News
from dozor.health_past import SILENT_LEAST
from dozor.runs import SELECT, RunRow, read_only, row_of

# The column of a record for each selector of a source.
_COLUMNS = {
    "title": "title", "lead": "lead", "body": "body", "author": "author", "section": "section",
    "published": "published_edtf", "modified": "modified_edtf", "tags": "tags",
    "image": "image_url",
}  # fmt: skip
_PAST = 30
_PAST_RUNS = f"{SELECT} WHERE source_id = ? AND runs.id < ? AND health IS NOT NULL"
_PAST_RUNS += f" ORDER BY runs.id DESC LIMIT {_PAST}"
_STEADY_RUNS = f"{SELECT} WHERE source_id = ? AND runs.id < ? AND items > 0 AND unfit = 0"
_STEADY_RUNS += (
    " AND health IN ('healthy', 'degraded') AND health_reasons NOT LIKE '%\"fallback\"%'"
)
_STEADY_RUNS += " ORDER BY runs.id DESC LIMIT 10"
# So many that new selectors are seen to hold once the archived pages were read by them.
_ORIGINS = "SELECT origins FROM articles WHERE source_id = ? ORDER BY id DESC LIMIT 5"
_HELD = """
SELECT coalesce(sum(records), 0) FROM redesigns WHERE source_id = ? AND decided IS NULL
"""
# The source's rhythm: its newest records by the date that the site gives them, else as first seen.
_RHYTHM = """
SELECT min(coalesce(sort_utc, first_seen), first_seen) AS at FROM articles WHERE source_id = ?
ORDER BY sort_utc DESC LIMIT 300
"""
_UNDATED = "SELECT max(first_seen) FROM articles WHERE source_id = ? AND sort_utc IS NULL"
# Older gaps, as of an archive that was taken over, say nothing of how often news comes now.
_RHYTHM_LENGTH, _RHYTHM_LEAST = timedelta(days=180), 5
# What a run brought is new, however old the date that the site gives it.
_BROUGHT = "SELECT started FROM runs WHERE source_id = ? AND created > 0 ORDER BY id DESC LIMIT 1"
_NEWEST = "SELECT max(sort_utc) FROM articles WHERE source_id = ?"


def facts_of(data: Path, runs: Iterable[RunRow], sources: Mapping[str, Source]) -> list[Facts]:
    """Gather the facts of each run; a source that is not declared any more has no bounds."""
    with closing(read_only(data)) as connection:
        return [_facts(connection, run, sources.get(run.source_id)) for run in runs]


def _facts(connection: sqlite3.Connection, run: RunRow, source: Source | None) -> Facts:
    past = connection.execute(_PAST_RUNS, (run.source_id, run.id)).fetchall()
    steady = connection.execute(_STEADY_RUNS, (run.source_id, run.id)).fetchall()
    bounds = _bounds(source) if source else Bounds()
    bounded = bounds.least_records or bounds.most_records
    is_news = source is not None and source.kind == "news"
    return Facts(
        run=run,
        past=tuple(row_of(row) for row in past),
        steady=tuple(row_of(row) for row in steady),
        bounds=bounds,
        stored=_stored(connection, run.source_id) if bounds.own else {},
        held=connection.execute(_HELD, (run.source_id,)).fetchone()[0],
        records=_records(connection, run.source_id) if bounded else 0,
        news=_news(connection, run) if is_news else None,
    )


def _bounds(source: Source) -> Bounds:
    return Bounds(
        least_records=source.least_records,
        most_records=source.most_records,
        required=source.required,
        own=tuple(column for name, column in _COLUMNS.items() if getattr(source.selectors, name)),
    )


def _stored(connection: sqlite3.Connection, source_id: str) -> dict[str, Counter[str]]:
    """Count who found the fields of a source's newest articles, as they were read last."""
    found: dict[str, Counter[str]] = {}
    for (origins,) in connection.execute(_ORIGINS, (source_id,)):
        for name, extractor in json.loads(origins).items():
            found.setdefault(name, Counter())[extractor] += 1
    return found


def _records(connection: sqlite3.Connection, source_id: str) -> int:
    counts = [
        connection.execute(f"SELECT count(*) FROM {table} WHERE source_id = ?", (source_id,))  # noqa: S608
        for table in ("articles", "grants", "competitions")
    ]
    return sum(count.fetchone()[0] for count in counts)


def _news(connection: sqlite3.Connection, run: RunRow) -> News | None:
    (newest,) = connection.execute(_NEWEST, (run.source_id,)).fetchone()
    if newest and clock.from_text(run.started) - clock.from_text(newest) < SILENT_LEAST:
        return None
    moments = {row[0] for row in connection.execute(_RHYTHM, (run.source_id,))}
    (undated,) = connection.execute(_UNDATED, (run.source_id,)).fetchone()
    brought = connection.execute(_BROUGHT, (run.source_id,)).fetchone()
    known = sorted(map(clock.from_text, filter(None, {*moments, undated})))
    return _rhythm(known, clock.from_text(brought[0]) if brought else None)


def _rhythm(moments: list[datetime], brought: datetime | None) -> News | None:
    """Give the newest moment and the longest gap; None where too few are known."""
    recent = [moment for moment in moments if moment >= moments[-1] - _RHYTHM_LENGTH]
    if len(recent) < _RHYTHM_LEAST:
        return None
    newest = max(recent[-1], brought or recent[-1])
    return News(newest=newest, longest_gap=max(b - a for a, b in pairwise(recent)))
