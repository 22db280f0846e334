"""Cards of portals: which record each leads to, and which still wait for a visit.

And where a listing that takes several runs is to be gone on with.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

from pipelines.records import Record
from pipelines.storage.rows import Row, named
from pipelines.urgency import FEW_CARDS, CardFacts, Chosen, Waiting, rank
from pipelines.visits import NormalizedVisit

_NOTE_CARD = """
    UPDATE pages SET card_of = :record
    WHERE source_id = :source AND key = :page AND card_of IS NOT :record
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
    """Note which record each card leads to that a listing names, and where it is to be gone on."""
    place = visit.place
    if place.kind != "listing":
        return
    rows = [_card(place.source_id, record) for record in visit.records]
    connection.executemany(_NOTE_CARD, rows)
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
    cursor = connection.execute(_WAITING, (source_id,))
    for row in cursor:
        card = named(cursor, row)
        yield _waiting(card, max(rank(_facts(card), chosen, today), least))


def _waiting(card: Row, degree: int) -> Waiting:
    return Waiting(key=card["key"], url=card["url"], rank=degree)


def _facts(card: Row) -> CardFacts:
    names = ("region", "inn", "status", "submitted_on", "decided_on")
    return CardFacts(**{name: card[name] for name in names})


def _card(source_id: str, record: Record) -> Row:
    """Give what a row of a listing says of its card's page: its address without the scheme."""
    return {"source": source_id, "page": record.url.partition("://")[2], "record": record.key}
