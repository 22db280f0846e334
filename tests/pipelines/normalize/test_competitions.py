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


def test_a_month_is_no_day_but_ends() -> None:
    found = call(opens="февраль 2026", closes="март 2026")
    assert (found.opens_edtf, found.opens_on) == ("2026-02", None)
    assert (found.closes_edtf, found.closes_on, found.closes_utc) == ("2026-03", None, None)
    assert found.closes_by_utc == "2026-03-31T20:59:59Z"


@pytest.mark.parametrize("text", ["уточняется", "бессрочно", "по мере рассмотрения"])
def test_a_deadline_that_is_no_date_stays_words(text: str) -> None:
    found = call(closes=text)
    assert (found.closes_edtf, found.closes_by_utc, found.deadline_text) == (None, None, text)
    assert (found.texts["closes_edtf"], "closes_edtf" in found.problems) == (text, True)


def test_the_size_of_a_grant_has_bounds() -> None:
    found = call(amount="от 300 тысяч до 1 миллиона рублей")
    assert (found.minimum_kopecks, found.maximum_kopecks) == (30000000, 100000000)
    assert call(amount="до 500 тыс. руб.").minimum_kopecks is None
    assert "maximum_kopecks" in call(amount="по решению совета").problems


@pytest.mark.parametrize(
    ("text", "opens", "closes", "utc"),
    [
        ("с 1 по 15 марта 2026", "2026-03-01", "2026-03-15", None),
        ("15.01.2026 – 28.02.2026", "2026-01-15", "2026-02-28", None),
        ("до 15 марта", None, "2026-03-15", None),
        ("до 23:59 по московскому времени 15 марта", None, "2026-03-15", "2026-03-15T20:59:00Z"),
        ("15 марта 2026 г., 12:00 (МСК+6)", None, "2026-03-15", "2026-03-15T03:00:00Z"),
        ("круглый год", None, None, None),
    ],
)
def test_one_field_may_hold_both_ends(
    text: str, opens: str | None, closes: str | None, utc: str | None
) -> None:
    found = call(window=text)
    assert (found.opens_on, found.closes_on, found.closes_utc) == (opens, closes, utc)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Открыт", "open"),
        ("ПРИЁМ ЗАЯВОК ОТКРЫТ", "open"),
        ("Приём заявок завершён", "closed"),
        ("Набор закрыт", "closed"),
        ("Скоро открытие", "announced"),
        ("На согласовании", "other"),
        (None, None),
    ],
)
def test_a_status_is_kept_beside_the_words_of_the_site(
    words: str | None, status: str | None
) -> None:
    found = call(status=words, closes="15 марта")
    assert (found.status, found.status_text) == (status, words)
    assert ("status" in found.problems) is (status == "other")


def test_a_post_means_the_year_in_which_it_was_written() -> None:
    text = "Приём заявок – до 15 марта."
    assert call(text=text, published="2024-02-10").closes_on == "2024-03-15"
    assert call(text=text).closes_on == "2026-03-15"


def test_the_size_is_read_out_of_a_sentence_that_speaks_of_one_grant() -> None:
    found = call(text="Приём заявок – до 15 марта. Размер гранта – от 100 до 500 тысяч рублей.")
    assert (found.minimum_kopecks, found.maximum_kopecks) == (10000000, 50000000)
    fund = call(text="Приём заявок – до 15 марта. Общий фонд грантов – 50 млн рублей.")
    assert fund.maximum_kopecks is None


def test_a_page_that_says_nothing_of_applying_is_no_call() -> None:
    with pytest.raises(InvalidRecord, match="no deadline"):
        call(text="Фонд подвёл итоги года и поблагодарил экспертов.")


def test_a_call_needs_a_title() -> None:
    with pytest.raises(InvalidRecord):
        call(title="  ")
