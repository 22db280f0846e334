"""Runs: one row for one crawl of one source, counted up as batches are stored."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from crawler import clock
from crawler.items import RunEnded
from pipelines.records import Record
from pipelines.storage.page_rows import Validators
from pipelines.storage.rows import insert, one, to_json, update
from pipelines.visits import NormalizedVisit, outcome

_COUNTED = {
    "unchanged": "not_modified",
    "absent": "rejected",
    "reject": "rejected",
    "error": "errors",
    "blocked": "blocked",
}
_UNFINISHED = """
    UPDATE runs SET reason = 'interrupted'
    WHERE source_id = ? AND finished IS NULL AND reason IS NULL
"""


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run in progress; `waiting` holds the validators of feeds until the run has ended well."""

    id: int
    waiting: Mapping[int, Validators] = field(default_factory=dict)

    def waiting_for(self, page_id: int, validators: Validators) -> Self:
        """Give the run with one more feed's validators."""
        return replace(self, waiting={**self.waiting, page_id: validators})


def open_run(connection: sqlite3.Connection, source_id: str, at: str) -> OpenRun:
    """Begin a run; earlier ones of the source that never ended are marked as interrupted."""
    connection.execute(_UNFINISHED, (source_id,))
    return OpenRun(insert(connection, "runs", {"source_id": source_id, "started": at}))


def close_run(connection: sqlite3.Connection, run: OpenRun, ended: RunEnded) -> None:
    """End a run with its reason and, for a complete listing, the proof."""
    row = {"finished": clock.to_text(ended.at), "reason": ended.reason}
    proof = to_json(dict(ended.proof)) if ended.proof is not None else None
    update(connection, "runs", run.id, {**row, "complete": int(ended.complete), "proof": proof})


def tally(visit: NormalizedVisit) -> Counter[str]:
    """Give what a visit adds to the columns of its run; `created` and `changed` come on top.

    Every visit counts in `pages` and in one of `not_modified`, `rejected`, `errors`, `blocked`,
    unless it brought records or links. `bytes` are those of the body as received.
    """
    listed = sum(entry.record is not None for entry in visit.entries)
    counts = Counter({"pages": 1, "items": len(visit.records) + listed})
    counts["bytes"] += visit.snapshot.length if visit.snapshot else 0
    column = _COUNTED.get(outcome(visit))
    if column:
        counts[column] += 1
    return counts


def count(
    connection: sqlite3.Connection, run_id: int, counts: Counter[str], records: Iterable[Record]
) -> None:
    """Add counts to a run, and the extractors of records to its coverage."""
    columns = {name: number for name, number in counts.items() if number}
    settings = ", ".join(f"{name} = {name} + ?" for name in columns)
    if columns:
        sql = f"UPDATE runs SET {settings} WHERE id = ?"  # noqa: S608
        connection.execute(sql, (*columns.values(), run_id))
    _cover(connection, run_id, records)


def _cover(connection: sqlite3.Connection, run_id: int, records: Iterable[Record]) -> None:
    found = Counter(pair for record in records for pair in record.origins.items())
    if not found:
        return
    row = one(connection, "SELECT coverage FROM runs WHERE id = ?", run_id)
    coverage: dict[str, dict[str, int]] = json.loads((row and row["coverage"]) or "{}")
    for (name, extractor), number in found.items():
        field_counts = coverage.setdefault(name, {})
        field_counts[extractor] = field_counts.get(extractor, 0) + number
    update(connection, "runs", run_id, {"coverage": to_json(coverage)})
