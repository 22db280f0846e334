"""What erasing does beyond withholding: to what was withheld, and to answers that name a page."""

import json
import sqlite3
from collections.abc import Collection

from pipelines.storage.removal import Removal, tombstone
from pipelines.storage.removals import PREFIX
from pipelines.storage.rows import Row, named

_PAGES = "SELECT * FROM pages WHERE key IN (SELECT value FROM json_each(?))"
_SNAPSHOTS = """
    UPDATE snapshots SET removed = 'erased', body_sha256 = ''
    WHERE page_id IN (SELECT value FROM json_each(?)) AND removed = 'withheld'
"""
_STATE = """
    UPDATE removals SET state = 'erased', at = ?, reason = ?
    WHERE state = 'withheld' AND case_sha256 IN (SELECT value FROM json_each(?))
"""
_ANSWERS = "UPDATE snapshots SET removed = 'erased' WHERE id IN (SELECT value FROM json_each(?))"
_ASK_ANEW = """
    UPDATE pages SET etag = NULL, last_modified = NULL, body_sha256 = NULL, body_at = NULL,
        next_visit = last_fetched
    WHERE state NOT IN ('gone', 'moved') AND visits > 0 AND id IN (
        SELECT page_id FROM snapshots WHERE id IN (SELECT value FROM json_each(?))
    )
"""


def erase_withheld(
    connection: sqlite3.Connection, removed: Collection[Row], removal: Removal
) -> None:
    """Turn what was withheld into what is erased, with an event; what is so already stays."""
    fresh = [row for row in removed if row["state"] == "withheld"]
    keys = json.dumps([f"{PREFIX}{row['sha256']}" for row in fresh])
    cursor = connection.execute(_PAGES, (keys,))
    pages = [named(cursor, row) for row in cursor.fetchall()]
    connection.execute(_SNAPSHOTS, (json.dumps([page["id"] for page in pages]),))
    cases = sorted({row["case_sha256"] for row in fresh})
    connection.execute(_STATE, (removal.at, removal.reason, json.dumps(cases)))
    for page in pages:
        tombstone(connection, page, None, removal)


def erase_answers(connection: sqlite3.Connection, snapshots: Collection[int]) -> None:
    """Mark answers of lists whose bodies must go: digest, time and chain stay.

    Their pages keep what proves them unchanged, so that the next visit brings no such body again.
    """
    connection.execute(_ANSWERS, (json.dumps(list(snapshots)),))


def erase_proofs(connection: sqlite3.Connection, snapshots: Collection[int]) -> None:
    """Mark answers of other records' pages whose bodies must go, and let those be asked anew.

    So each of these records soon has a proof again.
    """
    ids = json.dumps(list(snapshots))
    connection.execute(_ANSWERS, (ids,))
    connection.execute(_ASK_ANEW, (ids,))
