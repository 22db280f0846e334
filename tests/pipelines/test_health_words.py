"""The reasons of a source's health in both languages."""

import re
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.health_words import _TEXTS, in_words

CODES = sorted(_TEXTS["ru"])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_both_languages_know_the_same_codes_with_the_same_values() -> None:
    places = {
        language: {
            code: {name for _, name, _, _ in Formatter().parse(text) if name}
            for code, text in texts.items()
        }
        for language, texts in _TEXTS.items()
    }
    assert places["ru"] == places["en"]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (1, "из 1 страницы"),
        (14, "из 14 страниц"),
        (21, "из 21 страницы"),
        (1204, "из 1 204 страниц"),
    ],
)
def test_counts_stand_with_their_noun(pages: int, said: str) -> None:
    assert said in plain(in_words({"code": "broke", "failed": 3, "pages": pages}))


def test_a_silence_is_told_in_hours_or_days() -> None:
    reason = {"code": "silent", "hours": 240, "usual": 30}
    assert plain(in_words(reason)) == (
        "Ничего нового: 10 дней; самый долгий перерыв раньше: 30 часов"
    )
    assert plain(in_words(reason, "en")) == (
        "nothing new for 10 days; the longest pause before was 30 hours"
    )


def test_fields_and_reasons_are_named_by_the_reader() -> None:
    reason = {"code": "field_lost", "field": "author", "share": 10, "usual": 90}
    assert "«Автор»" in in_words(reason, "ru", lambda _, name: {"author": "Автор"}[name])


def test_a_sentence_of_an_older_version_is_shown_as_it_is() -> None:
    assert in_words("3 of 9 pages failed") == "3 of 9 pages failed"


@given(
    st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())),
    st.sampled_from([*CODES, "", "new"]),
    st.sampled_from(["ru", "en"]),
)
def test_no_stored_reason_raises(values: dict[str, object], code: str, language: str) -> None:
    said = in_words({**values, "code": code}, language)
    assert not re.search(r"\{\w+\}", said) or any("{" in str(value) for value in values.values())
