"""How far the cells of an XLSX file reach, looked up before a reader lays out the whole of it.

A reader that holds a sheet as a rectangle takes 500 GB for one stray cell in the last corner, and
dies of it.
"""

import re
import zipfile
from collections.abc import Iterator

from crawler.items import NoWorkbook

MOST_CELLS = 1 << 25
"""Cells of a rectangle: 1 GB. The Fund's, of 190,000 rows and 17 columns, has 3 million."""
_PIECE, _OVERLAP = 1 << 20, 1 << 8
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]{0,60}?\br="(\d{1,9})"')
_FAR = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d+"[^>]{0,60}(?<!/)>')
_LETTERS = 26


def check_extent(packed: zipfile.ZipFile) -> None:
    """Raise NoWorkbook for a file one of whose sheets reaches further than can be laid out."""
    for entry in packed.infolist():
        if entry.filename.startswith("xl/") and "sheet" in entry.filename.rpartition("/")[2]:
            rows, columns = _extent(packed, entry)
            if rows * columns > MOST_CELLS:
                raise NoWorkbook(f"{entry.filename} reaches to row {rows}, column {columns}")


def _extent(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Give the last row and column that hold anything; of 26 columns the last is as good as any."""
    rows, columns = 1, _LETTERS
    for piece in _pieces(packed, entry):
        rows = max([rows, *map(int, _ROW.findall(piece))])
        columns = max([columns, *map(_number, set(_FAR.findall(piece)))])
    return rows, columns


def _pieces(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give a part's bytes, the end of each piece once more at the beginning of the next."""
    with packed.open(entry) as part:
        before = b""
        while piece := part.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number
