"""Opening `dozor.db`: its settings, its migrations, and clear errors where it cannot be used."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler import clock
from pipelines.storage.errors import StorageError
from pipelines.storage.schema import migrations

BUSY_SECONDS = 60.0
BEFORE_UPGRADE = "before-upgrade.db"


def open_store(path: Path, *, sample: bool = False) -> Database:
    """Open the database for writing, made or upgraded where needed.

    `sample` says which kind is wanted: the demo's sample data or a real crawl's; one kind refuses
    the other. Every transaction must be begun explicitly (see `immediate`). Raises StorageError.
    """
    connection = _connect(path)
    try:
        db = _prepared(connection, path, sample=sample)
    except sqlite3.Error as error:
        connection.close()
        raise StorageError(_explained(path, error)) from error
    except BaseException:
        connection.close()
        raise
    return db


def open_file(path: Path, migrations: Migrations) -> Database:
    """Open a database beside `dozor.db`, made or upgraded where needed. Raises StorageError.

    Every transaction must be begun explicitly (see `immediate`).
    """
    connection = _connect(path)
    try:
        db = Database(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        if migrations.pending(db):
            with immediate(db):
                migrations.apply(db)
    except sqlite3.Error as error:
        connection.close()
        raise StorageError(_explained(path, error)) from error
    return db


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Hold a database of either kind, sample or real, made where it is not there.

    For what is done to a store after or between crawls; a crawl says which kind it wants. Raises
    StorageError.
    """
    db = open_store(path, sample=_is_sample(path))
    try:
        yield db
    finally:
        db.close()


@contextmanager
def immediate(db: Database) -> Iterator[sqlite3.Connection]:
    """Hold one write transaction: others are waited for at its start, never in its midst."""
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold a part of a transaction that can fail for itself."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


def meta(db: Database, key: str) -> str | None:
    """Give a fact about the database itself: `sample`, `epoch`, `created`, `schema_version`."""
    row = db.conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def new_epoch(db: Database) -> None:
    """Say that this is another database now, restored after the runs that are in it.

    Who follows its events begins anew, and what the next round of each source finds is no news.
    """
    with immediate(db) as connection:
        last = connection.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0]
        facts = {"epoch": secrets.token_hex(8), "restored_after_run": str(last)}
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())


def _is_sample(path: Path) -> bool:
    if not path.is_file():
        return False
    with closing(_connect(path)) as connection:
        try:
            return meta(Database(connection), "sample") == "1"
        except sqlite3.Error:  # no database of ours: opening it will say so
            return False


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path.parent}: this folder cannot be made ({error.strerror}). "
            "Name another with --data or DOZOR_DATA"
        ) from error
    try:
        return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise StorageError(_explained(path, error)) from error


def _prepared(connection: sqlite3.Connection, path: Path, *, sample: bool) -> Database:
    connection.execute("PRAGMA foreign_keys = ON")
    db = Database(connection)
    _check(db, path, sample=sample)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if migrations.pending(db):
        _keep_before_upgrade(connection, path)
        _migrate(db, sample=sample)
        _check(db, path, sample=sample)
    return db


def _keep_before_upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Copy a database that an upgrade is to change to `before-upgrade.db`, to go back to.

    The upgrade itself is one transaction: what fails leaves the database as it was.
    """
    if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        return
    part = path.with_name(f"{BEFORE_UPGRADE}.{secrets.token_hex(4)}.part")
    with closing(sqlite3.connect(part)) as kept:
        connection.backup(kept)
    part.replace(path.with_name(BEFORE_UPGRADE))


def _migrate(db: Database, *, sample: bool) -> None:
    with immediate(db) as connection:
        migrations.apply(db)
        facts = {"sample": str(int(sample)), "epoch": secrets.token_hex(8)}
        facts["created"] = clock.timestamp()
        connection.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", facts.items())
        connection.execute(
            "INSERT OR REPLACE INTO meta VALUES ('schema_version', ?)",
            (str(len(migrations.applied(db))),),
        )


def _check(db: Database, path: Path, *, sample: bool) -> None:
    applied = {migration.name for migration in migrations.applied(db)}
    if not applied and db.table_names():
        raise StorageError(
            f"{path}: this is a database of something else. Name another folder with --data"
        )
    unknown = applied - {migration.name for migration in migrations.pending(Database(memory=True))}
    if unknown:
        raise StorageError(
            f"{path}: written by a newer version of Dozor ({', '.join(sorted(unknown))}). "
            "Update Dozor, or name another folder with --data"
        )
    if applied and meta(db, "sample") != str(int(sample)):
        raise StorageError(_wrong_kind(path, sample=sample))


def _wrong_kind(path: Path, *, sample: bool) -> str:
    if sample:
        return f"{path}: holds real data; the demo only writes to a folder of its own"
    return f"{path}: holds sample data; a real crawl needs another folder (--data)"


def _explained(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return f"{path}: this is no database, or a damaged one. Move it away, or restore a backup"
    if "unable to open" in text or "readonly" in text:
        return (
            f"{path}: cannot be written. Check the folder's permissions, or name another (--data)"
        )
    if "locked" in text:
        return f"{path}: another program has held it for {BUSY_SECONDS:.0f} s. Try again later"
    return f"{path}: {text}"
