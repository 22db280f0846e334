"""Cards of portals: which record each leads to, and which still wait for a visit.

And where a listing that takes several runs is to be gone on with.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

from crawler import clock
from pipelines.records import Grant, Record
from pipelines.statuses import OTHER
from pipelines.storage.rows import Row
from pipelines.urgency import FEW_CARDS, CardFacts, Chosen, Waiting, rank
from pipelines.visits import NormalizedVisit

_NOTE_CARD = """
    UPDATE pages SET card_of = :record
    WHERE source_id = :source AND key = :page AND card_of IS NOT :record
"""
# A row that tells of another decision than the card did: the card has more to say of it.
_ASK = """
    UPDATE pages SET next_visit = :at
    WHERE source_id = :source AND key = :page AND visits > 0 AND next_visit > :at
        AND state NOT IN ('gone', 'moved')
        AND EXISTS (
            SELECT 1 FROM claims JOIN grants ON grants.id = record_id
            WHERE record_kind = 'grant' AND grants.source_id = :source AND grants.key = :record
                AND field = 'status' AND origin = 'card' AND value <> :status
        )
"""
_NOTE_POSITION = "UPDATE pages SET goes_on = nullif(?, '') WHERE source_id = ? AND key = ?"
_POSITION = "SELECT goes_on FROM pages WHERE source_id = ? AND key = ?"
_NAMED = "SELECT key FROM pages WHERE source_id = ? AND key IN (SELECT value FROM json_each(?))"
_ADDRESSES = """
    SELECT card_of, url FROM pages
    WHERE source_id = ? AND card_of IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_WAITING = """
    SELECT pages.key, pages.url, grants.region, inn, status, submitted_on, decided_on
    FROM pages
    LEFT JOIN grants ON grants.source_id = pages.source_id AND grants.key = card_of
    WHERE pages.source_id = ? AND pages.kind = 'grant' AND visits = 0 AND state = 'new'
    ORDER BY pages.id DESC
"""
_CARDS = "SELECT count(*) FROM pages WHERE source_id = ? AND kind = 'grant'"


def note_cards(connection: sqlite3.Connection, visit: NormalizedVisit) -> None:
    """Note which record each card leads to that a listing names, and where it is to be gone on.

    A card of which the listing tells another decision is due at once.
    """
    place = visit.place
    if place.kind != "listing":
        return
    rows = [_card(place.source_id, record) for record in visit.records]
    connection.executemany(_NOTE_CARD, rows)
    at = clock.to_text(visit.fetched_at)
    connection.executemany(_ASK, [row | {"at": at} for row in rows if row["status"] != OTHER])
    if visit.goes_on is not None:
        connection.execute(_NOTE_POSITION, (visit.goes_on, place.source_id, visit.way or place.key))


def position_of(connection: sqlite3.Connection, source_id: str, key: str) -> str | None:
    """Give the page at which the listing that begins at a page is to be gone on with."""
    row = connection.execute(_POSITION, (source_id, key)).fetchone()
    return row[0] if row else None


def named_pages(
    connection: sqlite3.Connection, source_id: str, keys: Collection[str]
) -> frozenset[str]:
    """Give the keys of pages that are known, visited or not."""
    rows = connection.execute(_NAMED, (source_id, json.dumps(list(keys))))
    return frozenset(key for (key,) in rows)


def addresses_of(
    connection: sqlite3.Connection, source_id: str, numbers: Collection[str]
) -> dict[str, str]:
    """Give the addresses of the cards of applications, by number, as far as they are known."""
    return dict(connection.execute(_ADDRESSES, (source_id, json.dumps(list(numbers)))))


def waiting_cards(
    connection: sqlite3.Connection, source_id: str, chosen: Chosen, today: date
) -> Iterator[Waiting]:
    """Give the stored cards that were never visited, latest named first.

    Where a portal has few, none is of the rest.
    """
    (known,) = connection.execute(_CARDS, (source_id,)).fetchone()
    least = int(known <= FEW_CARDS)
    for key, url, *facts in connection.execute(_WAITING, (source_id,)):
        yield Waiting(key, url, max(rank(CardFacts(*facts), chosen, today), least))


def _card(source_id: str, record: Record) -> Row:
    """Give what a row of a listing says of its card's page: its address without the scheme."""
    page = record.url.partition("://")[2]
    status = record.status if isinstance(record, Grant) else None
    return {"source": source_id, "page": page, "record": record.key, "status": status or OTHER}
