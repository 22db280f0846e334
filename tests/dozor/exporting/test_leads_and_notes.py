"""Leads are listed and explained; the notes file is a person's own and survives everything."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dozor.commands.leads import command as leads_command
from dozor.commands.notes import command as notes_command
from dozor.errors import SetupError
from dozor.leads import renew_leads
from dozor.notes import bring_notes, load_notes

KEY = "sums:fund/26-1-000001:total"


def leads(data: Path, *words: str) -> Result:
    return CliRunner().invoke(leads_command, ["--data", str(data), *words])


def listed(data: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(leads(data, "--json", *words).stdout)
    return found


def explain(data: Path, key: str = KEY, why: str = "Смета «новая»") -> Result:
    return leads(data, "explain", key, "--who", "Анна", "--why", why)


def test_leads_are_listed_with_both_sides(store: Path) -> None:
    told = leads(store).stdout
    assert KEY in told
    assert "RUB 2,000,000.00 + RUB 600,000.00" in told.replace("\u00a0", " ")
    assert [lead["key"] for lead in listed(store)] == [KEY]
    assert listed(store, "--kind", "term") == []
    assert listed(store, "--region", "Псковская область") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "sum"), "Did you mean sums"),
        (("--region", "Псковщина"), "no region is called Псковщина"),
        (("--source", "fond"), "Did you mean fund"),
    ],
)
def test_what_leads_cannot_be_of_is_refused(store: Path, words: tuple[str, ...], said: str) -> None:
    refused = leads(store, *words)
    assert isinstance(refused.exception, SetupError)
    assert said in str(refused.exception)


def test_an_explained_lead_leaves_the_list_and_every_rerun_keeps_it(store: Path) -> None:
    assert explain(store).exit_code == 0
    renew_leads(store)
    bring_notes(store)
    assert listed(store) == []
    (lead,) = listed(store, "--all")
    assert (lead["explained_by"], lead["explanation"]) == ("Анна", "Смета «новая»")


def test_explaining_adds_to_the_file_and_leaves_its_words_as_they_are(store: Path) -> None:
    path = store / "notes.toml"
    mine = '# мои слова\n[[note]]\nrecord = "fund/1"\nwho="Я"\ncomment = "да"'
    path.write_text(mine, encoding="utf-8")
    explain(store, why='он сказал: "да"\nи ушёл \\')
    text = path.read_text(encoding="utf-8")
    assert text.startswith(mine)
    assert load_notes(store).notes[0].text == 'он сказал: "да"\nи ушёл \\'
    assert list(store.glob(".notes.toml.?*")) == [store / ".notes.toml.lock"]


def test_a_file_that_is_no_toml_is_not_touched(store: Path) -> None:
    path = store / "notes.toml"
    path.write_text("[[lead]\n", encoding="utf-8")
    found = explain(store)
    assert "mend that first" in str(found.exception)
    assert path.read_text(encoding="utf-8") == "[[lead]\n"


def test_a_file_that_becomes_unreadable_keeps_the_notes_of_before(store: Path) -> None:
    explain(store)
    (store / "notes.toml").write_bytes(b"\xff\xfe\x00")
    assert bring_notes(store).faults
    assert listed(store) == []


def test_a_bad_entry_is_named_and_the_rest_counts(store: Path) -> None:
    explain(store)
    path = store / "notes.toml"
    path.write_text(path.read_text(encoding="utf-8") + '[[lead]]\nkye = "a"\n', encoding="utf-8")
    found = CliRunner().invoke(notes_command, ["--data", str(store)])
    assert (found.exit_code, "did you mean key?" in found.stderr) == (2, True)
    assert listed(store) == []


def test_a_note_taken_out_of_the_file_is_gone(store: Path) -> None:
    explain(store)
    (store / "notes.toml").write_text("", encoding="utf-8")
    assert [lead["key"] for lead in listed(store)] == [KEY]


def test_an_unknown_lead_is_refused_with_its_near_matches(store: Path) -> None:
    assert f"Did you mean {KEY}" in str(explain(store, key=KEY[:-1]).exception)


@pytest.mark.parametrize("words", [("--who", " ", "--why", "да"), ("--who", "Я", "--why", "")])
def test_who_and_why_must_be_said(store: Path, words: tuple[str, ...]) -> None:
    assert leads(store, "explain", KEY, *words).exit_code != 0


def test_the_notes_of_dozor_toml_are_read_and_never_for_sample_data(
    store: Path, sample: Path
) -> None:
    (store.parent / "dozor.toml").write_text('notes = "мои.toml"\n', encoding="utf-8")
    explain(store)
    assert (store.parent / "мои.toml").is_file()
    assert listed(store) == []
    assert [lead["key"] for lead in listed(sample)] == [KEY]
    explain(sample)
    assert (sample / "notes.toml").is_file()


def test_a_lead_settles_when_what_it_says_is_put_right(store: Path) -> None:
    with closing(sqlite3.connect(store / "dozor.db")) as connection:
        connection.execute(
            "UPDATE claims SET value = '260000000' WHERE field = 'total_kopecks' AND record_id = 1"
        )
        connection.commit()
    renew_leads(store)
    assert listed(store) == []
