"""Claims as rows: what each origin says of a record now, and what the record shows of it."""

import sqlite3
from collections.abc import Iterable

from crawler.items import Origin
from pipelines.claims import Claim, claims_of, merged, said_by, typed
from pipelines.storage.revision_rows import Identity
from pipelines.storage.rows import Row
from pipelines.storage.seen import Seen

CLAIMED = frozenset({"grant"})
"""Kinds of records that several origins may speak of."""
_OF_RECORD = """
    SELECT field, origin, value, text, found_by, problem FROM claims
    WHERE record_kind = ? AND record_id = ?
"""
PUT = """
    INSERT INTO claims (record_kind, record_id, field, origin, snapshot_id, first_seen, last_seen,
        found_by, problem, value, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET snapshot_id = excluded.snapshot_id, last_seen = excluded.last_seen,
        first_seen = excluded.first_seen, found_by = excluded.found_by,
        problem = excluded.problem, value = excluded.value, text = excluded.text
"""
_RENEW = """
    UPDATE claims SET last_seen = max(last_seen, :at), found_by = :found_by, text = :text,
        problem = :problem
    WHERE record_kind = :kind AND record_id = :id AND field = :field AND origin = :origin
"""
_DROP = """
    DELETE FROM claims WHERE record_kind = ? AND record_id = ? AND field = ? AND origin = ?
"""
_TOUCH = """
    UPDATE claims SET last_seen = :at
    WHERE record_kind = :kind AND record_id = :id AND origin = :origin AND last_seen < :at
"""
_FORGET = (
    "DELETE FROM claims WHERE record_kind = ? AND record_id = ?",
    "DELETE FROM workbook_rows WHERE ? = 'grant' AND record_id = ?",
)


def stored_claims(connection: sqlite3.Connection, record: Identity) -> list[Claim]:
    """Give all that every origin says of a record."""
    found = connection.execute(_OF_RECORD, record)
    return [
        Claim(field, origin, typed(field, value), text, found_by, problem)
        for field, origin, value, text, found_by, problem in found
    ]


def past_of(connection: sqlite3.Connection, stored: Row, record: Identity, seen: Seen) -> Row:
    """Give what a record's new version is compared with: what the same origin said of it.

    It is empty where the origin never spoke of the record. Of a record with one origin it is the
    row as it stands.
    """
    if record[0] not in CLAIMED:
        return stored
    assert seen.origin is not None
    return said_by(stored_claims(connection, record), seen.origin) or {}


def shown(connection: sqlite3.Connection, record: Identity) -> Row:
    """Give the columns of a record as its claims make them, but `key` and `source_id`."""
    return merged(stored_claims(connection, record))


def write_claims(connection: sqlite3.Connection, record: Identity, row: Row, seen: Seen) -> None:
    """Make what an origin says now, given as columns, its claims.

    Those that a card no longer makes are dropped; columns that are not there stay as they are. A
    claim of which only the words or the extractor differ keeps its snapshot and its first day.
    """
    assert seen.origin is not None
    known = {one.field: one for one in _own(stored_claims(connection, record), seen.origin)}
    made = claims_of(row, seen.origin)
    for claim in made:
        before = known.get(claim.field)
        if before is None or before.value != claim.value:
            connection.execute(PUT, put_row(record, claim, seen))
        elif before != claim:
            _renew(connection, record, claim, seen)
    if seen.origin == "card":
        dropped = known.keys() - {claim.field for claim in made}
        rows = [(*record, name, seen.origin) for name in dropped]
        connection.executemany(_DROP, rows)


def put_row(record: Identity, claim: Claim, seen: Seen) -> tuple[object, ...]:
    """Give the parameters of PUT for a claim that is made for the first time, or anew."""
    value = None if claim.value is None else str(claim.value)
    facts = (seen.snapshot_id, seen.at, seen.at, claim.found_by, claim.problem)
    return (*record, claim.field, claim.origin, *facts, value, claim.text)


def touch_claims(connection: sqlite3.Connection, record: Identity, seen: Seen) -> None:
    """Note that an origin was read again and says what it said."""
    facts = {"kind": record[0], "id": record[1], "origin": seen.origin, "at": seen.at}
    connection.execute(_TOUCH, facts)


def forget_claims(connection: sqlite3.Connection, record: Identity) -> None:
    """Drop the claims of a record that is none any more; a workbook's row is new then."""
    for sql in _FORGET:
        connection.execute(sql, record)


def _own(claims: Iterable[Claim], origin: Origin) -> list[Claim]:
    return [claim for claim in claims if claim.origin == origin]


def _renew(connection: sqlite3.Connection, record: Identity, claim: Claim, seen: Seen) -> None:
    facts = {"kind": record[0], "id": record[1], "field": claim.field, "origin": claim.origin}
    facts |= {"at": seen.at, "found_by": claim.found_by, "text": claim.text}
    connection.execute(_RENEW, facts | {"problem": claim.problem})
