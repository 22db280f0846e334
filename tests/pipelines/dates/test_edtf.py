"""The days that an EDTF value covers."""

from datetime import date

import pytest

from pipelines.dates import DateValue, bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-03-15~", "2024-03-15", "2024-03-15"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2023-22", "2023-06-01", "2023-08-31"),
        ("2023-24", "2023-01-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2024-02-01/..", "2024-02-01", None),
        ("../2024-03", None, "2024-03-31"),
        ("2023-07-03/2023-12-29", "2023-07-03", "2023-12-29"),
        ("2021-12-24T13:47:00+09:00", "2021-12-24", "2021-12-24"),
        ("-0233", None, None),
        ("no date", None, None),
        ("2024-13", None, None),
    ],
)
def test_bounds(edtf: str, first: str | None, last: str | None) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    assert bounds(edtf) == tuple(days)


def test_a_value_knows_its_own_bounds() -> None:
    value = DateValue("2024-02", None, "month", "февраль 2024")
    assert (value.earliest, value.latest) == (date(2024, 2, 1), date(2024, 2, 29))
