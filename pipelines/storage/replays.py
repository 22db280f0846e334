"""What a replay reads of the store, and what it leaves there. It knows no extraction."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.items import Origin
from pipelines.claims import said_by
from pipelines.records import Record
from pipelines.stated_texts import is_of_feed
from pipelines.storage.claim_rows import CLAIMED, stored_claims
from pipelines.storage.page_records import TABLES
from pipelines.storage.reader_rows import note_reader
from pipelines.storage.record_rows import Written, store_replayed
from pipelines.storage.revision_rows import waiting_of
from pipelines.storage.rows import Row, named, one, update
from pipelines.storage.seen import Seen

# Reasons that a reader gave, so that another may read the page; the others came off the network.
_READERS = (
    *("soft_404", "empty", "shell", "not_article", "cut_off", "no_title", "no_body"),
    *("wrong_type", "invalid"),
)
_BROKEN_OFF = "fewer bytes than%"

_PAGES = """
    SELECT pages.*, sources.parser_version FROM pages JOIN sources ON sources.id = source_id
    WHERE source_id = :source AND pages.id > :after
        AND pages.kind IN ('article', 'grant', 'competition')
        AND state <> 'moved' AND (:done IS NULL OR pages.read_by IS NOT :done)
    ORDER BY pages.id LIMIT :most
"""
_COUNT = """
    SELECT count(*) FROM pages WHERE source_id = :source
        AND kind IN ('article', 'grant', 'competition')
        AND state <> 'moved' AND (:done IS NULL OR read_by IS NOT :done) AND EXISTS (
            SELECT 1 FROM snapshots WHERE page_id = pages.id AND http_status = 200
        )
"""
# A row whose body is that of the row before is a revisit: nothing was read then.
_READ = f"""
    SELECT * FROM (
        SELECT snapshots.*, reason IS NOT NULL AS rejected,
            lag(body_sha256) OVER (ORDER BY snapshots.id) AS before
        FROM snapshots LEFT JOIN rejects
            ON rejects.page_id = snapshots.page_id AND snapshot_id = snapshots.id
        WHERE snapshots.page_id = ? AND http_status = 200 AND (
            reason IS NULL
            OR reason IN (SELECT value FROM json_each('{json.dumps(_READERS)}'))
            AND detail NOT LIKE '{_BROKEN_OFF}'
        )
    ) WHERE before IS NOT body_sha256 AND thinned_at IS NULL
    ORDER BY id DESC
"""  # noqa: S608
_RECORD = "SELECT * FROM {table} WHERE page_id = ?"
_SNAPSHOT = "SELECT *, 0 AS rejected FROM snapshots WHERE id = ? AND thinned_at IS NULL"
_LISTING = """
    SELECT pages.* FROM snapshots JOIN pages ON pages.id = snapshots.page_id
    WHERE snapshots.id = ? AND pages.id <> ? AND pages.kind IN ('feed', 'sitemap', 'listing')
"""
_VISITS = "SELECT id, visits FROM pages WHERE id IN (SELECT value FROM json_each(?))"
# Read from this snapshot on, a record differs in ways that nobody has accepted.
_REFUSED = """
    SELECT min(snapshot_id) FROM revisions
    WHERE record_kind = :kind AND record_id = :id AND state IN ('held', 'discarded')
        AND snapshot_id >= :since AND origin IS :origin
"""
_READ_FROM = """
    SELECT coalesce(max(snapshot_id), 0) FROM revisions
    WHERE record_kind = ? AND record_id = ? AND origin = 'card' AND state = 'applied'
"""
_FORGET = dict.fromkeys(("etag", "last_modified", "body_sha256", "body_at", "led_to"))
_VERSIONS = """
    SELECT id, parser_version FROM sources WHERE EXISTS (
        SELECT 1 FROM pages JOIN snapshots ON page_id = pages.id WHERE source_id = sources.id
    )
"""
# What was not reached still agrees with the version before, if anybody knows which that was.
_LEFT = """
    UPDATE pages SET read_by = coalesce(
        (SELECT parser_version FROM sources WHERE id = source_id), 'unknown'
    ) WHERE source_id = :source AND read_by IS NULL AND id IN (
        SELECT page_id FROM articles WHERE source_id = :source
        UNION ALL SELECT page_id FROM grants WHERE source_id = :source
        UNION ALL SELECT page_id FROM competitions WHERE source_id = :source
        UNION ALL SELECT id FROM pages WHERE source_id = :source AND kind = 'listing'
    )
"""
_REACHED = "UPDATE pages SET read_by = NULL WHERE source_id = :source AND read_by = :parser"
_AGREED = "UPDATE sources SET parser_version = :parser WHERE id = :source"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """A page with its record, if it has one, and the snapshots that were read, newest first.

    Where a difference waits for its run to be judged, `record` is what it will then be.

    `read` are those that the record as it is stands on; `later` came after them, and were rejected
    or led to a version that was not accepted. A `mixed` record holds a part of such a version: no
    one snapshot says what it says. `call` is the one that an article announces besides. `listing`
    is the page whose snapshots those are, where the record was read from an entry of it. `told` is
    the snapshot of the feed that gave the text of an article, `told_by` the feed's page.
    """

    page: Row
    record: Row | None
    read: tuple[Row, ...]
    later: tuple[Row, ...]
    mixed: bool = False
    call: Row | None = None
    listing: Row | None = None
    told: Row | None = None
    told_by: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What a replay found of a page, to be written.

    `record` differs from what is stored or is new (with the `snapshot` it is read from), and so
    does `call`, which the same page announces besides; `agrees`
    says that what is stored will then be what this parser reads; `ask_again` that a later answer,
    which nobody could read before, must be fetched anew, so that its difference is the source's.
    """

    page: Row
    record: Record | None = None
    call: Record | None = None
    snapshot: Row | None = None
    agrees: bool = False
    ask_again: bool = False


def versions(connection: sqlite3.Connection) -> dict[str, str | None]:
    """Give the parser's version that each source with an archive agrees with; None if unknown."""
    return {str(name): version for name, version in connection.execute(_VERSIONS)}


def count_pages(connection: sqlite3.Connection, source_id: str, done: str | None) -> int:
    """Count the pages of a source that a replay will read, those of version `done` left out."""
    return int(connection.execute(_COUNT, {"source": source_id, "done": done}).fetchone()[0])


def archived_pages(
    connection: sqlite3.Connection, source_id: str, *, after: int, done: str | None, most: int
) -> list[ArchivedPage]:
    """Give the next pages of a source by id, those that version `done` has read left out."""
    asked = {"source": source_id, "after": after, "done": done, "most": most}
    cursor = connection.execute(_PAGES, asked)
    pages = [named(cursor, row) for row in cursor.fetchall()]
    return [_archived(connection, page) for page in pages]


def _archived(connection: sqlite3.Connection, page: Row) -> ArchivedPage:
    record = _record(connection, page)
    listing = _listing(connection, page, record) if record else None
    told_by = listing if record and is_of_feed(record) else None
    listing = None if told_by else listing
    cursor = connection.execute(_READ, (page["id"],))
    snapshots = [named(cursor, row) for row in cursor.fetchall()]
    if listing and record:
        snapshots = [row for row in [one(connection, _SNAPSHOT, record["snapshot_id"])] if row]
    refused = _refused(connection, page, record) if record else None
    read = [
        one for one in snapshots if not one["rejected"] and (refused is None or one["id"] < refused)
    ]
    newest = read[0]["id"] if read else 0
    return ArchivedPage(
        page=page,
        record=record and record | _pending(connection, page, record),
        read=tuple(read),
        later=tuple(one for one in snapshots if one["id"] > newest),
        mixed=bool(record and refused and record["snapshot_id"] >= refused),
        call=_call(connection, page),
        listing=listing,
        told=one(connection, _SNAPSHOT, record["snapshot_id"]) if record and told_by else None,
        told_by=told_by,
    )


def _listing(connection: sqlite3.Connection, page: Row, record: Row) -> Row | None:
    """Give the listing that a record was read from as an entry of it; None for others."""
    return one(connection, _LISTING, record["snapshot_id"], page["id"])


def _call(connection: sqlite3.Connection, page: Row) -> Row | None:
    if page["kind"] != "article":
        return None
    return one(connection, _RECORD.format(table="competitions"), page["id"])


def _record(connection: sqlite3.Connection, page: Row) -> Row | None:
    """Give the record of a page as that page tells it; what others say of it is not read here."""
    kind = page["kind"]
    record = one(connection, _RECORD.format(table=TABLES[kind]), page["id"])
    if record is None or kind not in CLAIMED:
        return record
    identity = (kind, record["id"])
    said = said_by(stored_claims(connection, identity), "card")
    read_from: int = connection.execute(_READ_FROM, identity).fetchone()[0]
    return record | said | {"snapshot_id": read_from} if said else None


def _origin(page: Row) -> Origin | None:
    return "card" if page["kind"] in CLAIMED else None


def _pending(connection: sqlite3.Connection, page: Row, record: Row) -> Row:
    waiting = waiting_of(connection, (page["kind"], record["id"], _origin(page)))
    return next((version.row for version in waiting if version.state == "pending"), {})


def _refused(connection: sqlite3.Connection, page: Row, record: Row) -> int | None:
    facts = {"kind": page["kind"], "id": record["id"], "since": record["snapshot_id"] or 0}
    facts |= {"origin": _origin(page)}
    found: int | None = connection.execute(_REFUSED, facts).fetchone()[0]
    return found


def still_as_read(connection: sqlite3.Connection, pages: Iterable[Row]) -> bool:
    """Say whether no page was visited since it was read; to be asked inside the transaction."""
    known = {page["id"]: page["visits"] for page in pages}
    return dict(connection.execute(_VISITS, (json.dumps(list(known)),)).fetchall()) == known


def store_reread(
    connection: sqlite3.Connection, found: Sequence[Reread], *, parser: str, at: str
) -> list[Written]:
    """Write what a replay found at a moment (UTC text), and which pages now agree with it."""
    written = []
    for reread in found:
        if reread.snapshot is not None:
            seen = _seen(reread.page, reread.snapshot, parser, at)
            records = [one for one in (reread.record, reread.call) if one is not None]
            written += [store_replayed(connection, record, seen) for record in records]
        if reread.agrees:
            note_reader(connection, reread.page, parser)
        if reread.ask_again:
            update(connection, "pages", reread.page["id"], {**_FORGET, "next_visit": at})
    return written


def finish_replay(connection: sqlite3.Connection, source_id: str, parser: str) -> None:
    """Note that a source's records agree with this version, but for those not reached."""
    facts = {"source": source_id, "parser": parser}
    for sql in (_LEFT, _REACHED, _AGREED):
        connection.execute(sql, facts)


def _seen(page: Row, snapshot: Row, parser: str, at: str) -> Seen:
    return Seen(
        at=at,
        source_id=page["source_id"],
        run_id=snapshot["run_id"],
        page_id=page["id"],
        page_key=page["key"],
        snapshot_id=snapshot["id"],
        parser=parser,
        cause="parser",
    )
