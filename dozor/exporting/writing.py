"""Rows into a file: CSV, JSON lines, XLSX. Each writer takes rows as they come and keeps none."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dozor.exporting.kinds import LAYERED
from pipelines.exports.cells import Value, column_name, csv_cell, excel_value, json_value, typed

SAMPLE = "sample data"
_ROWS_OF_A_SHEET = 1_048_576
_LONGEST_CELL = 32_767
_WIDTHS = {"title": 50, "organisation": 40, "name": 50, "url": 30}
_WIDTH = 16
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


class Sheets:
    """An XLSX workbook that is written row by row; a full sheet is continued on another."""

    def __init__(self, path: Path, name: str, columns: Sequence[str]) -> None:
        self._book: Workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
        self._name, self._columns = name, columns
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._formats = {
            float: self._book.add_format({"num_format": "#,##0.00"}),
            date: self._book.add_format({"num_format": "dd.mm.yyyy"}),
            datetime: self._book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"}),
        }
        self.rows = self.cut = self._sheets = 0
        self._sheet, self._at = self._next_sheet()

    def add(self, values: Sequence[Value]) -> None:
        """Write one row; a text longer than a cell may be is cut and counted."""
        if self._at == _ROWS_OF_A_SHEET:
            self._sheet, self._at = self._next_sheet()
        for number, value in enumerate(map(excel_value, values)):
            self._cell(number, value)
        self.rows, self._at = self.rows + 1, self._at + 1

    def close(self, about: Sequence[tuple[str, str]]) -> None:
        """Add a sheet that says what this is, and finish the file."""
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 1, 40)
        for row, (name, value) in enumerate(about):
            sheet.write_string(row, 0, name, self._head)
            sheet.write_string(row, 1, value[:_LONGEST_CELL])
        self._book.close()

    def _cell(self, number: int, value: object) -> None:
        if isinstance(value, str):
            self.cut += len(value) > _LONGEST_CELL
            self._sheet.write_string(self._at, number, value[:_LONGEST_CELL])
        elif isinstance(value, date):
            self._sheet.write_datetime(self._at, number, value, self._formats[type(value)])
        elif isinstance(value, int | float):
            chosen: Format | None = self._formats.get(type(value))
            self._sheet.write_number(self._at, number, value, chosen)

    def _next_sheet(self) -> tuple[Worksheet, int]:
        self._sheets += 1
        title = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        sheet: Worksheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for number, name in enumerate(self._columns):
            sheet.set_column(number, number, _WIDTHS.get(name, _WIDTH))
            sheet.write_string(0, number, name, self._head)
        return sheet, 1


def sheet_rows(columns: Sequence[str], rows: Rows) -> tuple[list[str], Iterator[list[Value]]]:
    """Give the columns that a sheet has, by their own names, and its rows."""
    chosen = [name for name in columns if name not in LAYERED]
    return [column_name(name) for name in chosen], _values(columns, chosen, rows)


def _values(columns: Sequence[str], chosen: Sequence[str], rows: Rows) -> Iterator[list[Value]]:
    places = [(name, columns.index(name)) for name in chosen]
    for row in rows:
        yield [typed(name, row[place]) for name, place in places]
