from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exports.cells import csv_cell, excel_value, json_value, typed


@pytest.mark.parametrize("text", ["=1+1", "+7", "-да", "@имя", "\t=1", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


def test_a_negative_number_stays_one() -> None:
    assert csv_cell(-5) == "-5"
    assert csv_cell(Decimal("-12.50")) == "-12.50"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_sum_is_exact_to_the_kopeck_everywhere(kopecks: int) -> None:
    value = typed("total_kopecks", kopecks)
    assert Decimal(csv_cell(value)) * 100 == kopecks
    assert round(Decimal(str(json_value(value))) * 100) == kopecks


def test_days_and_moments_are_real_ones() -> None:
    assert excel_value(typed("submitted_on", "2025-09-18")) == date(2025, 9, 18)
    assert excel_value(typed("seen_at", "2026-03-02T06:00:00Z")) == datetime(2026, 3, 2, 6)  # noqa: DTZ001
    assert excel_value(typed("opens_on", "2025-09")) == "2025-09"
    assert csv_cell(typed("seen_at", "2026-03-02T06:00:00Z")) == "2026-03-02T06:00:00Z"


def test_an_inn_keeps_its_first_zero() -> None:
    assert excel_value(typed("inn", "0499003080")) == "0499003080"


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(allow_nan=False)))
def test_no_value_raises(value: object) -> None:
    for column in ("title", "tags", "at", "total_kopecks", "submitted_on"):
        found = typed(column, value)
        csv_cell(found), json_value(found), excel_value(found)
