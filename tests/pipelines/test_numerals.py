"""Numerals in words mean what a Russian reader takes them to mean."""

from fractions import Fraction

import pytest

from pipelines.numeral_forms import CARDINALS, SCALES
from pipelines.numerals import read_cardinal, read_ordinal, read_quantity


@pytest.mark.parametrize(
    ("text", "value", "count"),
    [
        ("ноль", 0, 1),
        ("одна", 1, 1),
        ("двумя", 2, 1),
        ("сорока", 40, 1),
        ("девяноста девяти", 99, 2),
        ("сто", 100, 1),
        ("двести пятьдесят тысяч рублей", 250_000, 3),
        ("двухсот пятидесяти тысяч", 250_000, 3),
        ("пятьюстами тысячами", 500_000, 2),
        ("восемьюдесятью тремя", 83, 2),
        ("тысяча девятьсот девяносто один", 1991, 4),
        ("две тысячи шесть", 2006, 3),
        ("миллион", 1_000_000, 1),
        ("один миллион двести тысяч триста", 1_200_300, 5),
        ("полтора миллиона", 1_500_000, 2),
        ("полутора тысяч", 1500, 2),
        ("полмиллиона", 500_000, 1),
        ("полтораста", 150, 1),
        ("трое суток", 3, 1),
        ("двадцать двадцать", 20, 1),
        ("пять шесть", 5, 1),
        ("одиннадцать пять", 11, 1),
        ("пять тысяч два миллиона", 5000, 2),
        ("восемьсот восемьдесят одна тысяча девятьсот тринадцать", 881_913, 6),
    ],
)
def test_cardinals_are_read_to_their_end(text: str, value: int, count: int) -> None:
    assert read_cardinal(text.split()) == (value, count)


@pytest.mark.parametrize("text", ["", "рублей", "тысячи", "миллионы", "тысяч", "полтора", "первый"])
def test_what_names_no_whole_number_is_refused(text: str) -> None:
    assert read_cardinal(text.split()) is None


def test_a_genitive_thousand_is_one_thousand() -> None:
    assert read_cardinal(["около", "тысячи", "рублей"], 1) == (1000, 1)


@pytest.mark.parametrize(
    ("text", "value", "count"),
    [
        ("первое", 1, 1),
        ("третьего", 3, 1),
        ("седьмой", 7, 1),
        ("двадцать четвертое февраля", 24, 2),
        ("тридцать первого", 31, 2),
        ("двадцатого", 20, 1),
        ("двадцатого пятого", 20, 1),
        ("две тысячи шестого года", 2006, 3),
        ("две тысячи двадцать второго", 2022, 4),
        ("тысяча девятьсот девяносто первого", 1991, 4),
        ("двухтысячного года", 2000, 1),
        ("сороковой", 40, 1),
        ("сто пятьдесят третий", 153, 3),
        ("двести двадцать вторая", 222, 3),
        ("две тысячи сотый", 2100, 3),
    ],
)
def test_ordinals_are_read_to_their_end(text: str, value: int, count: int) -> None:
    assert read_ordinal(text.split()) == (value, count)


@pytest.mark.parametrize(
    "text", ["", "двадцать", "двадцать рублей", "десять первого", "две тысячи"]
)
def test_a_cardinal_alone_is_no_ordinal(text: str) -> None:
    assert read_ordinal(text.split()) is None


@pytest.mark.parametrize(
    ("text", "value", "count"),
    [
        ("полтора рубля", Fraction(3, 2), 1),
        ("два с половиной миллиона", Fraction(2_500_000), 4),
        ("две целых и пять десятых тысячи", Fraction(2500), 6),
        ("одна целая двадцать три сотых миллиарда", Fraction(1_230_000_000), 6),
        ("пять десятых", Fraction(1, 2), 2),
        ("четверть миллиона", Fraction(250_000), 2),
        ("сорок", Fraction(40), 1),
    ],
)
def test_fractions_in_words(text: str, value: Fraction, count: int) -> None:
    assert read_quantity(text.split()) == (value, count)


def test_no_form_is_both_a_number_and_a_scale() -> None:
    assert CARDINALS.keys().isdisjoint(SCALES)
