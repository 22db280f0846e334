"""What the last runs brought, read from the database."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dozor.errors import SetupError


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A row of `runs` with its source's name. Moments are UTC text.

    `pipelines.storage.run_health` says what `good`, `broke`, `unread` and `still_broken` count,
    `pipelines.storage.absence` what `known` and `absent` do. `ways` says what each feed, sitemap or
    listing gave: the number of pages it named, `unchanged`, or why none. `coverage` counts
    extractors by field.
    """

    id: int
    source_id: str
    title: str
    started: str
    finished: str | None
    reason: str | None
    pages: int
    not_modified: int
    items: int
    created: int
    changed: int
    rejected: int
    errors: int
    blocked: int
    good: int = 0
    broke: int = 0
    unread: int = 0
    still_broken: int = 0
    known: int = 0
    absent: int = 0
    missing: int = 0
    complete: bool = False
    unfit: bool = False
    health: str | None = None
    health_reasons: tuple[Mapping[str, object], ...] = ()
    proof: Mapping[str, object] | None = None
    ways: Mapping[str, int | str] = field(default_factory=dict)
    coverage: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


SELECT = "SELECT runs.*, sources.title FROM runs JOIN sources ON sources.id = runs.source_id"


def database(data: Path) -> Path:
    """Give the path of the database in a data folder."""
    return data / "dozor.db"


def read_only(data: Path) -> sqlite3.Connection:
    """Open the database for reading. Raises SetupError where there is none or it is none."""
    path = database(data)
    if not path.is_file():
        raise SetupError(f"no database in {data}; `dozor crawl` or `dozor demo` makes one")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("SELECT id FROM sources LIMIT 1")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise SetupError(f"{path} is not a database of Dozor: {error}") from error
    return connection


def last_run_id(data: Path) -> int:
    """Give the id of the newest run; 0 where there is no database yet."""
    if not database(data).is_file():
        return 0
    with closing(read_only(data)) as connection:
        found: int = connection.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0]
    return found


def runs_after(data: Path, run_id: int) -> list[RunRow]:
    """Give the runs that began after a run, oldest first."""
    with closing(read_only(data)) as connection:
        rows = connection.execute(f"{SELECT} WHERE runs.id > ? ORDER BY runs.id", [run_id])
        return [row_of(row) for row in rows]


def latest_runs(data: Path) -> list[RunRow]:
    """Give each source's newest run, by source id."""
    newest = "WHERE runs.id IN (SELECT max(id) FROM runs GROUP BY source_id)"
    with closing(read_only(data)) as connection:
        return [row_of(row) for row in connection.execute(f"{SELECT} {newest} ORDER BY source_id")]


def rejects_of(data: Path, runs: Iterable[int]) -> list[tuple[str, str, str]]:
    """Give (reason, detail, address) of every reject of these runs."""
    with closing(read_only(data)) as connection:
        marks = json.dumps(list(runs))
        query = (
            "SELECT reason, detail, url FROM rejects"
            " WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        return [tuple(row) for row in connection.execute(query, [marks])]


def row_of(row: sqlite3.Row) -> RunRow:
    """Read a run from a row of SELECT."""
    values: dict[str, Any] = {name: row[name] for name in RunRow.__dataclass_fields__}
    values |= {name: bool(row[name]) for name in ("complete", "unfit")}
    values |= {name: json.loads(row[name] or "{}") for name in ("proof", "ways", "coverage")}
    values["health_reasons"] = tuple(json.loads(row["health_reasons"] or "[]"))
    return RunRow(**values)


def snapshots_kept(data: Path) -> int:
    """Count the archived answers that are there."""
    return _count(data, "SELECT count(*) FROM snapshots WHERE thinned_at IS NULL")


def files_kept(data: Path) -> int:
    """Count the archive's files that answers lie in."""
    return _count(data, "SELECT count(DISTINCT warc_file) FROM snapshots WHERE thinned_at IS NULL")


def _count(data: Path, sql: str) -> int:
    with closing(read_only(data)) as connection:
        found: int = connection.execute(sql).fetchone()[0]
    return found
