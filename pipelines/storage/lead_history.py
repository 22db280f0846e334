"""Leads of what happened to applications: vanished from listing or workbook, edited afterwards."""

import sqlite3
from collections.abc import Iterator

from pipelines.leads.edits import EDITABLE
from pipelines.leads.model import Lead, Proof, short
from pipelines.leads.stages import is_decided

_UNLISTED = """
    SELECT grants.id, grants.source_id, grants.key, grants.organisation_id, grants.snapshot_id,
        grants.last_seen, pages.missing_since AS since, (
            SELECT max(id) FROM snapshots WHERE page_id = pages.id AND http_status >= 400
                AND fetched_at >= pages.missing_since
        ) AS answer_id
    FROM pages JOIN grants ON grants.page_id = pages.id
    WHERE pages.kind = 'grant' AND pages.state IN ('missing', 'gone')
        AND pages.missing_since IS NOT NULL
"""
_LEFT_OUT = """
    SELECT grants.id, grants.source_id, grants.key, grants.organisation_id, grants.last_seen,
        row.left_at AS since, was.snapshot_id, (
            SELECT snapshot_id FROM workbooks WHERE source_id = row.source_id AND state = 'read'
                AND read_at >= row.left_at ORDER BY id LIMIT 1
        ) AS answer_id, was.read_at AS listed_at
    FROM workbook_rows AS row JOIN grants ON grants.id = row.record_id
    LEFT JOIN workbooks AS was ON was.id = row.workbook_id
    WHERE row.left_at IS NOT NULL
"""
_EDITS = f"""
    SELECT changes.id, changes.field, old, new, changes.seen_at, changes.revision_id,
        revisions.snapshot_id, grants.id AS grant_id, grants.source_id, grants.key,
        grants.organisation_id, grants.status, (
            SELECT before.snapshot_id FROM revisions AS before
            WHERE before.record_kind = 'grant' AND before.record_id = grants.id
                AND before.id < revisions.id AND before.state = 'applied'
                AND ifnull(before.origin, 'card') = 'card'
            ORDER BY before.id DESC LIMIT 1
        ) AS old_snapshot_id, (
            SELECT later.old FROM changes AS later
            WHERE later.record_kind = 'grant' AND later.record_id = grants.id
                AND later.field = 'status' AND later.revision_id >= changes.revision_id
            ORDER BY later.id LIMIT 1
        ) AS status_then, EXISTS (
            SELECT 1 FROM changes AS beside
            WHERE beside.revision_id = changes.revision_id AND beside.field = 'status'
        ) AS with_decision
    FROM changes JOIN revisions ON revisions.id = changes.revision_id
    JOIN grants ON grants.id = changes.record_id
    WHERE changes.record_kind = 'grant' AND changes.cause = 'source'
        AND ifnull(changes.origin, 'card') = 'card'
        AND old IS NOT NULL AND new IS NOT NULL AND changes.field IN {EDITABLE}
    ORDER BY changes.id
"""  # noqa: S608


def vanished_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find applications that left the listing, or answer no more, as was proven of their page."""
    for row in connection.execute(_UNLISTED):
        was = Proof(said=row["last_seen"], origin="card", snapshot_id=row["snapshot_id"])
        yield _vanished(row, "listing", was)
    for row in connection.execute(_LEFT_OUT):
        said = row["listed_at"] or row["last_seen"]
        was = Proof(said=said, origin="workbook", snapshot_id=row["snapshot_id"])
        yield _vanished(row, "workbook", was)


def edited_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find edits of cards that came after the decision: of what stood there when it was made."""
    for row in connection.execute(_EDITS):
        status = row["status_then"] or row["status"]
        if row["with_decision"] or not is_decided(status):
            continue
        field, day = row["field"], row["seen_at"][:10]
        yield Lead(
            key=f"edited:{row['source_id']}/{row['key']}:{short(field)}:{day}",
            kind="edited",
            source_id=row["source_id"],
            grant_id=row["grant_id"],
            organisation_id=row["organisation_id"],
            field=field,
            one=Proof(said=row["old"], origin="card", snapshot_id=row["old_snapshot_id"]),
            other=Proof(said=row["new"], origin="card", snapshot_id=row["snapshot_id"]),
        )


def _vanished(row: sqlite3.Row, place: str, was: Proof) -> Lead:
    return Lead(
        key=f"vanished:{row['source_id']}/{row['key']}:{place}",
        kind=f"vanished_{place}",
        source_id=row["source_id"],
        grant_id=row["id"],
        organisation_id=row["organisation_id"],
        one=was,
        other=Proof(said=row["since"], origin=place, snapshot_id=row["answer_id"]),
    )
