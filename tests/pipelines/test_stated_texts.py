"""A text that came from a feed, and one that came from the page: a turn, and no edit."""

import json
from typing import Any

from pipelines.stated_texts import is_turn, with_whole_text

WHOLE = "Мост откроют весной, а паром пойдёт летом. Дорогу к нему чинят уже теперь."


def columns(body: str | None, origin: str) -> dict[str, Any]:
    return {"title": "Мост", "body": body, "origins": json.dumps({"body": origin})}


def test_only_a_text_of_another_origin_on_account_of_a_feed_is_a_turn() -> None:
    assert is_turn(columns("а", "feed"), columns("б", "own"))
    assert is_turn(columns("а", "structure"), columns("б", "feed"))
    assert is_turn(columns("а", "microdata"), columns("б", "structure (feed)"))
    assert not is_turn(columns("а", "feed"), columns("б", "feed"))
    assert not is_turn(columns("а", "microdata"), columns("б", "structure"))
    assert not is_turn(columns("а", "structure"), columns("б", "structure (feed)"))
    assert not is_turn({"title": "Проект", "origins": "{}"}, {"title": "Проект", "origins": "{}"})


def test_a_pages_text_is_not_shortened_by_a_feeds() -> None:
    stored, short = columns(WHOLE, "structure"), columns(WHOLE[:40], "feed")
    assert with_whole_text(stored, short) == stored
    longer = columns(f"{WHOLE} Работы идут по плану.", "feed")
    assert with_whole_text(stored, longer) == longer


def test_a_page_without_text_takes_back_nothing_that_its_feed_gave() -> None:
    stored = columns(WHOLE, "feed")
    assert with_whole_text(stored, {**columns(None, "feed"), "origins": "{}"}) == stored


def test_a_feed_may_shorten_what_it_said_itself_and_so_may_a_page() -> None:
    for origin in ("feed", "own"):
        row = columns("Мост откроют.", origin)
        assert with_whole_text(columns(WHOLE, "feed"), row) == row
