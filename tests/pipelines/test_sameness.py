import pytest

from pipelines.sameness import is_alike, is_same_text

TEXT = {"title": "Мост «Псковский» закрыт", "body": "Объезд по Советской.", "published_on": None}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"title": 'Мост "Псковский"  закрыт'}, True),
        ({"title": "МОСТ «Псковский» ЗАКРЫТ"}, True),
        ({"body": "Объезд по Советской улице."}, False),
        ({"title": "Мост открыт"}, False),
        ({"body": None}, False),
    ],
)
def test_one_text_is_the_same_but_for_noise(other: dict[str, object], *, same: bool) -> None:
    assert is_same_text(TEXT, {**TEXT, **other}) is same


@pytest.mark.parametrize(
    ("day", "same"), [("2026-03-01", True), (None, True), ("2026-03-08", False)]
)
def test_a_notice_of_another_day_is_another(day: str | None, *, same: bool) -> None:
    assert (
        is_same_text({**TEXT, "published_on": "2026-03-01"}, {**TEXT, "published_on": day}) is same
    )


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"body": "Совсем другое."}, True),
        ({"title": "Движение закрыто"}, True),
        ({"title": "Выставка кошек", "body": "Вход свободный весь день."}, False),
        ({"title": None, "body": None}, False),
    ],
)
def test_an_edition_shares_its_title_or_half_of_its_words(
    other: dict[str, object], *, alike: bool
) -> None:
    assert is_alike(TEXT, {**TEXT, **other}) is alike
