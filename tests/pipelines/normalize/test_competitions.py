from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.items import RawCompetition
from pipelines.normalize import normalize_competition
from pipelines.records import Competition, InvalidRecord

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
TEXT = "Фонд собирает проекты. Приём заявок продлится до 18:00 мск 15 марта. Итоги в июне."


def call(**fields: Any) -> Competition:
    given = {"title": "Конкурс", "timezone": "Europe/Moscow", **fields}
    return normalize_competition(
        RawCompetition(url="https://f.example/call", **given), reference=NOW
    )


def test_a_field_of_its_own_states_the_closing_day_and_looks_ahead() -> None:
    found = call(opens="1 марта", closes="15 апреля 2026 г.", text=TEXT)
    assert (found.opens_on, found.closes_on) == ("2026-03-01", "2026-04-15")
    assert (found.closes_utc, found.deadline_text) == (None, "15 апреля 2026 г.")


def test_the_running_text_states_it_where_no_field_does() -> None:
    found = call(text=TEXT)
    assert (found.closes_on, found.closes_utc) == ("2026-03-15", "2026-03-15T15:00:00Z")
    assert found.deadline_text == "Приём заявок продлится до 18:00 мск 15 марта."


def test_a_period_opens_and_closes() -> None:
    found = call(opens="с 1 по 15 марта 2026", closes="с 1 по 15 марта 2026")
    assert (found.opens_on, found.closes_on) == ("2026-03-01", "2026-03-15")


@pytest.mark.parametrize("text", ["март 2026", "уточняется"])
def test_a_deadline_known_less_exactly_than_a_day_stays_words(text: str) -> None:
    found = call(closes=text)
    assert (found.closes_on, found.texts["closes_on"]) == (None, text)
    assert "closes_on" in found.problems


def test_the_size_of_a_grant_has_bounds() -> None:
    found = call(amount="от 300 тысяч до 1 миллиона рублей")
    assert (found.minimum_kopecks, found.maximum_kopecks) == (30000000, 100000000)
    assert call(amount="до 500 тыс. руб.").minimum_kopecks is None
    assert "maximum_kopecks" in call(amount="по решению совета").problems


def test_a_call_needs_a_title() -> None:
    with pytest.raises(InvalidRecord):
        call(title="  ")
