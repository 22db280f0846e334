"""Free pages, the write-ahead log and the index of words: nothing of what was deleted stays."""

from sqlite_utils import Database

from dozor.errors import SetupError

_MERGE = "INSERT INTO search (search) VALUES ('optimize')"


def forget_words(db: Database) -> None:
    """Merge the index of words: deleted entries stand in its older parts until then."""
    db.execute(_MERGE)


def clean(db: Database, *, what: str) -> None:
    """Write a database anew, and empty its log. Raises SetupError while a reader holds it."""
    db.execute("VACUUM")
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise SetupError(
            f"{what}: a program that reads it keeps older pages alive. Stop it, and call this again"
        )
