"""What stood alone of a result goes over to the application that it turned out to be of."""

import sqlite3
from dataclasses import replace

from pipelines.claims import said_by
from pipelines.storage.claim_rows import stored_claims
from pipelines.storage.merging import merge
from pipelines.storage.page_records import RecordName
from pipelines.storage.rows import Row, one
from pipelines.storage.seen import Seen
from pipelines.storage.versions import join

_STORED = "SELECT * FROM grants WHERE source_id = ? AND key = ?"
_MOVE = "UPDATE grants SET source_id = ?, key = ? WHERE id = ?"
_TURN = "UPDATE result_pages SET record_id = ? WHERE record_id = ?"
_AS_SEEN = """
    UPDATE claims SET (snapshot_id, first_seen, last_seen) = (
        SELECT snapshot_id, first_seen, last_seen FROM claims AS before
        WHERE (before.record_kind, before.record_id, before.field, before.origin)
            = ('grant', :gone, claims.field, 'results')
    )
    WHERE record_kind = 'grant' AND record_id = :kept AND origin = 'results' AND field IN (
        SELECT field FROM claims WHERE record_kind = 'grant' AND record_id = :gone
    )
"""


def hand_over(
    connection: sqlite3.Connection, alone: Row, target: tuple[str, str], seen: Seen
) -> None:
    """Let a row of `grants` be part of the application of that source and key, or become it.

    What it claims stays with the snapshots that say it; `seen` is where the event is told of.
    """
    stored = one(connection, _STORED, *target)
    if stored is None:
        connection.execute(_MOVE, (*target, alone["id"]))
        return
    said = said_by(stored_claims(connection, ("grant", alone["id"])), "results")
    there = replace(seen, source_id=target[0], origin="results", snapshot_id=alone["snapshot_id"])
    if said:
        join(connection, stored, ("grant", stored["id"]), said, there)
        connection.execute(_AS_SEEN, {"gone": alone["id"], "kept": stored["id"]})
    connection.execute(_TURN, (stored["id"], alone["id"]))
    merge(connection, RecordName("grant", alone["id"], alone["key"]), stored["id"], seen)
