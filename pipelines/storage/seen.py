"""The circumstances of a visit that rows written on its account share, and their events."""

import sqlite3
from dataclasses import dataclass

from crawler.items import Origin
from pipelines.storage.reader_rows import Cause
from pipelines.storage.rows import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where, when and in what run something was seen; `at` in UTC as it is stored.

    `parser` is the version that read it, `cause` whose doing a difference from what is stored is,
    `origin` who spoke, where several speak of one record.
    """

    at: str
    source_id: str
    run_id: int
    page_id: int
    page_key: str
    snapshot_id: int | None
    parser: str | None = None
    cause: Cause = "source"
    origin: Origin | None = None


def record_event(
    connection: sqlite3.Connection,
    kind: str,
    record: tuple[str, str],
    seen: Seen,
    change_id: int | None = None,
) -> None:
    """Add an event of a record, given by kind and key, to everybody's list."""
    record_kind, record_key = record
    row: dict[str, object] = {"at": seen.at, "kind": kind, "record_kind": record_kind}
    row |= {"source_id": None if record_kind == "organisation" else seen.source_id}
    row |= {"record_key": record_key, "page_id": seen.page_id, "run_id": seen.run_id}
    insert(connection, "events", {**row, "change_id": change_id})
