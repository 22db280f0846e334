"""What a crawl found, as a table that a person enjoys reading."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

from dozor.lead_words import KINDS
from dozor.leads import Asked, listed_leads
from dozor.runs import read_only, rejects_of, runs_after
from dozor.tables import print_rejects, words
from pipelines.money import format_kopecks

_NEWEST = """
SELECT published_edtf AS date, sources.title AS source, articles.title
FROM articles JOIN sources ON sources.id = source_id
ORDER BY sort_utc IS NULL, sort_utc DESC, articles.id LIMIT 8
"""
_HAPPENED = """
SELECT substr(events.at, 1, 10) AS date, events.kind,
  coalesce(
    articles.title, grants.title, competitions.title, organisations.name, events.record_key
  ) AS title,
  changes.field, changes.old, changes.new
FROM events
LEFT JOIN changes ON changes.id = events.change_id
LEFT JOIN articles ON events.record_kind = 'article'
  AND articles.source_id = events.source_id AND articles.key = events.record_key
LEFT JOIN grants ON events.record_kind = 'grant'
  AND grants.source_id = events.source_id AND grants.key = events.record_key
LEFT JOIN competitions ON events.record_kind = 'competition'
  AND competitions.source_id = events.source_id AND competitions.key = events.record_key
LEFT JOIN organisations ON events.record_kind = 'organisation'
  AND organisations.key = events.record_key
WHERE events.kind NOT IN ('created', 'refreshed')
-- a listing and a card may tell of the same
GROUP BY events.run_id, events.kind, events.record_kind, events.record_key, field, new
ORDER BY date, events.source_id, min(events.id)
"""
_DEADLINES = """
SELECT substr(closes_edtf, 1, 10) AS closes, sources.title AS source, calls.title
FROM calls JOIN sources ON sources.id = source_id
WHERE standing = 'open' AND closes_by_utc IS NOT NULL ORDER BY closes_by_utc, calls.id LIMIT 6
"""
_CUT = frozenset({"Source", "Title", "Organisation"})
_SHORT = 24
_RIGHT = frozenset({"Articles", "Applications", "Calls", "Rejects", "Sum"})
_COUNTED = ("articles", "grants", "calls", "rejects")
_GAP = 2
_LEAST = 8
_LARGEST = """
SELECT status, coalesce(awarded_kopecks, requested_kopecks) AS sum,
       organisation, title
FROM grants ORDER BY sum DESC, id LIMIT 6
"""
_COUNTS = """
SELECT sources.title,
  (SELECT count(*) FROM articles WHERE source_id = sources.id) AS articles,
  (SELECT count(*) FROM grants WHERE source_id = sources.id) AS grants,
  (SELECT count(*) FROM competitions WHERE source_id = sources.id) AS calls,
  (SELECT count(DISTINCT url) FROM rejects JOIN runs ON runs.id = run_id
   WHERE runs.source_id = sources.id) AS rejects
FROM sources ORDER BY sources.id
"""


def print_found(console: Console, data: Path) -> None:
    """Print what the database holds: by source, events, the newest, the largest, and leads."""
    with closing(read_only(data)) as connection:
        console.print(_by_source(console, connection))
        if happened := _happened(console, connection):
            console.print(happened)
        console.print(_newest(console, connection))
        console.print(_largest(console, connection))
        if deadlines := _deadlines(console, connection):
            console.print(deadlines)
    if leads := listed_leads(data, Asked()):
        console.print(_leads(console, leads))
    print_rejects(console, rejects_of(data, [run.id for run in runs_after(data, 0)]))


def _table(
    console: Console, title: str, names: Sequence[str], rows: Iterable[Sequence[str]]
) -> Table:
    """Lay rows out a line each; only names and titles may be cut short."""
    rows = list(rows)
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=None)
    table.pad_edge = False
    longest = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    for name, width in zip(names, _widths(names, longest, console.width), strict=True):
        justify: Literal["left", "right"] = "right" if name in _RIGHT else "left"
        table.add_column(name, justify=justify, no_wrap=True, width=width, overflow="ellipsis")
    for row in rows:
        table.add_row(*map(words, row))
    return table


def _widths(names: Sequence[str], longest: Sequence[int], room: int) -> list[int]:
    """Share what the uncut columns leave of a line: half of it at most to each but the last."""
    cut = [index for index, name in enumerate(names) if name in _CUT]
    uncut = sum(width for index, width in enumerate(longest) if index not in cut)
    spare = room - uncut - _GAP * (len(names) - 1)
    widths = list(longest)
    for index in cut:
        share = spare if index == cut[-1] else spare // 2
        widths[index] = max(_LEAST, min(longest[index], share))
        spare -= widths[index]
    return widths


def _by_source(console: Console, connection: sqlite3.Connection) -> Table:
    rows = [
        (row["title"], *(str(row[name] or "·") for name in _COUNTED))
        for row in connection.execute(_COUNTS)
    ]
    return _table(
        console, "What Dozor found", ("Site", "Articles", "Applications", "Calls", "Rejects"), rows
    )


def _happened(console: Console, connection: sqlite3.Connection) -> Table | None:
    rows = [
        (row["date"], row["kind"], _what(row), row["title"])
        for row in connection.execute(_HAPPENED)
    ]
    names = ("Date", "Event", "What", "Title")
    return _table(console, "What happened to them since", names, rows) if rows else None


def _what(row: sqlite3.Row) -> str:
    """Say what changed: the values where they are short, else the field."""
    short = row["field"] and all(len(str(row[name])) <= _SHORT for name in ("old", "new"))
    return f"{row['old']} → {row['new']}" if short else row["field"] or "·"


def _deadlines(console: Console, connection: sqlite3.Connection) -> Table | None:
    rows = [(row["closes"], row["source"], row["title"]) for row in connection.execute(_DEADLINES)]
    names = ("Until", "Source", "Title")
    return _table(console, "Open calls, the nearest deadline first", names, rows) if rows else None


def _newest(console: Console, connection: sqlite3.Connection) -> Table:
    rows = [
        ((row["date"] or "no date")[:10], row["source"], row["title"])
        for row in connection.execute(_NEWEST)
    ]
    return _table(console, "Newest articles", ("Date", "Source", "Title"), rows)


def _largest(console: Console, connection: sqlite3.Connection) -> Table:
    rows = [
        (
            "·" if row["sum"] is None else format_kopecks(row["sum"]),
            (row["status"] or "·").replace("_", " "),
            row["organisation"] or "·",
            row["title"],
        )
        for row in connection.execute(_LARGEST)
    ]
    return _table(console, "Largest applications", ("Sum", "Status", "Organisation", "Title"), rows)


def _leads(console: Console, leads: Iterable[Mapping[str, object]]) -> Table:
    rows = [
        (KINDS[str(lead["kind"])], str(lead["title"] or lead["organisation"] or "·"))
        for lead in leads
    ]
    return _table(console, "What does not add up (dozor leads)", ("Lead", "Title"), rows)
