"""Removals that outlive a backup: whoever restores an older one removes again what was removed.

`removals.jsonl` lies beside the backups, and each new one brings it up to date. It holds digests
alone, a line each: {"sha256", "case_sha256", "state", "at", "reason"}.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from dozor.errors import SetupError
from dozor.keeping.copying import PART
from dozor.keeping.manifest import is_ours
from dozor.keeping.places import known_places
from dozor.removing.erase import Held, Wish, erase_remains, opened_for_good, sweep_clean
from dozor.removing.remains import remains_of
from dozor.removing.withhold import withhold_scope
from dozor.runs import database
from dozor.tables import stderr
from pipelines.storage.connection import immediate
from pipelines.storage.removal_scope import names_behind, scope_of
from pipelines.storage.rows import named

NAME = "removals.jsonl"
Row = dict[str, Any]
_COLUMNS = ("sha256", "case_sha256", "state", "at", "reason")
_IS_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'removals'"
_PUT = """
    INSERT INTO removals (sha256, case_sha256, state, at, reason) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at, reason = excluded.reason
"""


def note_removals(dest: Path, database: Path) -> None:
    """Write beside the backups what is removed now; what was erased once stays erased."""
    now = _removed_in(database)
    before = [row for row in read_removals(dest / NAME) if row["state"] == "erased"]
    rows = {row["sha256"]: row for row in (*now, *before)}
    if rows or (dest / NAME).is_file():
        _write(dest / NAME, rows.values())


def _removed_in(database: Path) -> list[Row]:
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute(_IS_THERE).fetchone() is None:  # it waits for its upgrade
            return []
        cursor = connection.execute("SELECT * FROM removals ORDER BY id")
        return [named(cursor, row) for row in cursor.fetchall()]


def tell_backups(data: Path) -> list[Path]:
    """Bring the lists beside all known backups up to date; give the places that cannot be reached.

    So an older backup that is restored tomorrow does not bring back what was removed today.
    """
    return [place for place in known_places(data) if not _told(place, database(data))]


def say_to_backups(data: Path) -> None:
    """Do the same, and name on the terminal the places that cannot be reached."""
    for place in tell_backups(data):
        stderr().print(
            f"{place} cannot be reached: a backup there brings it back, until the next "
            "`dozor backup` there has told it",
            soft_wrap=True,
            markup=False,
        )


def _told(place: Path, database: Path) -> bool:
    try:
        if not is_ours(place):
            return False
        note_removals(place, database)
    except OSError:
        return False
    return True


def read_removals(path: Path) -> list[Row]:
    """Read a list of removals; none where there is no file. Raises SetupError for what is none."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        rows = [json.loads(line) for line in lines if line.strip()]
        return [{name: str(row[name]) for name in _COLUMNS} for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise SetupError(f"{path} is no list of removals, or damaged") from error


def remove_again(data: Path, rows: Iterable[Row]) -> int:
    """Withhold and erase in a data folder what a list says; give how many records went."""
    cases: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        cases.setdefault((row["state"], row["case_sha256"]), []).append(row)
    if not cases:
        return 0
    with opened_for_good(data) as held:
        gone = sum(_remove(held, state, case) for (state, _), case in cases.items())
        with immediate(held.db) as connection:
            facts = [
                tuple(row[name] for name in _COLUMNS) for case in cases.values() for row in case
            ]
            connection.executemany(_PUT, facts)
        if any(state == "erased" for state, _ in cases):
            sweep_clean(held)
    return gone


def _remove(held: Held, state: str, case: list[Row]) -> int:
    digests = [row["sha256"] for row in case]
    names, reason = names_behind(held.db.conn, digests), str(case[0]["reason"])
    if state == "erased":
        remains = remains_of(held.db.conn, held.private.conn, names, digests)
        if not remains.names and not remains.removed:
            return 0
        return erase_remains(held, remains, Wish(subject="", reason=reason)).records
    scope = scope_of(held.db.conn, names)
    if not scope.pages and not scope.records:
        return 0
    return withhold_scope(held.db, held.private, scope, min(scope.names), reason).records


def _write(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    part = path.with_name(path.name + PART)
    with part.open("w", encoding="utf-8") as stream:
        stream.writelines(_lines(rows))
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def _lines(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps({name: row[name] for name in _COLUMNS}, ensure_ascii=False) + "\n"
