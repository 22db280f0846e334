"""XLSX (ECMA-376), written row by row: cells of text, numbers, sums, days and moments.

It is written here because a library's care for each cell takes three times as long.
"""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from pipelines.exports.cells import Value, excel_value

ROWS_OF_A_SHEET = 1_048_576
LONGEST_CELL = 32_767
_WIDTHS = {"title": 50, "organisation": 40, "name": 50, "url": 30}
_WIDTH, _WIDE = 16, 40
_AT_ONCE = 500
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOLD, _SUM, _DAY, _MOMENT = range(1, 5)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" '
    'formatCode="dd.mm.yyyy"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's day 0
_DAY_SECONDS = 86_400
# What XML cannot hold, and what would be read as the escape of such.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Sheets:
    """A workbook that is written row by row; a full sheet is continued on another."""

    def __init__(self, path: Path, name: str, columns: Sequence[str]) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        self._name, self._columns = name, columns
        self._letters = [_letters(number) for number in range(len(columns))]
        self._titles: list[str] = []
        self._waiting: list[str] = []
        self.rows = self.cut = 0
        self._part, self._at = self._next_sheet()

    def add(self, values: Sequence[Value]) -> None:
        """Write one row; a text longer than a cell may be is cut and counted."""
        if self._at == ROWS_OF_A_SHEET:
            self._end_sheet()
            self._part, self._at = self._next_sheet()
        self._at, self.rows = self._at + 1, self.rows + 1
        cells = [
            f'<c r="{letters}{self._at}"{self._cell(value)}'
            for letters, value in zip(self._letters, map(excel_value, values), strict=True)
            if value is not None
        ]
        self._wait(_row(self._at, cells))

    def close(self, about: Sequence[tuple[str, str]]) -> None:
        """Add a sheet that says what this is, and finish the file."""
        self._end_sheet()
        self._part = self._open_sheet("About", [_WIDE, _WIDE], "")
        for at, (name, value) in enumerate(about, 1):
            told = _inline(value[:LONGEST_CELL])
            self._wait(
                _row(at, [f'<c r="A{at}" s="{_BOLD}"{_inline(name)}', f'<c r="B{at}"{told}'])
            )
        self._end_sheet()
        for name, text in _parts(self._titles).items():
            self._zip.writestr(name, _HEAD + text)
        self._zip.close()

    def _cell(self, value: object) -> str:
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            self.cut += 1
            value = value[:LONGEST_CELL]
        return _CELLS[type(value)](value)

    def _wait(self, row: str) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._part.write("".join(self._waiting).encode("utf-8", "replace"))
        self._waiting.clear()

    def _next_sheet(self) -> tuple[IO[bytes], int]:
        count = len(self._titles)
        title = self._name if not count else f"{self._name} {count + 1}"
        widths = [_WIDTHS.get(name, _WIDTH) for name in self._columns]
        part = self._open_sheet(title, widths, _FROZEN)
        named = zip(self._letters, self._columns, strict=True)
        heads = [f'<c r="{letters}1" s="{_BOLD}"{_inline(name)}' for letters, name in named]
        part.write(_row(1, heads).encode())
        return part, 1

    def _open_sheet(self, title: str, widths: Sequence[int], view: str) -> IO[bytes]:
        self._titles.append(title)
        name = f"xl/worksheets/sheet{len(self._titles)}.xml"
        part = self._zip.open(name, "w", force_zip64=True)
        columns = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(widths, 1)
        )
        head = f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<cols>{columns}</cols><sheetData>'
        part.write(head.encode())
        return part

    def _end_sheet(self) -> None:
        self._flush()
        self._part.write(b"</sheetData></worksheet>")
        self._part.close()


def _letters(number: int) -> str:
    """Give the name of a column, counted from 0: A to Z, AA and on."""
    above, place = divmod(number, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + place)


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _inline(text: str) -> str:
    if _NO_XML.search(text):
        text = _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


@lru_cache(1 << 14)
def _moment(value: datetime) -> str:
    passed = value - _EPOCH
    return f' s="{_MOMENT}"><v>{passed.days + passed.seconds / _DAY_SECONDS!r}</v></c>'


_CELLS: dict[type, Callable[..., str]] = {
    str: _inline,
    bool: lambda value: f"><v>{int(value)}</v></c>",
    int: lambda value: f"><v>{value}</v></c>",
    float: lambda value: f' s="{_SUM}"><v>{value!r}</v></c>',
    date: lambda value: f' s="{_DAY}"><v>{value.toordinal() - _EPOCH.toordinal()}</v></c>',
    datetime: _moment,
}


def _parts(titles: Sequence[str]) -> dict[str, str]:
    """Give the parts of the package besides its sheets."""
    numbers = range(1, len(titles) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="r{n}"/>'
        for n, title in zip(numbers, titles, strict=True)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    return {
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{related}<Relationship Id="styles" '
            f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
        "_rels/.rels": _RELATIONS,
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f"{typed}</Types>"
        ),
    }
