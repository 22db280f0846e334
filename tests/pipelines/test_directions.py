"""The thirteen directions, however a page or a workbook writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.directions import DIRECTIONS, direction_of


@pytest.mark.parametrize("name", DIRECTIONS)
def test_each_is_known_in_every_writing(name: str) -> None:
    assert direction_of(name) == name
    assert direction_of(name.lower()) == name, "the workbook"
    assert direction_of(name.replace(", ", ",  ").replace("е", "ё")) == name
    assert direction_of(name.replace("о", "o", 2).replace("а", "a", 1)) == name, "Latin letters"
    assert direction_of(f"{name}, предусмотренных статьей 31.1 закона № 7-ФЗ") == name


def test_there_are_thirteen_and_none_begins_with_another() -> None:
    assert len(set(DIRECTIONS)) == 13
    for name in DIRECTIONS:
        assert [other for other in DIRECTIONS if name.startswith(other)] == [name]


@pytest.mark.parametrize("name", ["", "Культурный код", "Поддержка", f"{DIRECTIONS[3]}ик"])
def test_what_is_none_of_them_is_unknown(name: str) -> None:
    assert direction_of(name) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert direction_of(text) in {None, *DIRECTIONS}
