import contextlib
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.workbook import read_workbook, words_of
from crawler.items import NoWorkbook
from dozor.world.sites.fund_files import COLUMNS, workbook_rows
from dozor.world.xlsx import xlsx

HEADINGS = list(COLUMNS.values())
FIELDS = (
    *("application_number", "contest", "organisation", "ogrn", "inn", "region", "title"),
    *("direction", "requested", "total", "starts", "ends", "status", "decided", "awarded"),
    *("evaluation", "violations"),
)
WHOLE = xlsx([HEADINGS, *([row.get(name) for name in COLUMNS] for row in workbook_rows(0))])


def test_the_seventeen_headings_of_the_fund_are_known() -> None:
    book = read_workbook(WHOLE, address="{number}")
    assert (book.columns, book.problems) == (FIELDS, ())
    assert len(list(book.rows())) == len(list(book.rows())) == len(workbook_rows(0))


@given(st.permutations(range(len(HEADINGS))))
def test_columns_may_stand_in_any_order(order: list[int]) -> None:
    book = read_workbook(xlsx([[HEADINGS[i] for i in order]]), address="")
    assert book.columns == tuple(FIELDS[i] for i in order)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (500000.0, "500000"),
        (0.1 + 0.2, "0.30"),
        (1234567.125, "1234567.125"),
        (7707083893.0, "7707083893"),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
        (date(2023, 7, 1), "01.07.2023"),
        (datetime(2023, 7, 1), "01.07.2023"),  # noqa: DTZ001  a cell has no zone
        (True, "True"),
        ("5\u00a0000,00 ", "5\u00a0000,00 "),
    ],
)
def test_a_cell_is_written_as_the_site_would(cell: object, words: str) -> None:
    assert words_of(cell) == words  # type: ignore[arg-type]


@given(st.one_of(st.binary(max_size=300), st.integers(0, len(WHOLE)).map(lambda n: WHOLE[:n])))
def test_no_bytes_raise_but_to_say_that_they_are_no_workbook(body: bytes) -> None:
    with contextlib.suppress(NoWorkbook):
        list(read_workbook(body, address="").rows())


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_file_says_so_or_is_read(place: int, byte: int) -> None:
    body = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    with contextlib.suppress(NoWorkbook):
        list(read_workbook(body, address="").rows())


def test_a_file_on_cofinancing_is_another_table() -> None:
    other = ["Регион", "Год", "Организация", "ИНН", "ОГРН", "Конкурс", "Сумма субсидии"]
    with pytest.raises(NoWorkbook, match="5 of 17"):
        read_workbook(xlsx([other, ["Псковская область", 2023]]), address="")


def repacked(part: str, old: bytes, new: bytes) -> bytes:
    """Give WHOLE with something else in one of its parts."""
    packed = BytesIO()
    with ZipFile(BytesIO(WHOLE)) as given_, ZipFile(packed, "w") as made:
        for name in given_.namelist():
            text = given_.read(name)
            made.writestr(name, text.replace(old, new) if name.endswith(part) else text)
    return packed.getvalue()


@pytest.mark.parametrize(
    "stray", [b'<c r="XFD1048576"><v>1</v></c>', b'<c r="ABC1048576" t="n"><v>1</v></c>']
)
def test_a_stray_cell_in_the_last_corner_is_refused_and_not_laid_out(stray: bytes) -> None:
    row = b'<row r="1048576">' + stray + b"</row></sheetData>"
    with pytest.raises(NoWorkbook, match="reaches to row 1048576"):
        read_workbook(repacked("sheet1.xml", b"</sheetData>", row), address="")


def test_an_empty_cell_far_out_and_a_boastful_dimension_are_nothing() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    body = repacked("sheet1.xml", b"</sheetData>", far)
    assert len(list(read_workbook(body, address="").rows())) == len(workbook_rows(0))
    boast = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    body = repacked("sheet1.xml", b"<sheetData>", boast)
    assert len(list(read_workbook(body, address="").rows())) == len(workbook_rows(0))
