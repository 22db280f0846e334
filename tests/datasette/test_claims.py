"""Where origins of a record say different things, their words stand side by side."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx

Get = Callable[..., httpx.Response]


def test_what_origins_say_differently_stands_side_by_side(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    seen = "2026-03-02T12:00:00Z"
    claims = [
        ("requested_kopecks", "card", "64570020"),
        ("requested_kopecks", "workbook", "64570000"),
        ("status", "card", "won"),
        ("status", "workbook", "won"),
        ("url", "card", "https://a.example"),
        ("url", "workbook", "https://b.example"),
    ]
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.executemany(
            "INSERT INTO claims (record_kind, record_id, field, origin, value, first_seen,"
            f" last_seen) VALUES ('grant', 1, ?, ?, ?, '{seen}', '{seen}')",
            claims,
        )
        connection.commit()
    get = client(copied)
    page, other = get("/dozor/grants/1").text, get("/dozor/grants/2").text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")
    said = words.partition("Что говорят источники")[2]
    assert "Запрошено 645 700,20 ₽ 645 700,00 ₽" in said
    assert "Одно и то же сказано: 1 поле." in said
    assert "a.example" not in said
    assert "Что говорят источники" not in other
