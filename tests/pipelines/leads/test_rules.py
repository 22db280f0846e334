"""What tells a contradiction from what only looks like one."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.leads.numbers import mixed_numbers, number_fault
from pipelines.leads.sums import adds_up, same_sum
from pipelines.leads.terms import reversed_term
from pipelines.organisation_names import distinct_names, fold_name, same_name

KOPECKS = st.integers(min_value=0, max_value=10**12)


@given(KOPECKS, st.integers(min_value=-99, max_value=99))
def test_rounding_to_the_rouble_is_one_sum(kopecks: int, off: int) -> None:
    assert same_sum(kopecks, max(0, kopecks + off))


@given(st.integers(min_value=1, max_value=10**7))
def test_thousands_and_roubles_are_one_sum(roubles: int) -> None:
    assert same_sum(roubles * 100, roubles * 100_000)


@given(st.lists(KOPECKS, min_size=2, max_size=2))
def test_what_adds_up_exactly_adds_up(parts: list[int]) -> None:
    assert adds_up(tuple(parts), sum(parts))


def test_a_tenth_off_is_two_sums() -> None:
    assert not same_sum(100_000_00, 110_000_00)
    assert not adds_up((100_000_00, 50_000_00), 160_000_00)


def test_a_zero_lost_at_the_front_is_no_fault() -> None:
    assert number_fault("inn", "499003080") is None


def test_numbers_that_hang_together_are_one_group() -> None:
    pairs = [("A", "1"), ("A", "2"), ("B", "2"), ("C", "9"), ("C", "9")]
    assert mixed_numbers(pairs) == [[("A", "1"), ("A", "2"), ("B", "2")]]


@given(st.text())
def test_no_term_raises(text: str) -> None:
    reversed_term(text)


def test_a_day_that_no_month_has_is_no_term() -> None:
    assert reversed_term("31.02.2026 - 01.01.2026") is None


def test_ways_of_writing_are_one_name() -> None:
    ways = [
        'АНО "ЦЕНТР КРАЕВЕДЕНИЯ"',
        "Автономная некоммерческая организация «Центр краеведения»",
        "АНО Центр Краеведения",
        "АНО “Центр  краеведения”",
        'АНO "Центр краеведeния"',  # Latin letters
    ]
    assert distinct_names(ways) == ways[:1]


def test_other_words_in_the_quotes_are_another_name() -> None:
    assert not same_name("Фонд «Ночной врач»", "Фонд «Дневной врач»")
    assert not same_name("АНО «Мост»", "АНО «Мост надежды»")


@given(st.text(), st.text())
def test_no_name_raises_and_each_is_its_own(one: str, other: str) -> None:
    assert same_name(one, one)
    assert same_name(one, other) == same_name(other, one)
    fold_name(one)
