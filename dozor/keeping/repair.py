"""Setting right what can be set right without guessing: indexes, the search index, dead runs."""

import sqlite3
from pathlib import Path

from dozor.errors import SetupError
from dozor.keeping.check import check
from dozor.runs import database
from pipelines.storage.connection import immediate, opened
from pipelines.storage.search_rows import renew_search


def repair(data: Path) -> list[str]:
    """Mend what a check finds mendable; say in words what was done. Raises SetupError."""
    found = [fault for fault in check(data).faults if fault.mendable]
    if not found:
        return []
    try:
        with opened(database(data)) as db:
            db.execute("REINDEX")
            with immediate(db) as connection:
                entries = renew_search(connection)
    except sqlite3.Error as error:
        raise SetupError(f"{database(data)} cannot be mended: {error}. Restore a backup") from error
    done = ["every index of the database was built anew"]
    return [*done, f"{entries} entries of the search index were set right"] if entries else done
