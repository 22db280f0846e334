"""Whatever is written out is read back; whatever comes in, nothing raises."""

import locale
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.amounts import find_amounts, parse_amount
from pipelines.amounts.currencies import CODES, SIGNS
from pipelines.money import Language, format_kopecks, format_range
from pipelines.numeral_forms import SCALES

KOPECKS = st.integers(min_value=0, max_value=10**16)
CURRENCIES = st.sampled_from(sorted(set(CODES.values())))
LANGUAGES = st.sampled_from(["ru", "en"])
SPACES = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u2007", ""])
RUBLES = st.sampled_from(["₽", "руб.", "руб", "рублей", "р.", "RUB", "pуб.", "РУБЛЕЙ"])
SNIPPETS = st.sampled_from(
    [
        "от",
        "до",
        "не",
        "более",
        "5",
        "1,2",
        "млн",
        "тыс",
        ".",
        "руб",
        "₽",
        "$",
        "(",
        ")",
        "-",
        "–",
        "000",
        "двести",
        "миллион",
        "с",
        "лишним",
        "и",
        ",",
        "коп",
        "%",
        "№",
        ":",
        "/",
        "00",
        "USD",
        "полтора",
        "около",
        "2024",
        "15.03.2024",
        "18:00",
        "рублей",
        "/",
        "трехмиллионный",
        "грант",
    ]
)


@given(KOPECKS, CURRENCIES, LANGUAGES)
@example(0, "RUB", "ru")
@example(123_456_789, "USD", "en")
def test_what_is_formatted_is_read_back(kopecks: int, currency: str, lang: Language) -> None:
    amount = parse_amount(format_kopecks(kopecks, currency=currency, lang=lang))
    assert amount is not None
    assert (amount.minimum, amount.maximum, amount.currency) == (kopecks, kopecks, currency)


@given(st.integers(min_value=1, max_value=10**14), LANGUAGES)
def test_a_debt_is_read_back(kopecks: int, lang: Language) -> None:
    amount = parse_amount(format_kopecks(-kopecks, lang=lang))
    assert amount is not None
    assert amount.minimum == -kopecks


@given(KOPECKS, KOPECKS)
def test_a_range_is_read_back(one: int, other: int) -> None:
    least, most = sorted((one, other))
    amount = parse_amount(format_range(least, most))
    assert amount is not None
    assert (amount.minimum, amount.maximum) == (least, most)


@given(KOPECKS)
def test_open_ranges_are_read_back(kopecks: int) -> None:
    up_to = parse_amount(format_range(None, kopecks))
    at_least = parse_amount(format_range(kopecks, None))
    assert up_to is not None
    assert at_least is not None
    assert (up_to.minimum, up_to.maximum) == (None, kopecks)
    assert (at_least.minimum, at_least.maximum) == (kopecks, None)


@given(KOPECKS, SPACES, st.sampled_from([",", "."]), SPACES, RUBLES)
def test_every_separator_is_read(
    kopecks: int, grouping: str, mark: str, space: str, currency: str
) -> None:
    whole = f"{kopecks // 100:,}".replace(",", grouping)
    text = f"{whole}{mark}{kopecks % 100:02d}{space}{currency}"
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.minimum, amount.currency) == (kopecks, "RUB")
    assert find_amounts(f"Выделено {text}, сказал директор.") == [amount]


@given(
    st.integers(min_value=1, max_value=999),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(sorted(SCALES.items())),
)
def test_every_form_of_a_scale_is_read(whole: int, hundredths: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    amount = parse_amount(f"{whole},{hundredths:02d} {word} рублей")
    assert amount is not None
    assert amount.minimum == (whole * 100 + hundredths) * factor


@given(st.lists(SNIPPETS, max_size=30), st.sampled_from(["", " ", "\u00a0", "\n"]))
@settings(max_examples=400)
def test_nothing_raises_on_near_amounts(words: list[str], joint: str) -> None:
    text = joint.join(words)
    found = find_amounts(text)
    field = parse_amount(text)
    for amount in [*found, *([field] if field else [])]:
        assert amount.text in text
        assert amount.minimum is not None or amount.maximum is not None
        if amount.minimum is not None and amount.maximum is not None:
            assert amount.minimum <= amount.maximum


@given(st.text(max_size=80))
def test_nothing_raises_on_any_text(text: str) -> None:
    find_amounts(text)
    parse_amount(text)
    parse_amount(text + " 5 руб.")


HUGE = {
    "digits": "1" * 10**6,
    "groups": "111 " * 250_000 + "руб",
    "bounds": "от " * 330_000 + "руб",
    "brackets": "(" * 500_000 + ")" * 500_000 + "руб",
    "opened brackets": "5 ( " * 250_000 + "руб",
    "numerals": "сто " * 250_000 + "руб",
    "lists": "1, " * 330_000 + "руб",
    "dashes": "1-" * 500_000 + "руб",
    "signs": "$ " * 500_000,
    "dots": "1." * 500_000 + "руб",
}


@pytest.mark.slow
@pytest.mark.parametrize("read", [parse_amount, find_amounts])
@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_a_megabyte_ends_within_a_second(read: Callable[[str], object], text: str) -> None:
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 1


def test_the_locale_plays_no_part() -> None:
    before = locale.setlocale(locale.LC_ALL)
    text = "от 1 234,50 до 2,345.00 руб."
    expected = parse_amount(text)
    try:
        for name in ("C", "C.UTF-8", "ru_RU.UTF-8", "de_DE.UTF-8"):
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            assert parse_amount(text) == expected
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize("sign", [sign for sign, code in SIGNS.items() if code])
def test_a_sign_may_stand_on_either_side(sign: str) -> None:
    before, after = parse_amount(f"{sign}5 000"), parse_amount(f"5 000 {sign}")
    assert before is not None
    assert after is not None
    assert (before.minimum, before.currency) == (after.minimum, SIGNS[sign])
