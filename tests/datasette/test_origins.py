"""Where several places tell of a record, its history says which of them changed."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

Get = Callable[..., httpx.Response]
SEEN = "2026-03-02T12:00:00Z"


@pytest.fixture
def get(copied: Path, client: Callable[[Path], Get]) -> Get:
    """A card that no longer states what a list still does, and a record of a card alone."""
    with closing(sqlite3.connect(copied / "dozor.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO claims (record_kind, record_id, field, origin, value, first_seen,"
            f" last_seen) VALUES ('grant', ?, 'requested_kopecks', ?, ?, '{SEEN}', '{SEEN}')",
            [(1, "card", None), (1, "listing", "194000000"), (2, "card", None)],
        )
        connection.executemany(
            "INSERT INTO changes (revision_id, record_kind, record_id, field, cause, significance,"
            " seen_at, old, new, origin) SELECT max(id), 'grant', ?, 'requested_kopecks', 'source',"
            f" 85, '{SEEN}', '194000000', NULL, 'card' FROM revisions",
            [(1,), (2,)],
        )
    return client(copied)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_a_value_that_a_card_states_no_more_is_told_of_the_card(get: Get) -> None:
    history = words(get("/dozor/grants/1").text).partition("Что менялось")[2]
    assert "правка на сайте в карточке" in history
    assert "Было 1 940 000,00 ₽ Стало больше не указано" in history
    english = words(get("/dozor/grants/1?_lang=en").text)
    assert "on the card" in english
    assert "no longer stated" in english


def test_where_one_place_alone_tells_of_a_record_it_is_not_named(get: Get) -> None:
    history = words(get("/dozor/grants/2").text).partition("Что менялось")[2]
    assert "больше не указано" in history
    assert "в карточке" not in history


def test_the_list_of_changes_and_feeds_name_the_place_as_well(get: Get) -> None:
    assert words(get("/dozor/changes").text).count("в карточке") == 1
    told = get("/dozor/changes.atom").text.replace("\u00a0", " ")
    assert "Запрошено (в карточке): 1 940 000,00 ₽ → больше не указано" in told
    assert "Запрошено: 1 940 000,00 ₽ → больше не указано" in told
