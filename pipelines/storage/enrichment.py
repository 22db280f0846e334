"""Enrichment catches up with what was stored: names, mentions, stories, event by event."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from pipelines.mentions.find import Mention, find_mentions, names_asked, numbers_in
from pipelines.storage.connection import immediate
from pipelines.storage.name_keys import (
    articles_speaking_of,
    known_by_name,
    known_by_number,
    renew_names,
)
from pipelines.storage.rows import Row, insert, one
from pipelines.storage.story_rows import forget_marks, join_story, note_marks

CURSOR = "enriched_event"
_SINCE = "SELECT coalesce((SELECT value FROM meta WHERE key = ?), '0')"
_EVENTS = """
    SELECT id, kind, record_kind, record_key, source_id, at FROM events
    WHERE id > ? ORDER BY id LIMIT ?
"""
_LAST = "SELECT max(id) FROM events"
"""At the end of the work: those that it wrote itself lead to no more."""
_IDS = "SELECT id FROM articles WHERE key = ? AND source_id = ?"
_ARTICLE = """
    SELECT id, region, about_regions, title || char(10) || coalesce(lead, '') || char(10)
        || coalesce(body, '') AS text
    FROM articles WHERE id = ?
"""
_FORGET = "DELETE FROM mentions WHERE record_kind = 'article' AND record_id = ?"
_TELLING = frozenset({"created", "changed", "refreshed", "restored", "moved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """What a step did: events and articles read, and whether more waits."""

    events: int = 0
    articles: int = 0
    more: bool = False


def catch_up(db: Database, most: int = 500) -> Caught:
    """Work out what the next events lead to, in one transaction; at most `most` events.

    Killed before its commit it is done again by the next call, to the same end.
    """
    with immediate(db) as connection:
        since = int(connection.execute(_SINCE, (CURSOR,)).fetchone()[0])
        events = connection.execute(_EVENTS, (since, most)).fetchall()
        if not events:
            return Caught()
        articles = _work(connection, events)
        more = len(events) == most
        last = str(events[-1][0] if more else connection.execute(_LAST).fetchone()[0])
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (CURSOR, last))
    return Caught(events=len(events), articles=articles, more=more)


def _work(connection: sqlite3.Connection, events: Sequence[tuple[object, ...]]) -> int:
    keys: dict[object, set[tuple[str, object]]] = defaultdict(set)
    for _, kind, record_kind, key, source_id, _ in events:
        if kind in _TELLING:
            keys[record_kind].add((str(key), source_id))
    ids = {found for pair in keys["article"] for (found,) in connection.execute(_IDS, pair)}
    new = set(ids)
    for kind in ("organisation", "grant"):
        for name in renew_names(connection, kind, sorted({key for key, _ in keys[kind]})):
            ids |= articles_speaking_of(connection, name)
    _note_mentions(connection, ids)
    _tell_stories(connection, new, str(events[-1][-1]))
    return len(ids)


def _tell_stories(connection: sqlite3.Connection, ids: Iterable[int], now: str) -> None:
    forget_marks(connection, now)
    for article_id in sorted(ids):
        note_marks(connection, article_id, now)
        join_story(connection, article_id, now)


def _note_mentions(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    rows = [row for row in (one(connection, _ARTICLE, found) for found in sorted(ids)) if row]
    by_name = known_by_name(connection, names_asked(row["text"] for row in rows))
    numbers = {number for row in rows for number, _ in numbers_in(row["text"])}
    by_number = known_by_number(connection, numbers)
    for row in rows:
        connection.execute(_FORGET, (row["id"],))
        for mention in find_mentions(row["text"], _regions(row), by_name, by_number):
            insert(connection, "mentions", _columns(row, mention))


def _regions(row: Row) -> set[str]:
    return {row["region"], *json.loads(row["about_regions"])} - {None}


def _columns(row: Row, mention: Mention) -> Row:
    columns: Row = {"record_kind": "article", "record_id": row["id"], "kind": mention.kind}
    columns |= {"text": mention.text, "normal": mention.normal, "start": mention.start}
    columns |= {f"{mention.kind}_id": mention.record_id}
    return columns | {"score": mention.score, "evidence": mention.evidence}
