"""The fast way through a workbook's row ends where the way of every raw application ends."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.items import Workbook
from pipelines.claims import Claim, claims_of
from pipelines.normalize import normalize_grant
from pipelines.normalize.workbooks import raw_row
from pipelines.records import InvalidRecord
from pipelines.storage.row_reader import RowReader
from pipelines.storage.rows import columns_of

COLUMNS = (
    *("application_number", "contest", "organisation", "ogrn", "inn", "region", "title"),
    *("direction", "requested", "total", "starts", "ends", "status", "decided", "awarded"),
    *("evaluation", "violations", ""),
)
REFERENCE = datetime(2026, 3, 1, 9, tzinfo=UTC)
ABOUT = {"source_id": "president_grants", "timezone": "Europe/Moscow"}


def book(*columns: str) -> Workbook:
    headings = tuple(name or "Новая колонка" for name in columns)
    return Workbook(
        columns=columns,
        headings=headings,
        address="https://fund.example/cards?SearchString={number}",
        problems=(),
        rows=lambda: iter(()),
    )


def slowly(table: Workbook, words: tuple[str, ...]) -> list[Claim] | str:
    try:
        raw = raw_row(table, words, **ABOUT)
        return claims_of(columns_of(normalize_grant(raw, reference=REFERENCE)), "workbook")
    except InvalidRecord as error:
        return str(error)


def fast(table: Workbook, words: tuple[str, ...]) -> list[Claim] | str:
    try:
        return RowReader(table, reference=REFERENCE, **ABOUT).read(words)[1]
    except InvalidRecord as error:
        return str(error)


def alike(table: Workbook, words: tuple[str, ...]) -> bool:
    one, other = slowly(table, words), fast(table, words)
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return sorted(one, key=repr) == sorted(other, key=repr)


sums = st.one_of(
    st.sampled_from(["", "0", "500000", "500000.55", "500 000,55", "много", "-5", "1.5", "0.00"]),
    st.integers(0, 10**13).map(str),
    st.decimals(0, 10**11, places=2).map(str),
    st.floats(0, 1e12).map(repr),
)
days = st.one_of(
    st.sampled_from(["", "01.07.2023", "30.06.2024", "31.02.2023", "45123", "июль 2023"]),
    st.dates().map("{:%d.%m.%Y}".format),
)
texts = st.one_of(st.sampled_from(["", " ", "АНО «Лес»", "а\xa0 б"]), st.text(max_size=12))
CELLS: dict[str, Any] = {
    "application_number": st.one_of(
        st.sampled_from(["23-2-003335", "ПФКИ-23-2-003335", "23–2–003335", "", "23-2", "№5"]),
        texts,
    ),
    "contest": st.sampled_from(["Второй конкурс 2023 г.", "Второй конкурс 2023", ""]),
    "direction": st.sampled_from(["сохранение исторической памяти", "Иное", ""]),
    "inn": st.sampled_from(["7707083893", "105018990", "7700000001", "нет", ""]),
    "ogrn": st.sampled_from(["1027700132195", "1027700132196", "", "ОГРН 1027700132195"]),
    "region": st.sampled_from(["Псковская область", "Где-то", ""]),
    "status": st.sampled_from(["проект не получил поддержки", "отозвана", "иное", ""]),
    "evaluation": st.sampled_from(["проект реализован успешно", "", "оценка не завершена"]),
    "violations": texts,
    **dict.fromkeys(("requested", "total", "awarded"), sums),
    **dict.fromkeys(("starts", "ends", "decided"), days),
    **dict.fromkeys(("organisation", "title", ""), texts),
}
ORDINARY = (
    *("23-2-003335", "Второй конкурс 2023 г.", "АНО «Лес»", "1027700132195", "7707083893"),
    *("Псковская область", "Лес", "сохранение исторической памяти", "500000.55", "1000000"),
    *("01.07.2023", "30.06.2024", "победитель конкурса", "15.06.2023", "500000.55"),
    *("проект реализован успешно", "", "ещё что-то"),
)


@given(st.tuples(*(CELLS[name] for name in COLUMNS)))
@example(ORDINARY)
def test_both_ways_make_the_same_claims(words: tuple[str, ...]) -> None:
    assert alike(book(*COLUMNS), words)


@given(st.data())
def test_both_ways_are_silent_of_columns_that_are_not_there(data: st.DataObject) -> None:
    rest = data.draw(st.permutations(COLUMNS[1:6] + COLUMNS[7:]))
    names = ("application_number", "title", *rest[: data.draw(st.integers(0, len(rest)))])
    words = tuple(data.draw(CELLS[name]) for name in names)
    assert alike(book(*names), ("23-2-003335", *words[1:]))


def test_an_ordinary_row_is_read_to_the_kopeck() -> None:
    claims = {one.field: one.value for one in fast(book(*COLUMNS), ORDINARY)}  # type: ignore[union-attr]
    assert claims["requested_kopecks"] == 50000055
    assert claims["contest"] == "Второй конкурс 2023"
    assert claims["direction"] == "Сохранение исторической памяти"
    assert claims["url"] == "https://fund.example/cards?SearchString=23-2-003335"
    assert (claims["evaluation"], claims["violations"]) == ("success", None)


@pytest.mark.parametrize("column", ["application_number", "title"])
def test_a_row_without_number_or_title_is_no_record(column: str) -> None:
    words = tuple(
        "" if name == column else text for name, text in zip(COLUMNS, ORDINARY, strict=True)
    )
    assert isinstance(fast(book(*COLUMNS), words), str)
