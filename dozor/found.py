"""What a crawl found, as a table that a person enjoys reading."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dozor.runs import read_only, rejects_of, runs_after
from dozor.tables import print_rejects
from pipelines.money import format_kopecks

_NEWEST = """
SELECT published_edtf AS date, sources.title AS source, articles.title
FROM articles JOIN sources ON sources.id = source_id
ORDER BY sort_utc IS NULL, sort_utc DESC, articles.id LIMIT 8
"""
_LARGEST = """
SELECT application_number, status_text, coalesce(awarded_kopecks, requested_kopecks) AS sum,
       organisation, title
FROM grants ORDER BY sum DESC, id LIMIT 6
"""
_COUNTS = """
SELECT sources.title,
  (SELECT count(*) FROM articles WHERE source_id = sources.id) AS articles,
  (SELECT count(*) FROM grants WHERE source_id = sources.id) AS grants,
  (SELECT count(*) FROM rejects JOIN runs ON runs.id = run_id
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


def _table(title: str, *columns: str) -> Table:
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=None)
    table.pad_edge = False
    for column in columns:
        right = column in {"Articles", "Applications", "Rejects", "Sum"}
        table.add_column(column, justify="right" if right else "left", no_wrap=True)
    return table


def _by_source(connection: sqlite3.Connection) -> Table:
    table = _table("What Dozor found", "Source", "Articles", "Applications", "Rejects")
    for row in connection.execute(_COUNTS):
        table.add_row(row["title"], *(str(row[name] or "·") for name in row.keys()[1:]))
    return table


def _newest(connection: sqlite3.Connection) -> Table:
    table = _table("Newest articles", "Date", "Source", "Title")
    for row in connection.execute(_NEWEST):
        table.add_row(_short(row["date"]), row["source"], row["title"])
    return table


def _largest(connection: sqlite3.Connection) -> Table:
    table = _table("Largest applications", "Sum", "Status", "Organisation", "Title")
    for row in connection.execute(_LARGEST):
        total = format_kopecks(row["sum"]) if row["sum"] is not None else "·"
        table.add_row(total, row["status_text"], row["organisation"], row["title"])
    return table


def _short(edtf: str | None) -> str:
    return (edtf or "no date")[:16].replace("T", " ")
