"""Small writes around crawls: a run's health, whether a source is crawled."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from pipelines.storage.connection import immediate, open_store
from pipelines.storage.rows import to_json
from pipelines.storage.source_rows import SourceLike, declare_sources


def store_health(
    path: Path, judged: Mapping[int, tuple[str, Sequence[str]]], *, sample: bool
) -> None:
    """Write the state and the reasons of runs, by run id. Raises StorageError."""
    with closing(open_store(path, sample=sample)) as db, immediate(db) as connection:
        connection.executemany(
            "UPDATE runs SET health = ?, health_reasons = ? WHERE id = ?",
            [
                (state, to_json(list(reasons)), run_id)
                for run_id, (state, reasons) in judged.items()
            ],
        )


def set_enabled(path: Path, sources: Iterable[SourceLike], *, on: bool) -> None:
    """Write whether sources are crawled, declaring those that are not yet known."""
    sources = list(sources)
    with closing(open_store(path)) as db, immediate(db) as connection:
        declare_sources(connection, sources)
        connection.executemany(
            "UPDATE sources SET enabled = ? WHERE id = ?",
            [(int(on), source.id) for source in sources],
        )
