"""Where origins of a record say different things, their words stand side by side."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from dozor.serve import build


def test_what_origins_say_differently_stands_side_by_side(
    tmp_path: Path, make_data: Callable[[Path], None]
) -> None:
    make_data(tmp_path)
    seen = "2026-03-02T12:00:00Z"
    claims = [
        ("requested_kopecks", "card", "64570020"),
        ("requested_kopecks", "workbook", "64570000"),
        ("status", "card", "won"),
        ("status", "workbook", "won"),
        ("url", "card", "https://a.example"),
        ("url", "workbook", "https://b.example"),
    ]
    with closing(sqlite3.connect(tmp_path / "dozor.db")) as connection:
        connection.executemany(
            "INSERT INTO claims (record_kind, record_id, field, origin, value, first_seen,"
            f" last_seen) VALUES ('grant', 1, ?, ?, ?, '{seen}', '{seen}')",
            claims,
        )
        connection.commit()
    app = build(tmp_path)
    page = asyncio.run(app.client.get("/dozor/grants/1")).text
    other = asyncio.run(app.client.get("/dozor/grants/2")).text
    app.get_database("dozor").close()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")
    said = words.partition("Что говорят источники")[2]
    assert "Запрошено 645 700,20 ₽ 645 700,00 ₽" in said
    assert "Одно и то же сказано: 1 поле." in said
    assert "a.example" not in said
    assert "Что говорят источники" not in other
