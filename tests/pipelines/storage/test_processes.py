import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pipelines.storage.connection import open_store

ROOT = Path(__file__).parents[3]
WORKER = Path(__file__).with_name("worker.py")
RECORDS = (
    "SELECT key, title, first_seen, last_seen, inn, organisation FROM grants ORDER BY key",
    "SELECT key, name FROM organisations ORDER BY key",
    "SELECT kind, record_kind, record_key FROM events ORDER BY record_kind, record_key, kind",
    "SELECT record_kind, field, old, new FROM changes ORDER BY record_id, field",
    "SELECT key, state, etag, body_sha256 FROM pages ORDER BY key",
    "SELECT rowid >> 40, names FROM search ORDER BY rowid >> 40, names",
)


def start(path: Path, first: int, last: int) -> "subprocess.Popen[Any]":
    command = [sys.executable, str(WORKER), str(path), str(first), str(last)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})


def contents(path: Path) -> list[list[tuple[Any, ...]]]:
    db = open_store(path)
    found = [db.conn.execute(sql).fetchall() for sql in RECORDS]
    db.close()
    return found


def grants(path: Path) -> int:
    return Database(path)["grants"].count if path.exists() else 0


@pytest.mark.slow
@pytest.mark.parametrize("stored", [1, 40, 170])
def test_a_crawl_killed_in_the_middle_and_run_again_ends_in_the_same(
    tmp_path: Path, stored: int
) -> None:
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    open_store(killed).close()
    process = start(killed, 0, 200)
    while grants(killed) < stored:
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert grants(killed) < 200
    for path in (killed, whole):
        assert start(path, 0, 200).wait(timeout=60) == 0
    assert contents(killed) == contents(whole)


@pytest.mark.slow
def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "dozor.db"
    started = [start(path, first, first + 150) for first in (0, 100, 200)]
    assert [process.wait(timeout=120) for process in started] == [0, 0, 0]
    db = open_store(path)
    assert db["grants"].count == 350
    assert db["organisations"].count == 35
    assert db["pages"].count == 350
    assert db.execute("SELECT sum(created), count(*) FROM runs").fetchone() == (350, 3)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
