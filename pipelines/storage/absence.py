"""Absence: what was decided of pages, and what their visits tell of it."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from crawler import clock
from pipelines.absence_facts import Absence, Decision, Left
from pipelines.revisits import gone_rest
from pipelines.storage.absence_reading import absence_facts
from pipelines.storage.connection import immediate, opened
from pipelines.storage.page_records import records_of
from pipelines.storage.rows import Row, one
from pipelines.storage.seen import Seen, record_event
from pipelines.visits import NormalizedVisit, outcome

__all__ = ["absence_facts", "count_known", "note_return", "store_absences"]

NOT_YET_MISSING = frozenset({"live", "error", "blocked"})
_MISSING = """
    UPDATE pages SET state = 'missing', missing_since = :at, next_visit = :at
    WHERE id = :page AND state IN ('live', 'error', 'blocked') RETURNING source_id, key
"""
_GONE = """
    UPDATE pages SET state = 'gone', gone_at = :at, next_visit = :next, failures = 0
    WHERE id = :page AND state = 'missing' RETURNING source_id, key
"""
_LEFT = """
    UPDATE appearances SET left_at = ? WHERE way_id = ? AND page_id = ? AND left_at IS NULL
"""

_ASK = """
    UPDATE pages SET next_visit = min(?, next_visit)
    WHERE id = ? AND state NOT IN ('gone', 'moved')
"""


def store_absences(path: Path, decisions: Iterable[Decision]) -> None:
    """Store decisions in one transaction, with their events; what is decided already is left.

    `missing` holds for a page that is neither missing nor gone nor moved, `gone` for a missing
    one. Raises StorageError.
    """
    with opened(path) as db, immediate(db) as connection:
        for decision in decisions:
            if isinstance(decision, Left):
                _leave(connection, decision)
            else:
                _decide(connection, decision)


def _leave(connection: sqlite3.Connection, left: Left) -> None:
    moment = clock.to_text(left.at)
    connection.execute(_LEFT, (moment, left.way_id, left.page_id))
    if left.ask:
        connection.execute(_ASK, (moment, left.page_id))


def _decide(connection: sqlite3.Connection, decision: Absence) -> None:
    facts = {"page": decision.page_id, "at": clock.to_text(decision.at)}
    facts["next"] = clock.to_text(decision.at + gone_rest(decision.at, decision.at))
    page = connection.execute(_MISSING if decision.state == "missing" else _GONE, facts).fetchone()
    if page is None:
        return
    seen = Seen(
        at=str(facts["at"]),
        source_id=page[0],
        run_id=decision.run_id,
        page_id=decision.page_id,
        page_key=page[1],
        snapshot_id=None,
    )
    _tell(connection, decision.state, seen)
    if decision.state == "missing":
        connection.execute("UPDATE runs SET missing = missing + 1 WHERE id = ?", (seen.run_id,))


def count_known(connection: sqlite3.Connection, page: Row, visit: NormalizedVisit) -> Counter[str]:
    """Count a visit among those to pages known to be alive; give it the page as it was before.

    A mass failure shows in these: `known` pages with a record that answered in a run, and how many
    of them were `absent`.
    """
    came = outcome(visit)
    alive = page["state"] in NOT_YET_MISSING and came in {"record", "unchanged", "absent"}
    if not alive or not records_of(connection, page["id"]):
        return Counter()
    return Counter({"known": 1, "absent": int(came == "absent")})


def note_return(connection: sqlite3.Connection, before: Row, seen: Seen) -> None:
    """Tell of a page that was missing or gone and has just answered with its record again."""
    if before["state"] not in {"missing", "gone"}:
        return
    now = one(connection, "SELECT state FROM pages WHERE id = ?", before["id"])
    if now is not None and now["state"] == "live":
        _tell(connection, "restored", seen)


def _tell(connection: sqlite3.Connection, kind: str, seen: Seen) -> None:
    for record in records_of(connection, seen.page_id):
        record_event(connection, kind, (record.kind, record.key), seen)
