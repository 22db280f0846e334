"""What a page of Datasette shows, as a whole file: CSV, JSON lines, XLSX."""

import base64
import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.exports.cells import csv_cell, typed
from pipelines.exports.sheets import Sheets

LARGEST_SHEET = 100_000
"""Rows beyond which an XLSX would keep the server busy for minutes; CSV has no such bound."""
_KOPECKS = "_kopecks"
# What means nothing outside the database, or holds many facts in one cell.
_NOT_IN_SHEETS = frozenset({"search_id", "texts", "origins", "problems"})
Rows = Iterable[Sequence[object]]


class TooLong(Exception):  # noqa: N818  its text says of what there is too much
    """More rows than a format can be given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under their columns. `sample` is the mark of sample data, empty for real data.

    `label` names a column for people, `about` says in pairs what the file is, given its rows.
    """

    name: str
    columns: Sequence[str]
    rows: Rows
    sample: str = ""
    header: bool = True
    label: Callable[[str], str] = str
    about: Callable[[int], Sequence[tuple[str, str]]] = lambda _: ()
    about_title: str = "About"


def write_csv(file: BinaryIO, table: Table) -> int:
    """Write CSV (RFC 4180, UTF-8) with the values as they are stored; give the rows written."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    mark = [table.sample] if table.sample else []
    if table.header:
        writer.writerow([*(["sample"] * len(mark)), *table.columns])
    count = 0
    for row in table.rows:
        writer.writerow([*mark, *map(_cell, row)])
        count += 1
    text.flush()
    text.detach()
    return count


def write_lines(file: BinaryIO, table: Table) -> int:
    """Write a JSON object a line with the values as they are stored; give the rows written."""
    mark = {"sample": table.sample} if table.sample else {}
    count = 0
    for row in table.rows:
        record = {**mark, **dict(zip(table.columns, row, strict=True))}
        line = json.dumps(record, ensure_ascii=False, default=_encoded)
        file.write(f"{line}\n".encode("utf-8", "replace"))
        count += 1
    return count


def write_sheets(file: BinaryIO, table: Table) -> int:
    """Write XLSX: sums are numbers in whole units, days and moments are dates; and a sheet of what
    this is. Give the rows written; raises TooLong beyond LARGEST_SHEET of them.
    """  # noqa: D205
    chosen = sheet_columns(table.columns)
    places = [table.columns.index(name) for name in chosen]
    mark = [table.sample] if table.sample else []
    names = [*(["sample"] * len(mark)), *(name.removesuffix(_KOPECKS) for name in chosen)]
    heads = [*(["sample"] * len(mark)), *map(table.label, chosen)]
    sheets = Sheets(file, sheet_name(table.name), names, heads)
    try:
        for row in table.rows:
            if sheets.rows == LARGEST_SHEET:
                raise TooLong(str(LARGEST_SHEET))  # noqa: TRY301  as any row may
            sheets.add([*mark, *(typed(table.columns[at], _plain(row[at])) for at in places)])
    except BaseException:
        sheets.discard()
        raise
    cut = [("", f"✂ {sheets.cut}")] if sheets.cut else []
    sheets.close([*table.about(sheets.rows), *cut], table.about_title)
    return sheets.rows


def sheet_columns(columns: Sequence[str]) -> list[str]:
    """Choose the columns of a sheet: a sum stands there once, in whole units.

    >>> sheet_columns(["id", "awarded_kopecks", "awarded_rub", "texts"])
    ['id', 'awarded_kopecks']
    """
    sums = {name.removesuffix(_KOPECKS) for name in columns if name.endswith(_KOPECKS)}
    twice = {f"{name}_rub" for name in sums}
    return [name for name in dict.fromkeys(columns) if name not in _NOT_IN_SHEETS | twice]


def sheet_name(name: str) -> str:
    """Give a sheet a name that spreadsheets take.

    >>> sheet_name("Заявки: кто [и сколько] получил в этом году")
    'Заявки кто и сколько получил в'
    """
    plain = "".join(letter for letter in name if letter not in "[]:*?/\\'")
    return plain[:31].strip() or "Dozor"


def _cell(value: object) -> str:
    return csv_cell(_plain(value))


def _plain(value: object) -> str | int | float | None:
    if isinstance(value, bytes):
        return _encoded(value)
    return value if value is None or isinstance(value, int | float) else str(value)


def _encoded(value: object) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
