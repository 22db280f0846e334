"""INN, OGRN and application numbers are taken only where they are valid."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identifiers import check_application_number, check_inn, check_ogrn


def test_third_party_numbers(shared: Path) -> None:
    data = json.loads((shared / "data/inn_ogrn.json").read_text("utf-8"))
    assert [number for number in data["inn_valid"] if check_inn(number) != number] == []
    assert [number for number in data["ogrn_valid"] if check_ogrn(number) != number] == []
    cases = data["ogrn_cases"]
    assert [n for n, valid in cases if check_ogrn(n) != (n if valid else None)] == []


@pytest.mark.parametrize(
    "text",
    ["7707083893", " 7707083893 ", "ИНН 7707083893", "ИНН: 7707 083 893", "инн\u00a07707083893"],
)
def test_an_inn_is_brought_to_one_form(text: str) -> None:
    assert check_inn(text) == "7707083893"


@pytest.mark.parametrize(
    "text", ["", "7707083894", "770708389", "0000000000", "٧٧٠٧٠٨٣٨٩٣", "1027700132195", "нет"]
)
def test_what_is_no_inn_is_refused(text: str) -> None:
    assert check_inn(text) is None


def test_an_ogrnip_has_fifteen_digits() -> None:
    assert check_ogrn("ОГРНИП 304500116000157") == "304500116000157"
    assert check_ogrn("304500116000158") is None


@pytest.mark.parametrize("number", ["304500116000050", "304500116000061", "304500116000072"])
def test_a_remainder_of_two_digits_counts_by_its_last(number: str) -> None:
    assert check_ogrn(number) == number
    assert check_ogrn(f"{number[:-1]}9") is None


@pytest.mark.parametrize("number", ["004500116000050", "0027700132195", "504500116000050"])
def test_an_ogrn_begins_with_the_sign_of_its_kind(number: str) -> None:
    assert check_ogrn(number) is None


@pytest.mark.parametrize("digit", range(10))
def test_any_other_last_digit_is_refused(digit: int) -> None:
    number = f"102770013219{digit}"
    assert check_ogrn(number) == (number if digit == 5 else None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("23-2-003335", "23-2-003335"),
        ("Номер заявки 23‑2‑003335.", "23-2-003335"),
        ("№23-2-003335", "23-2-003335"),
        ("123-2-003335", None),
        ("23-2-0033351", None),
        ("23-22-003335", None),
        ("", None),
    ],
)
def test_application_numbers(text: str, number: str | None) -> None:
    assert check_application_number(text) == number


@given(st.text())
def test_nothing_raises(text: str) -> None:
    assert check_inn(text) is None or check_inn(text) in text.replace(" ", "")
    check_ogrn(text)
    check_application_number(text)
