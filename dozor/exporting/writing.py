"""Rows into a file: CSV and JSON lines. Each writer takes rows as they come and keeps none."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dozor.exporting.kinds import LAYERED
from pipelines.exports.cells import Value, column_name, csv_cell, json_value, typed

SAMPLE = "sample data"
Rows = Iterable[tuple[object, ...]]


@dataclass(slots=True)
class Written:
    """How many rows were written, and in words what of them is not whole."""

    rows: int = 0
    short: list[str] = field(default_factory=list)


def write_csv(path: Path, columns: Sequence[str], rows: Rows, *, sample: bool) -> Written:
    """Write CSV (RFC 4180, UTF-8, a header); sums with a decimal point, lists joined by ` | `."""
    chosen = [name for name in columns if name not in LAYERED]
    written = Written()
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*(["sample"] * sample), *map(column_name, chosen)])
        for values in _values(columns, chosen, rows):
            writer.writerow([*([SAMPLE] * sample), *map(csv_cell, values)])
            written.rows += 1
    return written


def write_jsonl(path: Path, columns: Sequence[str], rows: Rows, *, sample: bool) -> Written:
    """Write a JSON object a line, with every column; sums, lists and objects are as such."""
    names = [column_name(name) for name in columns]
    written = Written()
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for values in _values(columns, columns, rows):
            record = dict(zip(names, map(json_value, values), strict=True))
            marked = {"sample": SAMPLE, **record} if sample else record
            file.write(json.dumps(marked, ensure_ascii=False) + "\n")
            written.rows += 1
    return written


def sheet_rows(columns: Sequence[str], rows: Rows) -> tuple[list[str], Iterator[list[Value]]]:
    """Give the columns that a sheet has, by their own names, and its rows."""
    chosen = [name for name in columns if name not in LAYERED]
    return [column_name(name) for name in chosen], _values(columns, chosen, rows)


def _values(columns: Sequence[str], chosen: Sequence[str], rows: Rows) -> Iterator[list[Value]]:
    places = [(name, columns.index(name)) for name in chosen]
    for row in rows:
        yield [typed(name, row[place]) for name, place in places]
