"""A tool that is not ours reads the archive of real crawls: the command of warcio."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dozor.world import SampleWorld

from .conftest import Run, rows

pytestmark = pytest.mark.slow

SNAPSHOTS = "SELECT warc_file, warc_offset, http_status, final_url, body_sha256 FROM snapshots"
FIELDS = "offset,warc-type,warc-target-uri,http:status,warc-refers-to-date,warc-profile"


def warcio(*words: object) -> bytes:
    command = [sys.executable, "-m", "warcio.cli", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.fixture
def data(crawl: Run, tmp_path: Path, world: SampleWorld) -> Path:
    """Three crawls of two sites, the second on the day of the first, in several files."""
    for day in (0, 0, 1):
        world.move_to(day)
        far = ("--since", "2000-01-01", "--limit", 500)
        crawl("ysia", "ksorstn", "--full", *far, "-s", "ARCHIVE_FILE_BYTES=50000")
    return tmp_path / "data"


def test_warcio_checks_indexes_and_extracts_what_was_crawled(data: Path) -> None:
    files = sorted(path for path in data.glob("archive/**/*") if path.is_file())
    assert len(files) > 4
    for path in files:
        assert b"fail" not in warcio("check", "-v", path)
    found = {place: entry for path in files for place, entry in index(data, path).items()}
    stored, kinds = rows(data, SNAPSHOTS), Counter[str]()
    for row in stored:
        entry = found.pop((row["warc_file"], row["warc_offset"]))
        kinds[entry["warc-type"]] += 1
        assert int(entry["http:status"]) == row["http_status"]
        if entry["warc-type"] == "revisit":
            assert entry["warc-profile"].endswith(("identical-payload-digest", "not-modified"))
            assert entry["warc-refers-to-date"] == "2026-03-02T06:00:00Z"
        elif kinds["response"] % 10 == 0 and row["http_status"] == 200:
            body = warcio("extract", "--payload", data / row["warc_file"], row["warc_offset"])
            assert hashlib.sha256(body).hexdigest() == row["body_sha256"]
    assert kinds["revisit"] > 10
    assert kinds["response"] > 30
    assert {entry["http:status"] for entry in found.values()} <= {"301", "302"}, "led elsewhere"


def index(data: Path, path: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """What `warcio index` says of the answers in a file, by their place."""
    lines = warcio("index", "-f", FIELDS, path).decode().splitlines()
    entries = [json.loads(line) for line in lines]
    return {
        (str(path.relative_to(data)), int(entry["offset"])): entry
        for entry in entries
        if entry["warc-type"] in {"response", "revisit"}
    }
