"""Sums, dates and names are marked where they stand, and no year is made up."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipelines.amounts import Amount
from pipelines.dates import DateValue
from pipelines.display.spoken import spoken

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARTS = st.sampled_from(
    (
        "Дали ",
        "412 млн рублей",
        " вчера",
        " 7 марта",
        " «Мост»",
        ", ",
        "до 18:00 ",
        "2 201 600,00 ₽ ",
    )
)


def parts(text: str, names: dict[str, str] | None = None, at: datetime | None = AT) -> list[str]:
    found = spoken(text, reference=at, timezone="Europe/Moscow", names=names or {})
    return [f"{part.kind}: {part.text}" for part in found if part.kind != "plain"]


def test_sums_dates_and_names_are_found_in_place() -> None:
    text = "Фонд «Тихий мост» получил 412 млн рублей 12 октября 2024 года."
    names = {"«Тихий мост»": "/dozor/organisations/1"}
    assert parts(text, names) == [
        "name: «Тихий мост»",
        "amount: 412 млн рублей",
        "date: 12 октября 2024 года",
    ]


def test_what_they_say_goes_with_them() -> None:
    text = "Вчера дали 640 тысяч рублей."
    values = [part.value for part in spoken(text, reference=AT, timezone=None, names={})]
    assert [value.edtf for value in values if isinstance(value, DateValue)] == ["2026-03-01"]
    assert [value.maximum for value in values if isinstance(value, Amount)] == [64_000_000]


def test_a_date_without_its_year_is_given_none() -> None:
    [_, date, _] = spoken("Ждём 7 марта всех.", reference=AT, timezone=None, names={})
    assert (date.text, date.value) == ("7 марта", None)


def test_without_a_day_of_publication_no_date_is_read() -> None:
    assert parts("Вчера дали 5 рублей", at=None) == ["amount: 5 рублей"]


@given(st.lists(PARTS, max_size=8))
def test_together_the_parts_are_the_text(words: list[str]) -> None:
    text = "".join(words)
    found = spoken(text, reference=AT, timezone="Europe/Moscow", names={"«Мост»": "/x"})
    assert "".join(part.text for part in found) == text
