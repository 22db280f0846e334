"""What the page of a record says beside it: source, page, copy, neighbours."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

_KINDS = {"articles": "article", "grants": "grant", "competitions": "competition"}
_AROUND = """
SELECT sources.title AS source, sources.timezone AS timezone, sources.home_url AS home_url,
    pages.state AS state, pages.missing_since AS missing_since,
    pages.http_status AS http_status, pages.last_fetched AS last_fetched,
    fetched_at, snapshots.body_sha256 AS sha256, length, warc_file, warc_offset, run_id
FROM {table} AS record JOIN sources ON sources.id = record.source_id
LEFT JOIN pages ON pages.id = record.page_id
LEFT JOIN snapshots ON snapshots.id = record.snapshot_id
WHERE record.id = :id
"""
_NEIGHBOURS = """
SELECT other.id, other.title, other.published_edtf FROM articles AS this
JOIN articles AS other ON other.source_id = this.source_id AND other.sort_utc {sign} this.sort_utc
WHERE this.id = :id ORDER BY other.sort_utc {order} LIMIT 3
"""
_CHANGES = """
SELECT field, old, new, cause, seen_at, revision_id, record_kind, record_id, origin
FROM changes WHERE record_kind = :kind AND record_id = :id ORDER BY id DESC LIMIT 20
"""
# Those that the rest of the page does not tell already.
_EVENTS = """
SELECT events.kind, at FROM events JOIN {table} AS record
    ON record.key = record_key AND record.source_id = events.source_id
WHERE record.id = :id AND record_kind = :kind
    AND events.kind NOT IN ('created', 'changed', 'refreshed')
ORDER BY events.id DESC LIMIT 20
"""
_SIBLINGS = """
SELECT other.id, other.title, other.status, other.submitted_on FROM grants AS this
JOIN grants AS other USING (organisation_id)
WHERE this.id = :id AND other.id != :id ORDER BY other.submitted_on DESC LIMIT 10
"""


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give the page of a record what stands in other tables."""

    async def around() -> dict[str, Any]:
        db = datasette.get_database(database)
        given = {"id": request.url_vars["pks"], "kind": _KINDS[table]}
        found = (await db.execute(_AROUND.format(table=table), given)).first()
        known = {"around": found, "changes": (await db.execute(_CHANGES, given)).rows}
        known["happened"] = (await db.execute(_EVENTS.format(table=table), given)).rows
        return {**known, **await _others(db, table, given)}

    return around if view_name == "row" and table in _KINDS else {}


async def _others(db: Database, table: str, given: dict[str, str]) -> dict[str, Any]:
    if table == "grants":
        return {"siblings": (await db.execute(_SIBLINGS, given)).rows}
    if table == "competitions":
        return {}
    earlier = _NEIGHBOURS.format(sign="<", order="DESC")
    later = _NEIGHBOURS.format(sign=">", order="ASC")
    return {
        "earlier": (await db.execute(earlier, given)).rows,
        "later": (await db.execute(later, given)).rows[::-1],
    }
