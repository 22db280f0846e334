"""A person's notes file is taken entry by entry; a slip is named and stops nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.notes import Note, read_notes
from pipelines.toml_writing import toml_string


def test_leads_and_notes_are_read() -> None:
    found = read_notes(
        """
        [[lead]]
        key = "sums:fund/7:total"
        who = "Анна"
        on = 2026-03-07
        why = "Смета"
        saying = "1 ≠ 2"
        [[note]]
        organisation = "inn:6027068261"
        who = "Анна"
        label = "проверяем"
        """
    )
    assert found.faults == ()
    assert found.notes == (
        Note(
            kind="lead",
            subject="sums:fund/7:total",
            who="Анна",
            text="Смета",
            noted_on="2026-03-07",
            saying="1 ≠ 2",
        ),
        Note(kind="organisation", subject="inn:6027068261", who="Анна", label="проверяем"),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[lead]]\nkey = "a"\nwho = "б"', "[[lead]] 1 (a): why is missing"),
        ('[[lead]]\nkey = "a"\nwho = " "\nwhy = "в"', "[[lead]] 1 (a): who is missing"),
        ('[[lead]]\nkye = "a"', "[[lead]] 1: unknown field kye; did you mean key?"),
        ("[[lead]]\nkey = 7", "[[lead]] 1 (7): key must be a text in quotes, not '7'"),
        ('[[note]]\nwho = "б"\nlabel = "в"', "[[note]] 1: name either a record or an organisation"),
        ('[[note]]\nrecord = "a"\nwho = "б"', "[[note]] 1 (a): label and comment are missing"),
        ('[[note]]\nrecord = "a"\non = "вчера"', "[[note]] 1 (a): on must be a day"),
        ('[[leads]]\nkey = "a"', "[[leads]]: unknown; write [[lead]] or [[note]]"),
        ('lead = "a"', "lead: write each under a [[lead]] line of its own"),
        ("[[lead]\n", "not valid TOML"),
    ],
)
def test_a_bad_entry_is_named_in_words(text: str, fault: str) -> None:
    good = '[[note]]\nrecord = "fund/7"\nwho = "Анна"\ncomment = "верно"\n'
    found = read_notes(text)
    assert len(found.faults) == 1
    assert found.faults[0].startswith(fault)
    if found.readable and not text.startswith("[[note"):
        assert len(read_notes(f"{text}\n{good}").notes) == 1


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_notes(text)


@given(st.text())
def test_what_is_written_reads_back(text: str) -> None:
    whole = f'[[lead]]\nkey = {toml_string("a" + text)}\nwho = "б"\nwhy = "в"\n'
    assert read_notes(whole).notes[0].subject == "a" + text
