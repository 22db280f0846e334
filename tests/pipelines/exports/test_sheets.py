"""Sheets say to a reader of spreadsheets what they were given."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from pipelines.exports.sheets import Sheets

MOMENT = datetime(2026, 3, 2, 6, 30, 15, tzinfo=UTC)


def written(path: Path, *rows: list[Any]) -> list[list[Any]]:
    width = max(map(len, rows))
    sheets = Sheets(path, "grants", [f"c{number}" for number in range(width)])
    for row in rows:
        sheets.add(row)
    sheets.close([("Dozor", "about")])
    head, *found = load_workbook(path).get_sheet_by_name("grants").to_python()
    assert head == [f"c{number}" for number in range(width)]
    return found


def test_every_kind_of_value_is_what_it_was(tmp_path: Path) -> None:
    row = ["Лес & <сад>", 12, Decimal("1846320.55"), date(2025, 9, 18), MOMENT, None, True, 0.5]
    (found,) = written(tmp_path / "a.xlsx", row)
    assert found[:4] == ["Лес & <сад>", 12, 1846320.55, date(2025, 9, 18)]
    assert found[4] == MOMENT.replace(tzinfo=None)
    assert found[5:] == ["", 1, 0.5]


def test_cells_behind_the_26th_column_stand_in_theirs(tmp_path: Path) -> None:
    row = [None if number % 2 else number for number in range(60)]
    (found,) = written(tmp_path / "a.xlsx", row)
    assert found[:59] == ["" if value is None else value for value in row[:59]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    (found,) = written(tmp_path / "a.xlsx", ["·", *texts])
    plain = [text.encode("utf-8", "replace").decode() for text in texts]
    assert [cell.replace("\r\n", "\n") for cell in map(_unescaped, found[1:])] == [
        text.replace("\r\n", "\n") for text in plain
    ]


def _unescaped(text: str) -> str:
    """Undo ECMA-376's `_xHHHH_` where the reader has left it."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", ["a"])
    with ZipFile(tmp_path / "a.xlsx") as packed:
        assert packed.testzip() is None
        assert b'state="frozen"' in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_every_part_is_xml(tmp_path: Path, name: str) -> None:
    written(tmp_path / "a.xlsx", ["a"])
    with ZipFile(tmp_path / "a.xlsx") as packed:
        ET.fromstring(packed.read(name))
