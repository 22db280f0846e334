"""Sums are written as people of either language write them, and never break over a line."""

import pytest

from pipelines.money import Language, format_kopecks, format_range


@pytest.mark.parametrize(
    ("kopecks", "currency", "lang", "written"),
    [
        (220160000, "RUB", "ru", "2\u00a0201\u00a0600,00\u00a0₽"),
        (220160000, "RUB", "en", "RUB\u00a02,201,600.00"),
        (5, "RUB", "ru", "0,05\u00a0₽"),
        (-123456, "USD", "en", "-$1,234.56"),
        (123456, "USD", "ru", "1\u00a0234,56\u00a0$"),
        (100, "BYN", "ru", "1,00\u00a0BYN"),
        (100, None, "ru", "1,00"),
        (100, None, "en", "1.00"),
    ],
)
def test_sums(kopecks: int, currency: str | None, lang: Language, written: str) -> None:
    assert format_kopecks(kopecks, currency=currency, lang=lang) == written


def test_open_and_single_ranges() -> None:
    assert format_range(None, None) == ""
    assert format_range(100, 100) == format_kopecks(100)
    assert format_range(None, 100, lang="en") == "up to\u00a0RUB\u00a01.00"
    assert format_range(100, None).replace("\u00a0", " ") == "от 1,00 ₽"
