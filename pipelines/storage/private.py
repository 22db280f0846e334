"""`private.db`: watches and the alerts that wait for delivery. Datasette never serves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from pipelines.storage.connection import open_file

migrations = Migrations("dozor-private")
_WATCHES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE watches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    target TEXT NOT NULL, delivery TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT 'now' CHECK (digest IN ('now', 'hour', 'day')),
    cap INTEGER NOT NULL DEFAULT 20, cursor INTEGER NOT NULL, paused_until TEXT,
    created TEXT NOT NULL
) STRICT;

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
    dedupe_key TEXT NOT NULL UNIQUE, record_kind TEXT, record_key TEXT, change_id INTEGER,
    reason TEXT NOT NULL, created TEXT NOT NULL, sent TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, next_attempt TEXT, error TEXT,
    gathered INTEGER NOT NULL DEFAULT 0 CHECK (gathered IN (0, 1)), text TEXT NOT NULL
) STRICT;
CREATE INDEX alerts_due ON alerts (next_attempt) WHERE sent IS NULL;
CREATE INDEX alerts_watch ON alerts (watch_id, created);
"""
_WITHHELD = """
CREATE TABLE withheld (
    case_sha256 TEXT PRIMARY KEY, subject TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
    alerts TEXT NOT NULL, kept TEXT NOT NULL
) STRICT
"""


@migrations()
def watches(db: Database) -> None:
    """Make the tables of watches and alerts."""
    for statement in _WATCHES.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def withheld(db: Database) -> None:
    """Make the table of what was moved out of the served file."""
    db.execute(_WITHHELD)


@migrations()
def run_cursor(db: Database) -> None:
    """Note up to which run a watch has heard of its source's health."""
    db.execute("ALTER TABLE watches ADD COLUMN run_cursor INTEGER")


@contextmanager
def opened_private(data: Path) -> Iterator[Database]:
    """Hold a data folder's private database, made where it is not there. Raises StorageError.

    Every transaction must be begun explicitly. Nobody but its owner may read the file.
    """
    path = private_database(data)
    db = open_file(path, migrations)
    try:
        path.chmod(0o600)
        db.conn.execute("PRAGMA synchronous = FULL")  # what is said to be sent must stay said
        yield db
    finally:
        db.close()


def private_database(data: Path) -> Path:
    """Give the path of a data folder's private database."""
    return data / "private" / "private.db"
