"""The check finds what is harmed and names it; what can be set right is set right."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.warc_copying import members
from dozor.errors import SetupError
from dozor.keeping.check import check
from dozor.keeping.repair import repair


def harm(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as connection, connection:
        connection.execute(sql)


def faults(data: Path) -> str:
    return "; ".join(fault.what for fault in check(data).faults)


def test_what_was_crawled_is_whole(data: Path) -> None:
    done = check(data)
    assert (done.faults, done.snapshots > 100, done.files > 1) == ([], True, True)


def test_a_missing_file_is_named_with_what_is_lost(data: Path) -> None:
    file = next(data.glob("archive/**/*.warc.gz"))
    file.unlink()
    assert f"{file.relative_to(data)}: the file is missing" in faults(data)


def flip(data: Path, kind: str) -> None:
    """Change a byte in the midst of a record of the largest file."""
    file = max(data.glob("archive/**/*.warc.gz"), key=lambda path: path.stat().st_size)
    found = [member for member in members(file) if member.fields["WARC-Type"] == kind]
    whole = bytearray(file.read_bytes())
    whole[found[3].offset + found[3].length // 2] ^= 0xFF
    file.write_bytes(whole)


@pytest.mark.parametrize("kind", ["response", "request"])
def test_a_changed_byte_of_an_archived_record_is_found(data: Path, kind: str) -> None:
    flip(data, kind)
    assert check(data).faults


@pytest.mark.parametrize(
    "column", ["body_sha256 = 'x'", "final_url = 'x'", "fetched_at = '2020-01-01T00:00:00Z'"]
)
def test_a_snapshot_that_was_changed_breaks_the_chain(data: Path, column: str) -> None:
    harm(data, f"UPDATE snapshots SET {column} WHERE id = 7")
    assert "chain of digests breaks at snapshot 7" in faults(data)


def test_a_row_that_leads_nowhere_is_found(data: Path) -> None:
    harm(data, "UPDATE articles SET page_id = 999999 WHERE id = 1")
    assert "1 rows of articles" in faults(data)


def test_the_search_index_is_set_right(data: Path) -> None:
    harm(data, "DELETE FROM search WHERE rowid IN (SELECT search_id FROM articles LIMIT 3)")
    harm(data, "INSERT INTO search (rowid, title) VALUES (100000, 'никуда')")
    assert "3 records are not in the search index" in faults(data)
    assert repair(data)
    assert check(data).faults == []
    assert repair(data) == []


def test_a_folder_without_a_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no database"):
        check(tmp_path)
