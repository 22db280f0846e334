"""Two records that turned out to be one: the one goes, what was ever said of it stays."""

import sqlite3

from pipelines.storage.claim_rows import CLAIMED, forget_claims
from pipelines.storage.page_records import TABLES, RecordName
from pipelines.storage.revision_rows import waiting_versions
from pipelines.storage.seen import Seen, record_event
from pipelines.storage.versions import set_state, stored_record

_ANNOUNCED = "UPDATE competitions SET article_id = ? WHERE article_id = ?"


def merge(connection: sqlite3.Connection, gone: RecordName, kept_id: int, seen: Seen) -> None:
    """Drop a record that is another of its kind, with an event; its versions and changes stay."""
    stored = stored_record(connection, (gone.kind, gone.id))
    assert stored is not None
    for version in waiting_versions(connection, (gone.kind, gone.id)):
        set_state(connection, version.id, "discarded")
    if gone.kind == "article":
        connection.execute(_ANNOUNCED, (kept_id, gone.id))
    if gone.kind in CLAIMED:
        forget_claims(connection, (gone.kind, gone.id))
    connection.execute("DELETE FROM search WHERE rowid = ?", (stored["search_id"],))
    connection.execute(f"DELETE FROM {TABLES[gone.kind]} WHERE id = ?", (gone.id,))  # noqa: S608
    record_event(connection, "merged", (gone.kind, gone.key), seen)
