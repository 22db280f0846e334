"""The pack of a record, from its page."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from dozor.evidence.verify import faults
from dozor.serve import build


@pytest.fixture(scope="module")
def app(crawled: Path) -> Iterator[Datasette]:
    made = build(crawled)
    yield made
    made.get_database("dozor").close()


def get(app: Datasette, path: str) -> httpx.Response:
    answer: httpx.Response = asyncio.run(app.client.get(path))
    return answer


def grant_with_a_card(data: Path) -> int:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        sql = "SELECT min(id) FROM grants WHERE page_id IS NOT NULL AND snapshot_id IS NOT NULL"
        return int(connection.execute(sql).fetchone()[0])


def test_the_page_of_a_record_leads_to_a_pack_that_checks(
    app: Datasette, crawled: Path, tmp_path: Path
) -> None:
    address = f"/-/evidence/grants/{grant_with_a_card(crawled)}.zip"
    assert address in get(app, f"/dozor/grants/{grant_with_a_card(crawled)}").text
    answer = get(app, address)
    assert answer.headers["content-type"] == "application/zip"
    (tmp_path / "pack.zip").write_bytes(answer.content)
    assert faults(str(tmp_path / "pack.zip")) == []


@pytest.mark.parametrize("path", ["grants/999999", "pages/1", "articles/0"])
def test_what_is_not_there_has_no_pack(app: Datasette, path: str) -> None:
    assert get(app, f"/-/evidence/{path}.zip").status_code == 404
