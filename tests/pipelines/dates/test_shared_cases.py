"""Third-party suites: every case is right, or stands among the excused with its reason."""

from importlib import import_module
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[3] / "bench"


@pytest.mark.usefixtures("shared")
def test_every_third_party_case_is_right_or_excused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCH)
    cases = import_module("date_cases").shared_cases()
    assert cases
    readers, table = import_module("date_readers"), import_module("date_table")
    excuse = import_module("date_excused").reason
    reader = readers.Reader(readers.dozor, readers.dozor_finds, readers.dozor)
    missed = [case.text for case in cases if table.outcome(case, reader) != "right"]
    assert [text for text in missed if excuse(text) is None] == []
    assert len(missed) < len(cases) / 15
