"""The facts that absence is judged by, read from the store."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from crawler import clock
from pipelines.absence_facts import (
    AbsenceFacts,
    AbsentAnswer,
    Lacking,
    Listing,
    RunFacts,
    Suspect,
)
from pipelines.storage.rows import Row, named

_HAS_RECORD = """(
    EXISTS (SELECT 1 FROM articles WHERE page_id = pages.id)
    OR EXISTS (SELECT 1 FROM grants WHERE page_id = pages.id)
    OR EXISTS (SELECT 1 FROM competitions WHERE page_id = pages.id)
)"""
_SUSPECTS = f"""
    SELECT id AS page_id, key, state, first_failed, last_fetched, missing_since FROM pages
    WHERE source_id = ? AND (first_failed IS NOT NULL OR state = 'missing')
        AND state IN ('live', 'error', 'blocked', 'missing') AND {_HAS_RECORD}
    ORDER BY id
"""  # noqa: S608
_ANSWERS = """
    SELECT seen_at, run_id FROM rejects
    WHERE page_id = ? AND reason IN ('not_found', 'soft_404') AND seen_at >= ? ORDER BY id
"""
_PROVEN = """
    SELECT max(id) FROM runs WHERE source_id = ? AND complete = 1 AND reason = 'finished'
"""
_DATED = """coalesce(
    (SELECT min(sort_utc) FROM articles WHERE page_id = pages.id),
    (SELECT min(submitted_on) FROM grants WHERE page_id = pages.id)
)"""
_LISTINGS = f"""
    SELECT way_id, way.key, run_id, count(*) AS members, min({_DATED}) AS oldest
    FROM appearances JOIN pages AS way ON way.id = way_id JOIN pages ON pages.id = page_id
    WHERE run_id = ? AND way.source_id = ? AND way.kind = 'listing'
    GROUP BY way_id
"""  # noqa: S608
_LACKING = f"""
    SELECT page_id, pages.key, pages.state, appearances.last_seen, {_DATED} AS dated,
        iif(failures = 0 AND first_failed IS NULL, last_fetched, NULL) AS answered
    FROM appearances JOIN pages ON pages.id = page_id
    WHERE way_id = :way AND run_id < :run AND left_at IS NULL AND pages.twin_of IS NULL
        AND pages.state IN ('live', 'error', 'blocked', 'missing') AND {_HAS_RECORD}
        AND NOT (pages.kind = 'article' AND :kind = 'grants')
        AND NOT EXISTS (
            SELECT 1 FROM appearances AS other
            WHERE other.page_id = pages.id AND other.run_id >= :run
        )
    ORDER BY page_id
"""  # noqa: S608
_RUNS = """
    SELECT id, coalesce(finished, started) AS at, reason, complete, known, absent, unfit FROM runs
    WHERE id IN (SELECT value FROM json_each(?))
"""


def absence_facts(connection: sqlite3.Connection, source_id: str) -> AbsenceFacts:
    """Give what the absence of a source's pages is judged by. Reads alone."""
    (kind,) = connection.execute("SELECT kind FROM sources WHERE id = ?", (source_id,)).fetchone()
    suspects = [_suspect(connection, row) for row in _rows(connection, _SUSPECTS, source_id)]
    lacking = [
        page
        for listing in _listings(connection, source_id)
        for page in _of(connection, listing, kind)
    ]
    runs = {answer.run_id for suspect in suspects for answer in suspect.answers}
    runs |= {page.listing.run_id for page in lacking}
    return AbsenceFacts(
        source_id=source_id,
        kind=kind,
        runs={run.id: run for run in _runs(connection, runs)},
        suspects=tuple(suspects),
        lacking=tuple(lacking),
    )


def _suspect(connection: sqlite3.Connection, row: Row) -> Suspect:
    answers = _rows(connection, _ANSWERS, row["page_id"], row["first_failed"] or "9")
    moments = ("first_failed", "last_fetched", "missing_since")
    return Suspect(
        **row | {name: _moment(row[name]) for name in moments},
        answers=tuple(
            AbsentAnswer(at=clock.from_text(answer["seen_at"]), run_id=answer["run_id"])
            for answer in answers
        ),
    )


def _listings(connection: sqlite3.Connection, source_id: str) -> list[Listing]:
    (proven,) = connection.execute(_PROVEN, (source_id,)).fetchone()
    return [Listing(**row) for row in _rows(connection, _LISTINGS, proven, source_id)]


def _of(connection: sqlite3.Connection, listing: Listing, kind: str) -> list[Lacking]:
    """Give what a listing lacks; a portal's news are a rolling list, which proves nothing."""
    facts = {"way": listing.way_id, "run": listing.run_id, "kind": kind}
    rows = _rows(connection, _LACKING, facts)
    moments = ("last_seen", "answered")
    return [
        Lacking(**row | {name: _moment(row[name]) for name in moments}, listing=listing)
        for row in rows
    ]


def _runs(connection: sqlite3.Connection, ids: Iterable[int]) -> list[RunFacts]:
    rows = _rows(connection, _RUNS, json.dumps(list(ids)))
    return [_run(row) for row in rows]


def _run(row: Row) -> RunFacts:
    truths = {name: bool(row[name]) for name in ("complete", "unfit")}
    return RunFacts(**row | truths | {"at": clock.from_text(row["at"])})


def _rows(connection: sqlite3.Connection, sql: str, *parameters: object) -> list[Row]:
    given = parameters[0] if parameters and isinstance(parameters[0], dict) else parameters
    cursor = connection.execute(sql, given)
    return [named(cursor, row) for row in cursor.fetchall()]


def _moment(text: str | None) -> datetime | None:
    return clock.from_text(text) if text else None
