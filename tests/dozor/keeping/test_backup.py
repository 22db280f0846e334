"""Backups and bringing them back: whole or not at all, whatever happens meanwhile."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import read_snapshot
from dozor.errors import SetupError
from dozor.keeping.backup import back_up, backups_in
from dozor.keeping.check import check
from dozor.keeping.restore import restore
from dozor.world import SampleWorld, moment

from .conftest import ROOT

EVERYTHING = (
    "articles",
    "grants",
    "revisions",
    "changes",
    "events",
    "pages",
    "snapshots",
    "search",
)


def dump(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in EVERYTHING
        }


def epoch(data: Path) -> str:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'epoch'").fetchone()
    return str(found[0])


def test_what_comes_back_is_what_was_there_under_an_epoch_of_its_own(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "dozor.toml").write_text('contact = "who@newsroom.example"\n')
    back_up(data, tmp_path / "kept", tmp_path)
    done = restore(tmp_path / "kept", tmp_path / "back", tmp_path / "elsewhere")
    assert dump(tmp_path / "back") == dump(data)
    assert epoch(tmp_path / "back") != epoch(data)
    assert check(tmp_path / "back").faults == []
    assert [path.read_text() for path in done.settings] == ['contact = "who@newsroom.example"\n']


def test_a_second_backup_copies_no_file_of_the_archive_again(data: Path, tmp_path: Path) -> None:
    first = back_up(data, tmp_path / "kept", tmp_path)
    second = back_up(data, tmp_path / "kept", tmp_path)
    archived = sum(entry.size for entry in first.manifest.archive)
    assert archived > 0
    assert first.copied - second.copied == archived


def test_old_backups_go_with_what_only_they_needed(data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    old = back_up(data, kept, tmp_path)
    with closing(sqlite3.connect(data / "dozor.db")) as connection, connection:
        name = connection.execute("SELECT min(warc_file) FROM snapshots").fetchone()[0]
        connection.execute("UPDATE snapshots SET thinned_at = '2026' WHERE warc_file = ?", [name])
    new = back_up(data, kept, tmp_path, keep=1)
    assert (old.folder.exists(), new.dropped) == (False, 1)
    assert not (kept / name).exists()
    assert backups_in(kept) == [new.folder]
    restore(kept, tmp_path / "back", tmp_path / "settings")


def test_settings_never_replace_those_that_are_there(data: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("# then\n")
    back_up(data, tmp_path / "kept", tmp_path)
    (tmp_path / "sources.toml").write_text("# now\n")
    done = restore(tmp_path / "kept", tmp_path / "back", tmp_path)
    assert (tmp_path / "sources.toml").read_text() == "# now\n"
    assert done.settings == (tmp_path / "back/settings/sources.toml",)


@pytest.mark.parametrize("harm", ["a byte", "cut", "missing"])
@pytest.mark.parametrize("what", ["dozor.db", "archive"])
def test_a_damaged_backup_is_named_and_nothing_is_restored(
    data: Path, tmp_path: Path, what: str, harm: str
) -> None:
    made = back_up(data, tmp_path / "kept", tmp_path)
    entry = made.manifest.archive[0] if what == "archive" else made.manifest.files[0]
    folder = tmp_path / "kept" if what == "archive" else made.folder
    path = folder / entry.path
    whole = path.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(changed if harm == "a byte" else whole[:middle])
    with pytest.raises(SetupError, match=entry.path):
        restore(tmp_path / "kept", tmp_path / "back", tmp_path)
    assert not (tmp_path / "back").exists()


def test_nothing_is_restored_over_what_is_there(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "kept", tmp_path)
    with pytest.raises(SetupError, match="not empty"):
        restore(tmp_path / "kept", data, tmp_path)


def test_a_foreign_folder_is_no_backup_and_no_place_for_one(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "holiday"
    other.mkdir()
    (other / "photo.jpg").write_bytes(b"x")
    with pytest.raises(SetupError, match="holds other things"):
        back_up(data, other, tmp_path)
    with pytest.raises(SetupError, match="holds no backup"):
        restore(other, tmp_path / "back", tmp_path)
    with pytest.raises(SetupError, match="outside"):
        back_up(data, data / "kept", tmp_path)


def test_a_backup_of_another_format_is_said(data: Path, tmp_path: Path) -> None:
    made = back_up(data, tmp_path / "kept", tmp_path)
    manifest = made.folder / "manifest.json"
    facts = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(facts | {"format": 99}))
    with pytest.raises(SetupError, match="newer version"):
        restore(made.folder, tmp_path / "back", tmp_path)
    manifest.write_text("{")
    with pytest.raises(SetupError, match="damaged"):
        restore(made.folder, tmp_path / "back", tmp_path)


def test_a_manifest_cannot_lead_out_of_its_folder(data: Path, tmp_path: Path) -> None:
    made = back_up(data, tmp_path / "kept", tmp_path)
    manifest = made.folder / "manifest.json"
    facts = json.loads(manifest.read_text())
    facts["files"][0]["path"] = "../../../dozor.db"
    manifest.write_text(json.dumps(facts))
    with pytest.raises(SetupError, match="leads out"):
        restore(made.folder, tmp_path / "back", tmp_path)


def test_a_full_disk_leaves_the_backups_that_there_were(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "kept", tmp_path)
    for path in tmp_path.glob("kept/archive/**/*.warc.gz"):
        path.unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dozor.keeping.backup.copy", full)
    with pytest.raises(OSError, match="No space left"):
        back_up(data, tmp_path / "kept", tmp_path)
    assert len(backups_in(tmp_path / "kept")) == 1
    assert list((tmp_path / "kept").glob(".partial-*")) == []


@pytest.mark.slow
def test_a_backup_taken_during_a_crawl_is_whole_and_is_crawled_on(tmp_path: Path) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept"

    def crawl(folder: Path, world: SampleWorld) -> subprocess.Popen[bytes]:
        redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
        words = ("crawl", "--data", str(folder), "--now", moment(world.day).isoformat())
        command = [sys.executable, "-m", "dozor", *words, "--full", *redirect]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

    with SampleWorld(day=0) as world:
        assert crawl(data, world).wait(timeout=60) in {0, 1}
        world.move_to(1)
        crawling = crawl(data, world)
        while crawling.poll() is None:
            back_up(data, kept, tmp_path)
            time.sleep(0.2)
        assert len(backups_in(kept)) > 1
        for number, backup in enumerate(backups_in(kept)):
            restore(backup, tmp_path / f"back{number}", tmp_path)
            assert check(tmp_path / f"back{number}").faults == []
        again = tmp_path / "back0"
        assert crawl(again, world).wait(timeout=60) in {0, 1}
    texts = "SELECT source_id, key, title, body FROM articles ORDER BY 1, 2"
    with (
        closing(sqlite3.connect(data / "dozor.db")) as one,
        closing(sqlite3.connect(again / "dozor.db")) as other,
    ):
        assert one.execute(texts).fetchall() == other.execute(texts).fetchall()


def test_every_restored_answer_can_be_read(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "kept", tmp_path)
    restore(tmp_path / "kept", tmp_path / "back", tmp_path)
    shutil.rmtree(data)
    with closing(sqlite3.connect(tmp_path / "back/dozor.db")) as connection:
        rows = connection.execute("SELECT warc_file, warc_offset, http_status FROM snapshots")
        assert all(read_snapshot(tmp_path / "back", f, o).status == s for f, o, s in rows)
