"""`dozor thin` over the archive of real crawls, stopped at every step."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import read_snapshot
from crawler.file_locks import hold
from dozor.thin import Rule, thin
from pipelines.storage.snapshot_rows import chained, facts_digest

from .conftest import ROOT, Run, rows

Rows = list[dict[str, Any]]
SNAPSHOTS = "SELECT * FROM snapshots ORDER BY id"
THINNED_ALONE = "SELECT id FROM snapshots WHERE thinned_at IS NOT NULL"
THINNED = f"{THINNED_ALONE} ORDER BY id"
TABLES = ("articles", "grants", "revisions", "changes", "events", "pages", "rejects")


@pytest.fixture(scope="module")
def crawled(sample_data: Callable[[int], Path]) -> Path:
    """A data folder of four days' crawls, each of every page."""
    return sample_data(3)


@pytest.fixture
def data(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it to thin."""
    return Path(shutil.copytree(crawled, tmp_path / "data"))


@pytest.fixture(scope="module")
def thinned(crawled: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What an undisturbed call thins."""
    whole = Path(shutil.copytree(crawled, tmp_path_factory.mktemp("thinned") / "data"))
    thin(whole, Rule(days=1))
    return rows(whole, THINNED)


def files_of(data: Path) -> set[str]:
    return {str(path.relative_to(data)) for path in data.glob("archive/**/*.warc.gz")}


def check_whole(data: Path) -> None:
    """Every snapshot that is there can be read by Dozor and by warcio; the chain verifies."""
    link = ""
    bodies = set()
    for row in rows(data, SNAPSHOTS):
        facts = (row["body_sha256"], row["final_url"], row["fetched_at"], str(row["http_status"]))
        link = chained(link, facts_digest(*facts))
        assert link == row["chain_sha256"]
        if row["thinned_at"]:
            continue
        kept = read_snapshot(data, row["warc_file"], row["warc_offset"])
        assert kept.status == row["http_status"]
        if hashlib.sha256(kept.body).hexdigest() == row["body_sha256"]:
            bodies.add((row["page_id"], row["body_sha256"]))
        else:  # a revisit; the response that it refers to came before it
            assert (row["page_id"], row["body_sha256"]) in bodies
    held = {row["warc_file"] for row in rows(data, SNAPSHOTS) if not row["thinned_at"]}
    assert files_of(data) == held
    check_with_warcio(data)


def check_with_warcio(data: Path) -> None:
    offsets = {
        (row["warc_file"], row["warc_offset"])
        for row in rows(data, SNAPSHOTS)
        if not row["thinned_at"]
    }
    seen = set()
    for name in files_of(data):
        with (data / name).open("rb") as stream:
            archive = ArchiveIterator(stream, check_digests="raise")
            for record in archive:
                assert record.rec_type in {"warcinfo", "request", "response", "revisit"}
                record.content_stream().read()
                seen.add((name, archive.get_record_offset()))
    assert offsets <= seen


def test_what_nothing_stands_on_goes_and_all_else_can_be_read(dozor: Run, data: Path) -> None:
    before = [rows(data, f"SELECT * FROM {table} ORDER BY id") for table in TABLES]
    size = sum((data / name).stat().st_size for name in files_of(data))
    said = dozor("thin", "--older-than", 1, "--data", data)
    assert said.returncode == 0
    thinned = rows(data, THINNED)
    assert f"{len(thinned)} archived responses let go" in said.stdout
    assert len(thinned) > 20
    assert sum((data / name).stat().st_size for name in files_of(data)) < size
    assert [rows(data, f"SELECT * FROM {table} ORDER BY id") for table in TABLES] == before
    check_whole(data)
    again = dozor("thin", "--older-than", 1, "--data", data)
    assert again.stdout.startswith("0 archived responses")
    assert rows(data, THINNED) == thinned


def test_what_something_stands_on_stays(dozor: Run, data: Path) -> None:
    dozor("thin", "--older-than", 1, "--data", data)
    for table in ("articles", "grants", "revisions"):
        query = f"SELECT thinned_at FROM snapshots WHERE id IN (SELECT snapshot_id FROM {table})"
        found = rows(data, query)
        assert found
        assert not [row for row in found if row["thinned_at"]]
    assert not ends_thinned(data, "max")


def ends_thinned(data: Path, end: str) -> list[object]:
    """Give the pages whose last (max) or first (min) snapshot is thinned."""
    ends = f"SELECT {end}(id) FROM snapshots GROUP BY page_id"
    return [*rows(data, f"{THINNED_ALONE} AND id IN ({ends})")]


def test_a_replay_reads_a_thinned_archive_as_it_read_the_whole(dozor: Run, data: Path) -> None:
    whole = dozor("replay", "--data", data).stdout.partition(" archived pages ")[0]
    dozor("thin", "--older-than", 1, "--data", data)
    said = dozor("replay", "--data", data).stdout
    assert "nothing differs" in said
    assert said.partition(" archived pages ")[0] == whole


def test_young_responses_stay(dozor: Run, data: Path) -> None:
    said = dozor("thin", "--older-than", 36500, "--data", data)
    assert said.stdout.startswith("0 archived responses")
    assert rows(data, THINNED) == []


def test_one_a_month_can_be_kept(dozor: Run, data: Path) -> None:
    plain = dozor("thin", "--older-than", 1, "--dry-run", "--data", data).stdout
    monthly = dozor("thin", "--older-than", 1, "--keep-monthly", "--dry-run", "--data", data).stdout
    assert int(plain.split()[0]) > int(monthly.split()[0])
    assert rows(data, THINNED) == []
    dozor("thin", "--older-than", 1, "--keep-monthly", "--data", data)
    assert not ends_thinned(data, "min")


def test_a_file_that_a_crawl_is_writing_is_left(dozor: Run, data: Path) -> None:
    name = rows(data, SNAPSHOTS)[0]["warc_file"]
    with (data / name).open("rb") as file:
        hold(file)
        said = dozor("thin", "--older-than", 1, "--data", data)
    assert said.returncode == 1
    assert "1 files left" in said.stdout
    assert name in files_of(data)
    check_whole(data)


def test_a_damaged_file_is_left_and_named(dozor: Run, data: Path) -> None:
    name = rows(data, SNAPSHOTS)[0]["warc_file"]
    path = data / name
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    said = dozor("thin", "--older-than", 1, "--data", data)
    assert said.returncode == 1
    assert name in said.stderr
    assert path.read_bytes() == content[: len(content) // 2]
    assert not [
        row for row in rows(data, SNAPSHOTS) if row["warc_file"] == name and row["thinned_at"]
    ]


STEPS = {
    "while a copy is written": ("crawler.warc_copying", "sync_folder", "before"),
    "before the rows are switched": ("dozor.thin", "_switch", "before"),
    "within the transaction": ("dozor.thin", "mark_thinned", "before"),
    "before the transaction ends": ("dozor.thin", "mark_thinned", "after"),
    "before the old file goes": ("dozor.thin", "_switch", "after"),
    "after the old file went": ("dozor.thin", "let_go", "after"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("turn", [1, 3])
def test_killed_at_any_step_nothing_is_lost_and_the_next_call_ends_it(
    data: Path, tmp_path: Path, thinned: Rows, step: str, turn: int
) -> None:
    killed = thin_killed(data, tmp_path, STEPS[step], turn)
    assert killed.returncode == -signal.SIGKILL
    for row in rows(data, SNAPSHOTS):
        if not row["thinned_at"]:
            read_snapshot(data, row["warc_file"], row["warc_offset"])
    thin(data, Rule(days=1))
    assert rows(data, THINNED) == thinned
    check_whole(data)


def thin_killed(
    data: Path, folder: Path, step: tuple[str, str, str], turn: int
) -> subprocess.CompletedProcess[str]:
    """Run `dozor thin` and kill it before or after the n-th call of a function."""
    module, name, when = step
    (folder / "sitecustomize.py").write_text(
        f"import os, {module} as module\n"
        f"whole, turns = module.{name}, []\n"
        "def replaced(*words, **named):\n"
        "    turns.append(1)\n"
        f"    if len(turns) == {turn} and {when == 'before'}: os.kill(os.getpid(), 9)\n"
        "    result = whole(*words, **named)\n"
        f"    if len(turns) == {turn}: os.kill(os.getpid(), 9)\n"
        "    return result\n"
        f"module.{name} = replaced\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{ROOT}"}
    command = [sys.executable, "-m", "dozor", "thin", "--older-than", "1", "--data", str(data)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_two_at_once_do_not_meet(dozor: Run, data: Path) -> None:
    with (data / "thin.lock").open("ab") as lock:
        hold(lock)
        refused = dozor("thin", "--older-than", 1, "--data", data)
    assert refused.returncode == 2
    assert "another" in refused.stderr
