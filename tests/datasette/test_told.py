"""A record says where its text is the feed's, or was chosen by it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

Get = Callable[..., httpx.Response]
SHOWN = [
    ("feed", "Текст взят из ленты источника (feed)", "The text is that of the source&#39;s feed"),
    ("structure (feed)", "Выбрано то, что совпадает с текстом", "The one that agrees"),
]


@pytest.mark.parametrize(("origin", "russian", "english"), SHOWN)
def test_a_text_of_the_feeds_is_named_in_both_languages(
    copied: Path, client: Callable[[Path], Get], origin: str, russian: str, english: str
) -> None:
    set_origin(copied, origin)
    get = client(copied)
    assert russian in get("/dozor/articles/1").text
    assert english in get("/dozor/articles/1?_lang=en").text


def test_a_text_of_the_pages_needs_no_word(copied: Path, client: Callable[[Path], Get]) -> None:
    set_origin(copied, "structure")
    assert "из ленты источника" not in client(copied)("/dozor/articles/1").text


def set_origin(data: Path, origin: str) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as connection, connection:
        connection.execute(
            "UPDATE articles SET origins = json_object('title', 'own', 'body', ?) WHERE id = 1",
            (origin,),
        )
