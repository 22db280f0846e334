"""Leads of single applications, read from claims: sums, terms, numbers, card against workbook.

Each query begins at `grants` and goes to claims by their key: claims are millions, and long.
"""

import sqlite3
from collections.abc import Iterator

from pipelines.leads.model import Lead, Proof, short
from pipelines.leads.numbers import number_fault
from pipelines.leads.stages import contradict
from pipelines.leads.sums import adds_up, cut_by_award, same_sum
from pipelines.leads.terms import reversed_term

_OF = "grants.id, grants.source_id, grants.key, grants.organisation_id"
_SUMS = f"""
    SELECT {_OF}, asked.origin, asked.snapshot_id, own.value AS own, asked.value AS asked,
        whole.value AS whole, whole.snapshot_id AS whole_snapshot_id, award.value AS award
    FROM grants CROSS JOIN claims AS own
        ON (own.record_kind, own.record_id, own.field) = ('grant', grants.id, 'cofinancing_kopecks')
    CROSS JOIN claims AS asked
        ON (asked.record_kind, asked.record_id, asked.field, asked.origin)
            = ('grant', grants.id, 'requested_kopecks', own.origin)
    CROSS JOIN claims AS whole
        ON (whole.record_kind, whole.record_id, whole.field, whole.origin)
            = ('grant', grants.id, 'total_kopecks', own.origin)
    LEFT JOIN claims AS award
        ON (award.record_kind, award.record_id, award.field, award.origin)
            = ('grant', grants.id, 'awarded_kopecks', own.origin)
    WHERE own.value IS NOT NULL AND asked.value IS NOT NULL AND whole.value IS NOT NULL
        AND own.value + asked.value <> whole.value + 0
"""  # noqa: S608
_APART = f"""
    SELECT {_OF}, card.field, card.value AS said, card.snapshot_id, card.last_seen AS at,
        book.value AS stated, book.snapshot_id AS book_snapshot_id, book.first_seen AS since,
        grants.requested_kopecks, grants.awarded_kopecks
    FROM grants CROSS JOIN claims AS card
        ON (card.record_kind, card.record_id, card.origin) = ('grant', grants.id, 'card')
        AND card.field IN ('status', 'requested_kopecks', 'total_kopecks', 'awarded_kopecks')
    CROSS JOIN claims AS book
        ON (book.record_kind, book.record_id, book.field, book.origin)
            = ('grant', grants.id, card.field, 'workbook')
    WHERE grants.page_id IS NOT NULL AND card.value <> book.value
        AND NOT EXISTS (
            SELECT 1 FROM workbook_rows AS row WHERE row.source_id = grants.source_id
                AND row.number = grants.application_number AND row.left_at IS NOT NULL
        )
"""  # noqa: S608
_UNREAD = f"""
    SELECT {_OF}, field, origin, claims.snapshot_id, coalesce(claims.text, claims.value) AS said
    FROM claims INDEXED BY claims_problem CROSS JOIN grants ON grants.id = record_id
    WHERE record_kind = 'grant' AND field = ? AND problem IS NOT NULL ORDER BY grants.id, origin
"""  # noqa: S608
_RIGHT = """
    SELECT value, origin, snapshot_id FROM claims
    WHERE (record_kind, record_id, field) = ('grant', ?, ?)
        AND problem IS NULL AND value IS NOT NULL
"""


def sums_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find where an origin's own sums do not add up: requested and co-financing make no total.

    A winner's card may count with the award instead.
    """
    for row in _rows(connection, _SUMS):
        own, asked, whole = int(row["own"]), int(row["asked"]), int(row["whole"])
        won = row["award"] is not None and adds_up((int(row["award"]), own), whole)
        if won or adds_up((asked, own), whole):
            continue
        parts = Proof(said=f"{asked} + {own}", origin=row["origin"], snapshot_id=row["snapshot_id"])
        total = Proof(said=str(whole), origin=row["origin"], snapshot_id=row["whole_snapshot_id"])
        yield _lead("sums", row, "total_kopecks", parts, total)


def apart_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find where card and workbook disagree on the status or a sum."""
    for row in _rows(connection, _APART):
        if row["field"] == "status":
            if not contradict((row["said"], row["at"]), (row["stated"], row["since"])):
                continue
        elif _explained_sum(row):
            continue
        kind = "status_differs" if row["field"] == "status" else "sum_differs"
        card = Proof(said=row["said"], origin="card", snapshot_id=row["snapshot_id"])
        book = Proof(said=row["stated"], origin="workbook", snapshot_id=row["book_snapshot_id"])
        yield _lead(kind, row, row["field"], card, book)


def term_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find terms that end before they start."""
    for row in _rows(connection, _UNREAD, "period_edtf"):
        days = reversed_term(row["said"] or "")
        if days:
            first, last = (
                Proof(said=day, origin=row["origin"], snapshot_id=row["snapshot_id"])
                for day in days
            )
            yield _lead("term", row, "period_edtf", first, last)


def checksum_leads(connection: sqlite3.Connection) -> Iterator[Lead]:
    """Find INN and OGRN whose check digits are wrong, beside another origin's, or what is right."""
    for field in ("inn", "ogrn"):
        for row in _rows(connection, _UNREAD, field):
            right = number_fault(field, row["said"] or "")
            if right is None:
                continue
            one = Proof(said=row["said"], origin=row["origin"], snapshot_id=row["snapshot_id"])
            yield _lead("checksum", row, field, one, _right(connection, row, right))


def _right(connection: sqlite3.Connection, row: sqlite3.Row, right: str) -> Proof:
    found = connection.execute(_RIGHT, (row["id"], row["field"])).fetchone()
    if found is None:
        return Proof(said=right, origin="rule")
    return Proof(said=found["value"], origin=found["origin"], snapshot_id=found["snapshot_id"])


def _explained_sum(row: sqlite3.Row) -> bool:
    said, stated = int(row["said"]), int(row["stated"])
    asked, award = row["requested_kopecks"], row["awarded_kopecks"]
    cut = row["field"] == "total_kopecks" and cut_by_award((said, stated), asked, award)
    return same_sum(said, stated) or cut


def _lead(kind: str, row: sqlite3.Row, field: str, one: Proof, other: Proof) -> Lead:
    return Lead(
        key=f"{kind}:{row['source_id']}/{row['key']}:{short(field)}",
        kind=kind,
        source_id=row["source_id"],
        grant_id=row["id"],
        organisation_id=row["organisation_id"],
        field=field,
        one=one,
        other=other,
    )


def _rows(connection: sqlite3.Connection, sql: str, *parameters: object) -> Iterator[sqlite3.Row]:
    """Give the rows of a query by name, as the connection that leads are read from has them."""
    yield from connection.execute(sql, parameters)
