"""What a crawl found, as a table that a person enjoys reading."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

from dozor.runs import read_only, rejects_of, runs_after
from dozor.tables import print_rejects, words
from pipelines.money import format_kopecks

_NEWEST = """
SELECT published_edtf AS date, sources.title AS source, articles.title
FROM articles JOIN sources ON sources.id = source_id
ORDER BY sort_utc IS NULL, sort_utc DESC, articles.id LIMIT 8
"""
_CUT = frozenset({"Source", "Title", "Organisation"})
_RIGHT = frozenset({"Articles", "Applications", "Rejects", "Sum"})
_LARGEST = """
SELECT status, coalesce(awarded_kopecks, requested_kopecks) AS sum,
       organisation, title
FROM grants ORDER BY sum DESC, id LIMIT 6
"""
_COUNTS = """
SELECT sources.title,
  (SELECT count(*) FROM articles WHERE source_id = sources.id) AS articles,
  (SELECT count(*) FROM grants WHERE source_id = sources.id) AS grants,
  (SELECT count(DISTINCT url) FROM rejects JOIN runs ON runs.id = run_id
   WHERE runs.source_id = sources.id) AS rejects
FROM sources ORDER BY sources.id
"""


def print_found(console: Console, data: Path) -> None:
    """Print what the database holds: by source, the newest articles, the largest applications."""
    with closing(read_only(data)) as connection:
        console.print(_by_source(connection))
        console.print(_newest(connection))
        console.print(_largest(connection))
    print_rejects(console, rejects_of(data, [run.id for run in runs_after(data, 0)]))


def _table(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Lay rows out a line each; only names and titles may be cut short."""
    rows = list(rows)
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=None)
    table.pad_edge = False
    for index, name in enumerate(names):
        width = None if name in _CUT else max(len(row[index]) for row in [names, *rows])
        justify: Literal["left", "right"] = "right" if name in _RIGHT else "left"
        table.add_column(name, justify=justify, no_wrap=True, min_width=width)
    for row in rows:
        table.add_row(*map(words, row))
    return table


def _by_source(connection: sqlite3.Connection) -> Table:
    rows = [
        (row["title"], *(str(row[name] or "·") for name in ("articles", "grants", "rejects")))
        for row in connection.execute(_COUNTS)
    ]
    return _table("What Dozor found", ("Site", "Articles", "Applications", "Rejects"), rows)


def _newest(connection: sqlite3.Connection) -> Table:
    rows = [
        ((row["date"] or "no date")[:10], row["source"], row["title"])
        for row in connection.execute(_NEWEST)
    ]
    return _table("Newest articles", ("Date", "Source", "Title"), rows)


def _largest(connection: sqlite3.Connection) -> Table:
    rows = [
        (
            "·" if row["sum"] is None else format_kopecks(row["sum"]),
            (row["status"] or "·").replace("_", " "),
            row["organisation"] or "·",
            row["title"],
        )
        for row in connection.execute(_LARGEST)
    ]
    return _table("Largest applications", ("Sum", "Status", "Organisation", "Title"), rows)
