"""From every change to the archived copies on both sides of it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from .conftest import SEEN

Get = Callable[..., httpx.Response]
PAGES = ["/dozor/articles/1", "/dozor/changes", "/dozor/changes/77", "/dozor/stealth_edits"]

_PAGE = """
INSERT INTO pages (id, key, url, source_id, kind, first_seen)
VALUES (70, 'k70', 'https://veter.example/70', 'veter', 'article', ?)
"""
_SNAPSHOT = """
INSERT INTO snapshots (id, page_id, run_id, fetched_at, http_status, final_url, body_sha256,
    length, warc_file, warc_offset, chain_sha256)
VALUES (?, 70, 1, ?, 200, 'https://veter.example/70', '00', 9, 'a.warc.gz', ?, '00')
"""


@pytest.fixture
def edited(copied: Path, client: Callable[[Path], Get]) -> Get:
    """The app over a database in which a headline changed from one copy to the next."""
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(_PAGE, (SEEN,))
        for number in (71, 72):
            connection.execute(_SNAPSHOT, (number, SEEN, number))
            connection.execute(
                "INSERT INTO revisions (id, record_kind, record_id, seen_at, cause, record, noted,"
                " snapshot_id) VALUES (?, 'article', 1, ?, 'source', '{}', 0, ?)",
                (number, SEEN, number),
            )
        connection.execute(
            "INSERT INTO changes (id, revision_id, record_kind, record_id, field, cause,"
            " significance, seen_at, old, new)"
            " VALUES (77, 72, 'article', 1, 'title', 'source', 95, ?, 'Было так', 'Стало так')",
            (SEEN,),
        )
        connection.commit()
    return client(copied)


@pytest.mark.parametrize("page", PAGES)
def test_a_change_leads_to_the_copy_before_and_the_copy_after(edited: Get, page: str) -> None:
    html = edited(f"{page}?_lang=ru").text
    assert '<a href="/-/snapshot/71">копия до' in html
    assert '<a href="/-/snapshot/72">копия после' in html
