"""Serving: the next free port, a clean end, and clear words where there is nothing to show."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from dozor.serve import HOME, ServeError, build
from pipelines.storage.schema import migrations

ROOT = HOME.parent
SERVE = """
import sys
from pathlib import Path
from dozor.serve import serve
serve(Path(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]),
      on_ready=lambda address: print(address, flush=True))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "dozor.db")
    migrations.apply(Database(connection))
    connection.close()
    return tmp_path


@contextmanager
def serving(data: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", SERVE, str(data), str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_busy_port_gives_way_to_the_next_and_ctrl_c_ends_it_well(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with serving(data, port) as (process, address):
            assert address.startswith("http://127.0.0.1:")
            assert not address.endswith(f":{port}/")
            with urllib.request.urlopen(f"{address}-/dozor.json") as answer:
                assert json.load(answer)["sample"] is False
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 0
            assert process.stderr
            assert process.stderr.read() == ""


def test_a_missing_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="there is no database yet"):
        build(tmp_path)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "dozor.db").write_text("not a database at all")
    with pytest.raises(ServeError, match="no database of Dozor"):
        build(tmp_path)


def test_another_programs_database_is_said(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "dozor.db")
    connection.execute("CREATE TABLE theirs (id)")
    connection.close()
    with pytest.raises(ServeError, match="no database of Dozor"):
        build(tmp_path)
