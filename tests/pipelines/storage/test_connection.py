import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pipelines.storage import tables
from pipelines.storage.connection import BEFORE_UPGRADE, immediate, meta, open_store
from pipelines.storage.errors import StorageError
from pipelines.storage.schema import migrations

ROOT = Path(__file__).parents[3]
OPEN = "import sys; from pathlib import Path; from pipelines.storage.connection import open_store"


def schema(db: Database) -> dict[str, str]:
    rows = db.query("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {row["name"]: " ".join(row["sql"].split()) for row in rows}


def first_version(path: Path) -> None:
    """Make a file as the first version of Dozor made it, with something in it."""
    db = Database(path)
    second = [migration.name for migration in migrations.pending(db)][1]
    migrations.apply(db, stop_before=second)
    db["meta"].insert_all([{"key": "sample", "value": "0"}, {"key": "epoch", "value": "abc"}])
    db.execute("INSERT INTO sources VALUES ('s', 'С', 'news', 'https://s.example', 0, 0, 0, 60, 1)")
    db.conn.commit()
    db.close()


def test_a_new_database_waits_for_writers_and_keeps_foreign_keys(tmp_path: Path) -> None:
    db = open_store(tmp_path / "new" / "dozor.db")
    assert db.journal_mode == "wal"
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("INSERT INTO runs (source_id, started) VALUES ('nobody', 'now')")
    db.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    db = open_store(tmp_path / "dozor.db")
    ours = {table for table in db.table_names() if not table.startswith(("search", "_", "sqlite"))}
    assert ours
    assert {table for table in ours if not db[table].strict} == set()
    db.close()


def test_an_upgraded_file_keeps_its_rows_and_has_the_schema_of_a_new_one(tmp_path: Path) -> None:
    first_version(tmp_path / "old.db")
    old, new = open_store(tmp_path / "old.db"), open_store(tmp_path / "new.db")
    assert schema(old) == schema(new)
    assert [row["title"] for row in old["sources"].rows] == ["С"]
    assert (meta(old, "epoch"), meta(old, "schema_version")) == ("abc", meta(new, "schema_version"))
    old.close()
    new.close()


def test_an_upgrade_keeps_the_file_as_it_was_to_go_back_to(tmp_path: Path) -> None:
    first_version(tmp_path / "dozor.db")
    before = Database(tmp_path / "dozor.db")
    was = schema(before)
    before.close()
    open_store(tmp_path / "dozor.db").close()
    kept = Database(tmp_path / BEFORE_UPGRADE)
    assert schema(kept) == was
    assert [row["title"] for row in kept["sources"].rows] == ["С"]
    kept.close()
    assert not list(tmp_path.glob("*.part"))


def test_a_new_database_has_nothing_to_go_back_to(tmp_path: Path) -> None:
    open_store(tmp_path / "dozor.db").close()
    assert not (tmp_path / BEFORE_UPGRADE).exists()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(tmp_path / "dozor.db")
    monkeypatch.setattr(tables, "STEALTH", "CREATE TABLE half (id INTEGER) STRICT;\nNONSENSE;\n")
    with pytest.raises(StorageError):
        open_store(tmp_path / "dozor.db")
    monkeypatch.undo()
    left = Database(tmp_path / "dozor.db")
    assert "half" not in left.table_names()
    assert {one.name for one in migrations.applied(left)} == {"core"}
    left.close()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    db = open_store(tmp_path / "dozor.db")
    with immediate(db) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('dozor', 'time_travel', '2030')"
        )
    db.close()
    with pytest.raises(StorageError, match=r"newer version of Dozor \(time_travel\)"):
        open_store(tmp_path / "dozor.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dozor.db"
    path.write_text("это письмо, а не база\n" * 100)
    with pytest.raises(StorageError, match=r"dozor\.db: this is no database"):
        open_store(path)
    assert path.read_text().startswith("это письмо")


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "dozor.db") as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StorageError, match="something else"):
        open_store(tmp_path / "dozor.db")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"file/data: this folder cannot be made"):
        open_store(tmp_path / "file" / "data" / "dozor.db")


def test_a_folder_in_the_place_of_the_file_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "dozor.db").mkdir()
    with pytest.raises(StorageError, match="--data"):
        open_store(tmp_path / "dozor.db")


@pytest.mark.parametrize("sample", [True, False])
def test_sample_data_and_real_data_refuse_each_other(tmp_path: Path, *, sample: bool) -> None:
    open_store(tmp_path / "dozor.db", sample=sample).close()
    open_store(tmp_path / "dozor.db", sample=sample).close()
    with pytest.raises(StorageError, match=r"sample data|real data"):
        open_store(tmp_path / "dozor.db", sample=not sample)


def test_processes_that_start_at_once_on_a_new_file_all_get_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"{OPEN}; open_store(Path(sys.argv[1])).close()"]
    started: list[subprocess.Popen[Any]] = [
        subprocess.Popen([*command, str(tmp_path / "dozor.db")], cwd=ROOT) for _ in range(6)
    ]
    assert [process.wait(timeout=60) for process in started] == [0] * 6
