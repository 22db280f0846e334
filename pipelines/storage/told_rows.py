"""Articles whose text is a feed's: the archived answer that they lead back to is the feed's."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from pipelines.records import Article, Record
from pipelines.stated_texts import is_of_feed
from pipelines.storage.rows import columns_of
from pipelines.storage.seen import Seen
from pipelines.visits import NormalizedVisit

# The first with that body holds it; those after it may refer back to it.
_ANSWER = """
    SELECT min(id) FROM snapshots
    WHERE thinned_at IS NULL AND (page_id, body_sha256) = (
        SELECT page_id, snapshots.body_sha256 FROM snapshots JOIN pages ON pages.id = page_id
        WHERE source_id = ? AND key = ? AND snapshots.http_status = 200 AND fetched_at <= ?
        ORDER BY snapshots.id DESC LIMIT 1
    )
"""


def seen_in_feed(connection: sqlite3.Connection, visit: NormalizedVisit, seen: Seen) -> Seen:
    """Give the circumstances in which a visit's records were seen.

    Those of an article with a feed's text have the snapshot of that feed; others are as they are.
    """
    if visit.place.told_in is None or not has_feeds_text(visit.records):
        return seen
    asked = (seen.source_id, visit.place.told_in, seen.at)
    (found,) = connection.execute(_ANSWER, asked).fetchone()
    return seen if found is None else replace(seen, snapshot_id=found)


def has_feeds_text(records: Iterable[Record]) -> bool:
    """Say whether an article among records has the text of a feed."""
    return any(isinstance(one, Article) and is_of_feed(columns_of(one)) for one in records)
