"""What was searched for is marked where it stands, exactly where the index would find it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lemmas import NOTHING, lemmatise, search_expression
from pipelines.sought import highlighted, snippet, sought

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
WORDS = st.sampled_from(
    ("гранты", "грант", "ёлка", "елки", "Слепцова", "ТОСов", "получили", "получить", "мост", "23-2")
)


def marked(text: str, query: str) -> str:
    pieces = highlighted(text, sought(query))
    return "".join(f"[{text}]" if found else text for text, found in pieces)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("О грантах и гранте.", "гранты", "О [грантах] и [гранте]."),
        ("Ёлочные игрушки", "елочный", "[Ёлочные] игрушки"),
        ("Гра\u00adнты\u0301 здесь", "грант", "[Гра\u00adнты\u0301] здесь"),
        ("Получили грант или нет", "«получили грант»", "[Получили] [грант] или нет"),
        ("Граница и грант", "гран*", "[Граница] и [грант]"),
        ("Заявка № 23-2-003335", "23-2-003335", "Заявка № [23]-[2]-[003335]"),
        ("Гранты и дети", "гранты -дети", "[Гранты] и дети"),
        ("Ничего такого", "мост", "Ничего такого"),
        ("", "мост", ""),
    ],
)  # fmt: skip
def test_words_are_marked_in_any_form(text: str, query: str, shown: str) -> None:
    assert marked(text, query) == shown


def test_a_snippet_is_the_stretch_that_has_most() -> None:
    text = "Мост стоит. " + "Ничего не случилось. " * 40 + "Мост открыли на грант. " + "Тихо. " * 60
    pieces = snippet(text, sought("мост грант"))
    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.found] == ["Мост", "грант"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert snippet("Ничего.", sought("мост")) == []


@given(st.text(LETTERS + " -«»*ёЁ\u00ad\u0301", max_size=60), st.text(max_size=12))
def test_the_pieces_are_the_text(text: str, query: str) -> None:
    assert "".join(piece.text for piece in highlighted(text, sought(query))) == text


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, min_size=1, max_size=2))
def test_what_the_index_finds_is_marked_and_nothing_else(
    words: list[str], asked: list[str]
) -> None:
    text, query = " ".join(words), f"«{' '.join(asked)}»"
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5 (title, names, text)")
    connection.execute("INSERT INTO search (text) VALUES (?)", (lemmatise(text),))
    expression = search_expression(query)
    sql = "SELECT count(*) FROM search WHERE search MATCH ?"
    (hit,) = connection.execute(sql, (expression,)).fetchone()
    assert expression != NOTHING
    assert any(piece.found for piece in highlighted(text, sought(query))) == bool(hit)
