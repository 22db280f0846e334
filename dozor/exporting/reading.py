"""One consistent view of the store: rows of a kind, and the event that it stands at."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dozor.errors import SetupError
from dozor.exporting.kinds import INTERNAL, KINDS, Kind
from dozor.options import unknown
from dozor.runs import read_only

_GENERATED = 2
_KEPT_GENERATED = frozenset({"person"})
_COVERAGE = """
    SELECT grant_coverage.*, sources.title FROM grant_coverage
    JOIN sources ON sources.id = source_id ORDER BY source_id
"""
_OPTIONS = {"source_id": "--source", "region": "--region", "status": "--status", "inn": "--inn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is to be exported: a kind, narrowed by column; `since` is a moment in UTC."""

    kind: str
    only: Mapping[str, str] = field(default_factory=dict)
    since: str | None = None


class View:
    """A read-only view of the store as it stood at one event; nothing written later shows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN")
        self.connection = connection
        facts = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        self.sample, self.epoch = facts.get("sample") == "1", facts.get("epoch")
        found = connection.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
        self.event_id = int(found[0])

    def columns(self, kind: str) -> list[str]:
        """Give the columns of a kind in the table's order. Raises SetupError where it has none."""
        info = self.connection.execute(f"PRAGMA table_xinfo({KINDS[kind].table})").fetchall()
        if not info:
            raise SetupError(f"this database holds no {kind}; `dozor crawl` upgrades it")
        shown = [row["name"] for row in info if _is_shown(row)]
        return [name for name in shown if name not in INTERNAL | KINDS[kind].hidden]

    def rows(self, selection: Selection) -> tuple[list[str], Iterator[tuple[object, ...]]]:
        """Give the names of the columns and the rows, one at a time, in the order of their ids."""
        kind = KINDS[selection.kind]
        sql, given = _query(kind, self.columns(selection.kind), selection)
        cursor = self.connection.execute(sql, given)
        cursor.row_factory = None  # tuples: half the time of rows by name
        return [column[0] for column in cursor.description], iter(cursor)

    def coverage(self) -> list[dict[str, object]]:
        """Give for each source of applications how much of it was read."""
        return [dict(row) for row in self.connection.execute(_COVERAGE)]


@contextmanager
def view_of(data: Path) -> Iterator[View]:
    """Hold a view of a data folder's store. Raises SetupError where there is none."""
    connection = read_only(data)
    try:
        yield View(connection)
    finally:
        connection.close()


def check(selection: Selection) -> None:
    """Refuse a kind that is not known, and a filter that it lacks. Raises SetupError."""
    if selection.kind not in KINDS:
        raise unknown("kind of records", selection.kind, KINDS, f"Known are {', '.join(KINDS)}")
    for column in selection.only:
        if column not in KINDS[selection.kind].filters:
            raise SetupError(f"{selection.kind} cannot be narrowed by {_OPTIONS[column]}")


def _is_shown(info: sqlite3.Row) -> bool:
    return info["hidden"] < _GENERATED or info["name"] in _KEPT_GENERATED


def _query(
    kind: Kind, columns: list[str], selection: Selection
) -> tuple[str, Mapping[str, object]]:
    names = [f"{kind.table}.{name}" for name in columns]
    where = [f"{kind.table}.{column} = :{column}" for column in selection.only]
    where += [f"{kind.since} >= :since"] * (selection.since is not None)
    sql = f"SELECT {', '.join([*names, *kind.more])} FROM {kind.table}"  # noqa: S608
    sql += f" WHERE {' AND '.join(where)}" if where else ""
    order = " ORDER BY id" if "id" in columns else ""
    return sql + order, {**selection.only, "since": selection.since}
