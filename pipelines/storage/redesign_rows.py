"""Redesigns: what a site's new template made of many records at once, until a person decides."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.changes import changes_between
from pipelines.redesign import Difference, Signature, Verdict
from pipelines.storage.revision_rows import Version
from pipelines.storage.rows import Row, insert, one, to_json, update

SAMPLES = 5
SEVERAL = 2
"""Fields that a source's selectors must have found, so that finding none says something."""
_SHOWN = 300
_OPEN = "SELECT * FROM redesigns WHERE source_id = ? AND decided IS NULL ORDER BY id LIMIT 1"
_RESOLVED = """
    UPDATE redesigns SET decided = :at, decision = 'resolved'
    WHERE source_id = :source AND decided IS NULL AND NOT EXISTS (
        SELECT 1 FROM revisions WHERE redesign_id = redesigns.id AND state = 'held'
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRun:
    """The run that ends: its id, its source, and when (UTC text)."""

    id: int
    source_id: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRedesign:
    """A source's redesign that nobody has decided on yet, if there is one."""

    id: int | None = None
    records: int = 0
    signatures: frozenset[Signature] = frozenset()


def open_redesign(connection: sqlite3.Connection, run: EndedRun) -> OpenRedesign:
    """Give the redesign of a source that still waits for a person.

    One of which nothing is held any more is resolved: its pages read as before, or another
    version of the parser reads them.
    """
    connection.execute(_RESOLVED, {"source": run.source_id, "at": run.at})
    row = one(connection, _OPEN, run.source_id)
    if row is None:
        return OpenRedesign()
    signatures = signatures_of(row["signature"])
    return OpenRedesign(id=row["id"], records=row["records"], signatures=signatures)


def store_redesign(
    connection: sqlite3.Connection,
    run: EndedRun,
    known: OpenRedesign,
    found: tuple[Verdict, Sequence[Difference]],
) -> int:
    """Store a redesign with its one event, or add to the one that is open; give its id.

    `found` is the verdict and the differences that were judged.
    """
    verdict, differences = found
    signature = to_json(sorted(known.signatures | verdict.signatures))
    if known.id is not None:
        records = max(known.records, len(verdict.explained))
        update(connection, "redesigns", known.id, {"signature": signature, "records": records})
        return known.id
    facts = {"source_id": run.source_id, "run_id": run.id, "at": run.at}
    insert(connection, "events", {**facts, "kind": "redesign"})
    row = {"signature": signature, "records": len(verdict.explained)}
    return insert(
        connection,
        "redesigns",
        facts | row | {"sample": to_json(_sample(verdict, differences))},
    )


def differences_of(version: Version, past: Row) -> list[Difference]:
    """Give in what a version differs from what was said before, and which extractors found it."""
    before, after = (json.loads(str(row.get("origins") or "{}")) for row in (past, version.row))
    had = sum(origin == "own" for origin in before.values())
    lost = had >= SEVERAL and "own" not in after.values()
    return [
        Difference(
            record=version.statement,
            field=change.field,
            old=change.old,
            new=change.new,
            found_by=(before.get(change.field), after.get(change.field)),
            lost=lost,
        )
        for change in changes_between(past, version.row)
    ]


def signatures_of(text: str) -> frozenset[Signature]:
    """Read the signatures of a redesign's row."""
    return frozenset((field, shape) for field, shape in json.loads(text))


def _sample(verdict: Verdict, differences: Sequence[Difference]) -> list[dict[str, object]]:
    held = [one for one in differences if verdict.holds(one.record, one.field)]
    return [
        {
            "record_kind": difference.record[0],
            "record_id": difference.record[1],
            "field": difference.field,
            "old": _shown(difference.old),
            "new": _shown(difference.new),
        }
        for difference in held[:SAMPLES]
    ]


def _shown(value: object) -> str | None:
    return None if value is None else str(value)[:_SHOWN]
