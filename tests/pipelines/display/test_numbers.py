import pytest

from pipelines.display.numbers import counted, grouped, plural

FORMS = ("заявка", "заявки", "заявок")


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, "заявок"), (1, "заявка"), (3, "заявки"), (5, "заявок"), (11, "заявок"), (12, "заявок"),
     (21, "заявка"), (111, "заявок"), (1002, "заявки")],
)  # fmt: skip
def test_russian_has_three_forms(count: int, form: str) -> None:
    assert plural(count, FORMS) == form


def test_english_has_two() -> None:
    assert [plural(count, ("row", "rows")) for count in (0, 1, 2, 21)] == [
        *("rows", "row", "rows", "rows")
    ]


def test_thousands_are_grouped_and_never_break() -> None:
    assert grouped(1234567) == "1\u00a0234\u00a0567"
    assert counted(1200, FORMS) == "1\u00a0200\u00a0заявок"
    assert counted(1200, ("row", "rows"), "en") == "1,200\u00a0rows"
