"""Why a page gave no record, in the reader's language."""

import pytest

from pipelines.display.reject_words import reject_detail


@pytest.mark.parametrize(
    ("detail", "russian"),
    [
        ("robots.txt asks not to", "robots.txt просит не заходить"),
        ("leads to https://ysia.ru/", "ведёт на https://ysia.ru/"),
        ("a list of 12 teasers", "список, анонсов: 12"),
        ("DDoS-Guard, 403, retry after 120", "DDoS-Guard, 403, просит подождать: 120"),
        ("404", "404"),
        (None, ""),
    ],
)
def test_a_detail_is_said_in_russian(detail: str | None, russian: str) -> None:
    assert reject_detail(detail, "ru") == russian


def test_english_and_a_site_s_own_words_stay() -> None:
    assert reject_detail("no visible text", "en") == "no visible text"
    assert reject_detail("Страница не найдена", "ru") == "Страница не найдена"
