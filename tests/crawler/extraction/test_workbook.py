import contextlib
from datetime import date, datetime

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
