"""A crawl's writing, without the crawl: some forty articles a second, in batches. DATABASE."""

import random
import sqlite3
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pipelines.storage.connection import BUSY_SECONDS, immediate
from pipelines.storage.rows import insert
from pipelines.storage.search_rows import index_record

_BATCH = 20
_PAUSE = 0.5
_TEXT = "SELECT title, lead, body, source_id, region FROM articles WHERE id = ?"


def write(path: Path) -> None:
    """Store articles with the words of others until one is stopped."""
    db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None))
    chance = random.Random(5)  # noqa: S311  data, no secret
    (last,) = db.conn.execute("SELECT max(id) FROM articles").fetchone()
    number = last
    while True:
        with immediate(db) as connection:
            for _ in range(_BATCH):
                number += 1
                _store(connection, number, chance.randint(1, last))
        time.sleep(_PAUSE)


def _store(connection: sqlite3.Connection, number: int, like: int) -> None:
    found = connection.execute(_TEXT, (like,)).fetchone()
    title, lead, body, source, region = found or ("Мост", "", "", "site1", None)
    at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    row = {
        "key": f"new{number}", "source_id": source, "url": f"https://new.example/{number}",
        "first_seen": at, "last_seen": at, "title": title, "sort_utc": at, "published_on": at[:10],
        "word_count": 100, "region": region, "lead": lead, "body": body, "texts": "{}",
        "origins": "{}",
    }  # fmt: skip
    row_id = insert(connection, "articles", row)
    index_record(connection, "article", {**row, "id": row_id, "author": None, "tags": "[]"})
    insert(connection, "events", {"at": at, "kind": "created", "source_id": source})


if __name__ == "__main__":
    write(Path(sys.argv[1]))
