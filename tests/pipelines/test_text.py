"""Folding takes away what a reader does not see, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import fold, fold_case, fold_lookalikes, strip_invisible


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cофинансирование", "Софинансирование"),
        ("pуб.", "руб."),
        ("CEO of Yakutia", "CEO of Yakutia"),
        ("USD90", "USD90"),
        ("IT-компания", "IT-компания"),
        ("", ""),
    ],
)
def test_latin_letters_are_folded_in_cyrillic_words_alone(text: str, folded: str) -> None:
    assert fold_lookalikes(text) == folded


def test_labels_of_one_meaning_have_one_form() -> None:
    assert fold("Cофинансирование ") == fold("  СОФИНАНСИРОВАНИЕ")
    assert fold("Всё\u00a0ещё") == "все еще"
    assert fold("руб\u00adли") == "рубли"


@given(st.text())
def test_places_stay_where_they_were(text: str) -> None:
    assert len(fold_case(text)) == len(text)
    assert len(fold_lookalikes(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_lookalikes(fold_lookalikes(text)) == fold_lookalikes(text)
    assert strip_invisible(strip_invisible(text)) == strip_invisible(text)
