"""What a store holds, told without ids, runs and visit counters, so that two can be compared."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from crawler.archive import read_snapshot
from pipelines.storage.snapshot_rows import broken_link

Row = dict[str, Any]
# Not what a store says, but how it came to it; `rejects` has a row for each visit.
_LEFT_OUT = {"meta", "runs", "hosts", "snapshots", "rejects", "workbooks"}
_RUNS = {"run_id", "warc_file", "warc_offset", "search_id"}
# A second look on the same day counts as a look, a failure, a confirmation.
_COUNTERS = {"visits", "confirmations", "failures", "looks", "interval_minutes", "next_visit"}
_TABLES = {
    "article": "articles",
    "grant": "grants",
    "competition": "competitions",
    "organisation": "organisations",
}
_REFUSED = "SELECT DISTINCT url, reason, detail FROM rejects"


@dataclass(frozen=True, slots=True)
class State:
    """Rows as text, by table, each as often as it stands there."""

    tables: Mapping[str, Counter[str]]

    def differences(self, other: "State") -> list[str]:
        """Give what one has and the other has not, a line each."""
        return [
            f"{table} {sign} {row}"
            for table in sorted({*self.tables, *other.tables})
            for sign, more, less in (("-", self, other), ("+", other, self))
            for row in (more.of(table) - less.of(table)).elements()
        ]

    def of(self, table: str) -> Counter[str]:
        """Give the rows of a table, none where there is no such table."""
        return self.tables.get(table, Counter())


def state_of(folder: Path) -> State:
    """Read the store in a folder's `data/`."""
    path = folder / "data" / "dozor.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        names = _Names(db)
        compared = [table for table in _tables(db) if table not in _LEFT_OUT]
        tables = {table: Counter(map(_text, names.rows(table))) for table in compared}
        tables["refused"] = Counter(_text(dict(row)) for row in db.execute(_REFUSED))
        return State(tables | {"search": Counter(map(_text, _search(db)))})


def faults(folder: Path) -> list[str]:
    """Give what is wrong in a store for itself: rows, chain, and answers that cannot be read."""
    data, found = folder / "data", []
    with closing(sqlite3.connect(f"file:{data / 'dozor.db'}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        found += [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {tuple(row)}" for row in db.execute("PRAGMA foreign_key_check")]
        if "snapshots" not in _tables(db):  # killed before there were any
            return found
        broken = broken_link(db)
        found += [f"the chain breaks at snapshot {broken}"] if broken else []
        snapshots = [dict(row) for row in db.execute("SELECT * FROM snapshots ORDER BY id")]
    return [*found, *_archive_faults(data, snapshots)]


def _archive_faults(data: Path, snapshots: Iterable[Row]) -> Iterator[str]:
    bodies = set()
    for row in snapshots:
        try:
            kept = read_snapshot(data, row["warc_file"], row["warc_offset"])
        except (OSError, ValueError) as error:
            yield f"snapshot {row['id']} cannot be read: {error}"
            continue
        if hashlib.sha256(kept.body).hexdigest() == row["body_sha256"]:
            bodies.add(row["body_sha256"])
        elif row["body_sha256"] not in bodies:
            yield f"snapshot {row['id']} revisits what is not there"


def _tables(db: sqlite3.Connection) -> list[str]:
    """Give the tables of the store, but those of SQLite and of the index."""
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = [str(row[0]) for row in found]
    return [name for name in names if not name.startswith(("search", "_sqlite", "sqlite_"))]


class _Names:
    """What stands behind an id: the words that name a row over all rebuilds."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[tuple[str, int], str | None] = {}

    def rows(self, table: str) -> Iterator[Row]:
        """Give the rows of a table with names in the place of ids."""
        leads = {row["from"]: row["table"] for row in self._keys(table)}
        for row in self._db.execute(f"SELECT * FROM {table}"):
            yield self._named(dict(row), leads, table)

    def _keys(self, table: str) -> Iterable[sqlite3.Row]:
        return self._db.execute(f"PRAGMA foreign_key_list({table})")

    def _named(self, row: Row, leads: Mapping[str, str], table: str) -> Row:
        leads = {**leads, "change_id": "changes", "revision_id": "revisions"}
        if "record_kind" in row and "record_id" in row:
            leads["record_id"] = _TABLES[row["record_kind"]]
        if row.get("http_status") == HTTPStatus.NOT_MODIFIED:  # on a second look
            row["http_status"] = HTTPStatus.OK
        own = {"id"} if table != "sources" else set()
        gone = own | _RUNS | (_COUNTERS if table == "pages" else set())
        return {
            name: self._name(leads[name], value) if name in leads and value is not None else value
            for name, value in row.items()
            if name not in gone
        }

    def _name(self, table: str, value: object) -> object:
        if not isinstance(value, int):  # a source goes by its own name
            return value
        if (table, value) not in self._known:
            self._known[table, value] = self._words(table, value)
        return self._known[table, value]

    def _words(self, table: str, row_id: int) -> str | None:
        row = self._db.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if row is None:
            return None
        words = ("key", "body_sha256", "signature", "seen_at", "field", "old", "new", "record")
        return " ".join(str(row[word]) for word in words if word in row.keys())  # noqa: SIM118


def _search(db: sqlite3.Connection) -> Iterator[Row]:
    """Give what the index holds under each record."""
    for table in ("articles", "grants", "organisations"):
        sql = f"SELECT key, s.* FROM {table} JOIN search AS s ON s.rowid = search_id"
        yield from map(dict, db.execute(sql))


def _text(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
