"""The end of a run: the versions that wait are applied, or held where the site was redesigned."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.changes import changes_between
from pipelines.redesign import Difference, Verdict, judge
from pipelines.storage.claim_rows import past_of
from pipelines.storage.redesign_rows import (
    EndedRun,
    differences_of,
    open_redesign,
    store_redesign,
)
from pipelines.storage.revision_rows import Statement, Version, version_of, waiting_of
from pipelines.storage.rows import Row, named, update
from pipelines.storage.versions import apply_version, seen_then, set_state, stored_record

# The words of the partial index of waiting versions: without them every run would read them all.
_PENDING = """
    SELECT revisions.* FROM revisions JOIN articles ON articles.id = record_id
    WHERE state IN ('pending', 'held') AND state = 'pending'
        AND record_kind = 'article' AND source_id = :source
    UNION ALL
    SELECT revisions.* FROM revisions JOIN grants ON grants.id = record_id
    LEFT JOIN snapshots ON origin = 'results' AND snapshots.id = revisions.snapshot_id
    LEFT JOIN pages ON pages.id = snapshots.page_id
    WHERE revisions.state IN ('pending', 'held') AND revisions.state = 'pending'
        AND record_kind = 'grant' AND ifnull(pages.source_id, grants.source_id) = :source
    UNION ALL
    SELECT revisions.* FROM revisions JOIN competitions ON competitions.id = record_id
    WHERE state IN ('pending', 'held') AND state = 'pending'
        AND record_kind = 'competition' AND source_id = :source
    ORDER BY 1
"""
_REREAD = """
    SELECT coalesce(sum(reread), 0) FROM runs WHERE source_id = :source AND id <= :run AND id > (
        SELECT coalesce(max(id), 0) FROM runs
        WHERE source_id = :source AND id < :run AND finished IS NOT NULL
            AND reason <> 'interrupted'
    )
"""


def settle(connection: sqlite3.Connection, run: EndedRun) -> int:
    """Judge together what a source's runs found to differ, and give how many records changed.

    With the run that ends those are judged that were interrupted since the last one that ended
    well. What our own parser reads otherwise is no redesign and applied as it is.
    """
    known = open_redesign(connection, run)
    cursor = connection.execute(_PENDING, {"source": run.source_id})
    pending = [version_of(named(cursor, row)) for row in cursor.fetchall()]
    newest = {version.statement: version for version in pending}
    differences = _differences(connection, newest)
    verdict = judge(differences, _reread(connection, run), known.signatures)
    redesign_id = known.id
    if verdict.explained:
        redesign_id = store_redesign(connection, run, known, (verdict, differences))
    changed = set()
    for version in pending:
        rest = _apply_own(connection, version, verdict, run)
        changed |= {version.record} if rest.applied else set()
        if rest.waits:
            is_newest = newest[version.statement] is version
            _hold(connection, version, redesign_id if is_newest else None)
    return len(changed)


@dataclass(frozen=True, slots=True)
class _Rest:
    applied: bool
    waits: bool


def _reread(connection: sqlite3.Connection, run: EndedRun) -> int:
    asked = {"source": run.source_id, "run": run.id}
    return int(connection.execute(_REREAD, asked).fetchone()[0])


def _differences(
    connection: sqlite3.Connection, newest: Mapping[Statement, Version]
) -> list[Difference]:
    found: list[Difference] = []
    for version in newest.values():
        stored = stored_record(connection, version.record)
        if stored is not None and version.cause == "source":
            found += differences_of(version, _past(connection, stored, version))
    return found


def _past(connection: sqlite3.Connection, stored: Row, version: Version) -> Row:
    then = seen_then(version, stored, run_id=0)
    return past_of(connection, stored, version.record, then)


def _apply_own(
    connection: sqlite3.Connection, version: Version, verdict: Verdict, run: EndedRun
) -> _Rest:
    """Apply what is the record's own; say whether that was anything, and whether more is left."""
    stored = stored_record(connection, version.record)
    past = _past(connection, stored, version) if stored else {}
    found = changes_between(past, version.row)
    ours, statement = version.cause != "source", version.statement
    own = [change for change in found if ours or not verdict.holds(statement, change.field)]
    if stored and own:
        apply_version(connection, stored, version, own, seen_then(version, stored, run.id))
    elif not found:
        set_state(connection, version.id, "discarded")
    return _Rest(applied=bool(own), waits=len(own) < len(found))


def _hold(connection: sqlite3.Connection, version: Version, redesign_id: int | None) -> None:
    """Hold a version for a person, in the place of an older one; without a redesign, put it away.

    A version that a newer one of the same record has overtaken need not wait.
    """
    if redesign_id is None:
        set_state(connection, version.id, "discarded")
        return
    for older in waiting_of(connection, version.statement):
        if older.state == "held":
            set_state(connection, older.id, "discarded")
    update(connection, "revisions", version.id, {"state": "held", "redesign_id": redesign_id})
