"""The workbook of a portal's open data: an application a row, columns by their headings.

The seventeen headings are those of the Presidential Grants Fund's file of projects. Columns may
stand in any order; further ones are kept under their own names.
"""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from io import BytesIO
from itertools import islice

from python_calamine import CalamineSheet, CalamineWorkbook

from crawler.extraction.labels import folded
from crawler.extraction.workbook_extent import check_extent
from crawler.items import NoWorkbook, Workbook

Cell = int | float | str | bool | time | date | datetime | timedelta

_HEADINGS = {
    "application_number": ("Номер заявки", "№ заявки"),
    "contest": ("Конкурс", "Название конкурса"),
    "organisation": ("Организация", "Наименование организации", "Заявитель"),
    "ogrn": ("ОГРН", "ОГРН организации"),
    "inn": ("ИНН", "ИНН организации"),
    "region": ("Регион", "Субъект Российской Федерации"),
    "title": ("Название проекта", "Наименование проекта"),
    "direction": ("Грантовое направление", "Направление"),
    "requested": ("Запрошенная сумма", "Запрашиваемая сумма"),
    "total": ("Общая сумма расходов", "Общая сумма расходов на реализацию проекта"),
    "starts": ("Начало реализации", "Дата начала реализации"),
    "ends": ("Окончание реализации", "Дата окончания реализации"),
    "status": ("Статус проекта", "Статус"),
    "decided": ("Дата решения о гранте", "Дата решения"),
    "awarded": ("Размер гранта", "Сумма гранта"),
    "evaluation": ("Оценка результатов", "Оценка результатов проекта"),
    "violations": ("Информация о нарушениях", "Нарушения"),
}
_BY_HEADING = {folded(text): name for name, texts in _HEADINGS.items() for text in texts}
_INDISPENSABLE = ("application_number", "title")
_FEWEST = 9
"""Known headings, of seventeen, below which a table is another one: the Fund's file on
co-financing shares a few."""
_HEAD_ROWS = 30
_LARGEST = 2 << 30
"""Bytes that a file may unpack to; the Fund's has some 300 million."""
_WHOLE = 1 << 53
_HUNDREDTH = 1e-4


def read_workbook(body: bytes, *, address: str) -> Workbook:
    """Find the table of projects in an XLSX file as received.

    `address` is where a person finds an application, with `{number}` in it. Raises NoWorkbook,
    saying why, for what is none.
    """
    best = 0
    for sheet in _sheets(body):
        head = _head(sheet)
        if head is not None:
            return _workbook(sheet, head, address)
        best = max([best, *(_known(row) for row in islice(sheet.iter_rows(), _HEAD_ROWS))])
    raise NoWorkbook(f"no table of projects: {best} of {len(_HEADINGS)} headings are known")


def words_of(cell: Cell) -> str:
    """Give a cell as the site would print it: a number with a point, a date as dd.mm.yyyy.

    >>> words_of(7707083893.0), words_of(1234567.1), words_of(date(2023, 7, 1)), words_of("")
    ('7707083893', '1234567.10', '01.07.2023', '')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return _number(cell)
    return _day(cell) if isinstance(cell, date) else str(cell)


@lru_cache(1 << 12)
def _day(cell: date) -> str:
    return f"{cell:%d.%m.%Y}"


def _number(cell: float) -> str:
    """Write a number; what a binary fraction adds to hundredths is left out."""
    if not abs(cell) < _WHOLE:
        return repr(cell)
    if cell == int(cell):
        return str(int(cell))
    hundredths = round(cell, 2)
    return f"{hundredths:.2f}" if abs(cell - hundredths) < _HUNDREDTH else repr(cell)


def _sheets(body: bytes) -> Iterator[CalamineSheet]:
    _check(body)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(body)) as book:
            for name in book.sheet_names:
                yield book.get_sheet_by_name(name)
    except NoWorkbook:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise NoWorkbook(f"the file cannot be read: {error}") from error
        raise


def _check(body: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
            if unpacked > _LARGEST:
                raise NoWorkbook(f"unpacks to {unpacked} bytes")  # noqa: TRY301
            check_extent(packed)
    except NoWorkbook:
        raise
    except Exception as error:  # of the archive, of each way of packing, of numbers in it
        raise NoWorkbook(f"no XLSX file, or one that breaks off: {error}") from error


def _head(sheet: CalamineSheet) -> tuple[int, tuple[str, ...]] | None:
    """Find the row of headings: its number, from 0, and its texts."""
    for number, row in enumerate(islice(sheet.iter_rows(), _HEAD_ROWS)):
        fields = {_field(cell) for cell in row}
        if _known(row) >= _FEWEST and fields.issuperset(_INDISPENSABLE):
            return number, tuple(words_of(cell).strip() for cell in row)
    return None


def _known(row: Iterable[Cell]) -> int:
    return len({_field(cell) for cell in row} - {None})


def _field(cell: Cell) -> str | None:
    return _BY_HEADING.get(folded(words_of(cell)))


def _workbook(sheet: CalamineSheet, head: tuple[int, tuple[str, ...]], address: str) -> Workbook:
    number, headings = head
    fields = [_field(heading) for heading in headings]
    doubled = {i for i, name in enumerate(fields) if name and name in fields[:i]}
    columns = tuple(("" if i in doubled else name) or "" for i, name in enumerate(fields))
    missing = [texts[0] for name, texts in _HEADINGS.items() if name not in fields]
    unknown = [text for text, name in zip(headings, columns, strict=True) if text and not name]
    return Workbook(
        columns=columns,
        headings=headings,
        address=address,
        problems=(
            *(f"the column «{text}» is missing" for text in missing),
            *(f"the column «{text}» is not known, or there twice" for text in unknown),
        ),
        rows=partial(_rows, sheet, number),
    )


def _rows(sheet: CalamineSheet, head: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the rows below the headings that hold anything, each with its number in the sheet."""
    above = sheet.start[0] if sheet.start else 0
    below = islice(enumerate(sheet.iter_rows(), start=above + 1), head + 1, None)
    for number, row in below:
        words = tuple([cell if type(cell) is str else words_of(cell) for cell in row])
        if any(words):
            yield number, words
