"""Rows into an XLSX workbook, as they come."""

from collections.abc import Sequence
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.exports.cells import Value, excel_value

_ROWS_OF_A_SHEET = 1_048_576
_LONGEST_CELL = 32_767
_WIDTHS = {"title": 50, "organisation": 40, "name": 50, "url": 30}
_WIDTH = 16


class Sheets:
    """An XLSX workbook that is written row by row; a full sheet is continued on another."""

    def __init__(
        self, to: Path | BinaryIO, name: str, columns: Sequence[str], heads: Sequence[str] = ()
    ) -> None:
        """Begin a workbook; `heads` are what stands over the columns instead of their names."""
        self._book: Workbook = xlsxwriter.Workbook(to, {"constant_memory": True})
        self._name, self._columns, self._heads = name, columns, heads or columns
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

    def close(self, about: Sequence[tuple[str, str]], title: str = "About") -> None:
        """Add a sheet that says what this is, and finish the file."""
        sheet = self._book.add_worksheet(title)
        sheet.set_column(0, 1, 40)
        for row, (name, value) in enumerate(about):
            sheet.write_string(row, 0, name, self._head)
            sheet.write_string(row, 1, value[:_LONGEST_CELL])
        self._book.close()

    def discard(self) -> None:
        """Leave no file behind where the rows broke off."""
        self._book.fileclosed = True
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)

    def _cell(self, number: int, value: object) -> None:
        if isinstance(value, str):
            self.cut += len(value) > _LONGEST_CELL
            self._sheet.write_string(self._at, number, value[:_LONGEST_CELL])
        elif isinstance(value, date):
            self._sheet.write_datetime(self._at, number, value, self._formats[type(value)])
        elif isinstance(value, float) and not isfinite(value):
            self._sheet.write_string(self._at, number, str(value))
        elif isinstance(value, int | float):
            chosen: Format | None = self._formats.get(type(value))
            self._sheet.write_number(self._at, number, value, chosen)

    def _next_sheet(self) -> tuple[Worksheet, int]:
        self._sheets += 1
        title = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        sheet: Worksheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for number, (name, head) in enumerate(zip(self._columns, self._heads, strict=True)):
            sheet.set_column(number, number, _WIDTHS.get(name, _WIDTH))
            sheet.write_string(0, number, head, self._head)
        return sheet, 1
