"""A person's notes as rows, which pages, feeds and exports join; the file is the truth."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.notes import Note
from pipelines.storage.connection import immediate, opened

_COLUMNS = ("kind", "subject", "label", "who", "noted_on", "saying", "text")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM notes ORDER BY id"  # noqa: S608
_INSERT = f"INSERT INTO notes ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608


def store_notes(path: Path, notes: Sequence[Note]) -> bool:
    """Let the rows say what the file says; say whether they did not before. Raises StorageError."""
    rows = [tuple(getattr(note, name) for name in _COLUMNS) for note in notes]
    with opened(path) as db:
        if db.conn.execute(_SELECT).fetchall() == rows:
            return False
        with immediate(db) as connection:
            connection.execute("DELETE FROM notes")
            connection.executemany(_INSERT, rows)
    return True
