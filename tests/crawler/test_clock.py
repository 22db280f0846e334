"""Instants as they are written and read, at the edges of the calendar too."""

from datetime import UTC, datetime

import pytest

from crawler import clock


@pytest.mark.parametrize("year", [1, 987, 2026, 9999])
def test_what_is_written_can_be_read(year: int) -> None:
    moment = datetime(year, 1, 1, 9, 30, tzinfo=UTC)
    assert clock.to_text(moment) == f"{year:04}-01-01T09:30:00Z"
    assert clock.from_text(clock.to_text(moment)) == moment


@pytest.mark.parametrize("text", ["0001-01-01T00:00+03:00", "9999-12-31T23:59-12:00", "", "x"])
def test_what_is_no_instant_of_utc_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        clock.from_text(text)
