"""Exports hold everything of their kind, safely, and say what they stand at and what they lack."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from dozor.commands.export import command
from dozor.errors import SetupError
from dozor.exporting.kinds import KINDS
from pipelines.exports import sheets


def export(data: Path, *words: object) -> Result:
    return CliRunner().invoke(command, [*map(str, words), "--data", str(data)])


def table(data: Path, kind: str, *words: object) -> list[dict[str, str]]:
    found = export(data, kind, "--format", "csv", *words)
    assert found.exit_code == 0, found.output
    return list(csv.DictReader(found.stdout.splitlines(keepends=True)))


def objects(data: Path, kind: str, *words: object) -> list[dict[str, Any]]:
    found = export(data, kind, "--format", "jsonl", *words)
    assert found.exit_code == 0, found.output
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_csv_holds_every_application_with_sums_and_without_formulas(store: Path) -> None:
    first, second, third = table(store, "grants")
    assert first["title"] == '\'=HYPERLINK("https://evil.example")'
    assert (first["awarded"], first["requested"]) == ("1846320.50", "2000000.00")
    assert (first["submitted_on"], first["inn"]) == ("2025-09-18", "6027068261")
    assert first["aims"] == "Первая | Вторая"
    assert first["summary"] == "Тропа, «мост» и\nпричал; 100 %"
    assert (second["decided_on"], third["status"]) == ("", "not_supported")
    assert "sample" not in first


def test_json_lines_hold_lists_and_the_sites_own_words(store: Path) -> None:
    first = objects(store, "grants")[0]
    assert (first["awarded"], first["aims"]) == (1846320.5, ["Первая", "Вторая"])
    assert first["texts"]["awarded_kopecks"] == "1 846 320,50"
    assert first["leads"] == ["sums:fund/26-1-000001:total"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (("--status", "not_supported"), {"Не поддержано"}),
        (("--inn", "7707083893"), {"Без даты решения"}),
        (("--source", "fund", "--inn", "7707083893"), {"Без даты решения"}),
        (("--since", "2026-03-03"), set()),
    ],
)
def test_filters_narrow_an_export(store: Path, words: tuple[str, ...], titles: set[str]) -> None:
    assert {row["title"] for row in table(store, "grants", *words)} == titles


def test_a_region_is_chosen_by_its_name_as_by_its_code(store: Path) -> None:
    with closing(sqlite3.connect(store / "dozor.db")) as connection, connection:
        connection.execute("UPDATE grants SET region = 'RU-PSK' WHERE inn = '7707083893'")
    by_code = table(store, "grants", "--region", "RU-PSK")
    assert [row["title"] for row in by_code] == ["Без даты решения"]
    assert table(store, "grants", "--region", "Псковская область") == by_code
    assert table(store, "grants", "--region", "ru-psk") == by_code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--region", "Псковская облость"), "Did you mean Псковская область"),
        (("--region", "RU-PSC"), "Did you mean RU-PSK"),
        (("--status", "wonn"), "Did you mean won"),
        (("--source", "found"), "Did you mean fund"),
    ],
)
def test_a_filter_that_names_nothing_known_is_refused(
    store: Path, words: tuple[str, ...], said: str
) -> None:
    found = export(store, "grants", *words)
    assert isinstance(found.exception, SetupError)
    assert said in str(found.exception)
    assert found.stdout == ""


def test_a_filter_that_a_kind_lacks_is_refused_in_words(store: Path) -> None:
    found = export(store, "changes", "--inn", "1")
    assert "changes cannot be narrowed by --inn" in str(found.exception)


def test_an_unknown_kind_is_refused_with_those_that_are_known(store: Path) -> None:
    assert "Did you mean grants" in str(export(store, "grant").exception)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"competitions"}))
@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_every_kind_goes_out_in_every_form(store: Path, kind: str, form: str) -> None:
    out = store / f"{kind}.{form}"
    found = export(store, kind, "--format", form, "-o", out)
    assert found.exit_code == 0, found.exception
    about = json.loads((store / f"{out.name}.about.json").read_text(encoding="utf-8"))
    assert (about["complete"], out.stat().st_size > 0) == (
        True,
        about["rows"] > 0 or form != "jsonl",
    )


def test_a_file_names_the_event_it_stands_at_and_what_it_covers(store: Path) -> None:
    out = store / "grants.csv"
    told = export(store, "grants", "-o", out)
    about = json.loads((store / "grants.csv.about.json").read_text(encoding="utf-8"))
    assert (about["rows"], about["complete"], about["event_id"]) == (3, True, 5)
    assert "3 grants as of event 5" in told.stderr
    assert "Фонд добрых дел: cards 3 of 3" in told.stderr
    assert len(objects(store, "events")) == 5


def test_a_failed_export_leaves_what_was_there(store: Path) -> None:
    out = store / "grants.json"
    out.write_text("before", encoding="utf-8")
    found = export(store, "grants", "--format", "360giving", "--since", "2030-01-01", "-o", out)
    assert "no awarded grant can be told in 360Giving" in str(found.exception)
    assert out.read_text(encoding="utf-8") == "before"
    assert list(store.glob(".dozor-export*")) == []


def sheet(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def cells(path: Path) -> dict[str, ET.Element]:
    return {cell.attrib["r"]: cell for cell in ET.fromstring(sheet(path)).iter() if
            cell.tag.endswith("}c")}  # fmt: skip


def test_xlsx_has_real_numbers_and_days_and_no_formula(store: Path) -> None:
    out = store / "grants.xlsx"
    export(store, "grants", "--format", "xlsx", "-o", out)
    names = list(table(store, "grants")[0])
    found = cells(out)
    awarded = found[f"{column(names.index('awarded'))}2"]
    assert ("t" not in awarded.attrib, awarded[0].text) == (True, "1846320.5")
    submitted = found[f"{column(names.index('submitted_on'))}2"]
    assert ("t" not in submitted.attrib, submitted[0].text) == (True, "45918")  # 18 September 2025
    assert "<f>" not in sheet(out)
    assert found[f"{column(names.index('inn'))}2"].attrib["t"] == "inlineStr"


def column(number: int) -> str:
    letters = ""
    while number >= 0:
        letters, number = chr(ord("A") + number % 26) + letters, number // 26 - 1
    return letters


def test_a_full_sheet_goes_on_on_another(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_ROWS_OF_A_SHEET", 3)
    out = store / "grants.xlsx"
    export(store, "grants", "--format", "xlsx", "-o", out)
    with zipfile.ZipFile(out) as book:
        assert 'name="grants 2"' in book.read("xl/workbook.xml").decode()
        assert "Не поддержано" in book.read("xl/worksheets/sheet2.xml").decode()


def test_a_text_that_no_cell_holds_is_cut_and_said_to_be(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_LONGEST_CELL", 20)
    told = export(store, "grants", "--format", "xlsx", "-o", store / "grants.xlsx")
    assert "Not whole: " in told.stderr
    about = json.loads((store / "grants.xlsx.about.json").read_text(encoding="utf-8"))
    assert about["complete"] is False


def test_sample_data_is_marked_in_every_form(sample: Path) -> None:
    assert {row["sample"] for row in table(sample, "grants")} == {"sample data"}
    assert {row["sample"] for row in objects(sample, "organisations")} == {"sample data"}
    export(sample, "grants", "--format", "xlsx", "-o", sample / "grants.xlsx")
    assert "sample data" in sheet(sample / "grants.xlsx")
    package = json.loads(export(sample, "grants", "--format", "360giving").stdout)
    assert package["title"].startswith("SAMPLE DATA")
    assert package["grants"][0]["id"].startswith("360G-dozor-sample-")


def test_a_360giving_package_is_valid_and_says_what_it_leaves_out(
    store: Path, shared: Path, formats: FormatChecker
) -> None:
    told = export(store, "grants", "--format", "360giving")
    package = json.loads(told.stdout)
    names = ("360-giving-schema.json", "360-giving-package-schema.json")
    grant, whole = (json.loads((shared / "data/360giving" / name).read_text()) for name in names)
    item = whole["properties"]["grants"]["items"]["$ref"]  # it names another patch of the schema
    known = Registry().with_resources([(item, DRAFT202012.create_resource(grant))])
    checked = Draft202012Validator(whole, registry=known, format_checker=formats)
    assert [error.message for error in checked.iter_errors(package)] == []
    assert [one["amountAwarded"] for one in package["grants"]] == [1846320.5]
    assert "1 awarded grants left out: no date of the decision" in told.stderr
    assert "no date of the decision" in package["description"]
