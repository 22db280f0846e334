"""What the front page says: what is here, what is new, and up to when the sources were checked."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted

# Counts, each of a table; one that is not ready in time (see tallies.py) is left out.
_COUNTS = {
    "articles": "select count(*) from articles",
    "grants": "select count(*) from grants",
    "calls": "select count(*) from calls where standing = 'open'",
    "organisations": "select count(*) from organisations",
    "sources": "select count(*) from sources where enabled",
}
_BY_SOURCE = (  # the index is named because the planner takes one that holds all titles
    "select source_id as value, count(*) as count from ("
    "select source_id from {table} indexed by {table}_source) group by 1"
)
# Undated articles have no place in the order of dates: they stand where they were first seen.
_ARTICLES = """
WITH fresh AS (
    SELECT * FROM (SELECT id, sort_utc AS at FROM articles WHERE sort_utc IS NOT NULL
        ORDER BY sort_utc DESC LIMIT 8)
    UNION ALL
    SELECT * FROM (SELECT id, first_seen AS at FROM articles WHERE sort_utc IS NULL
        ORDER BY id DESC LIMIT 8)
)
SELECT articles.*, sources.title AS source, substr(body, 1, 400) AS teaser
FROM fresh JOIN articles USING (id) JOIN sources ON sources.id = source_id
ORDER BY fresh.at DESC, articles.id LIMIT 8
"""
_GRANTS = """
SELECT * FROM grants ORDER BY coalesce(last_changed, first_seen) DESC, submitted_on DESC LIMIT 6
"""
_CALLS = """
SELECT calls.*, sources.title AS source FROM calls JOIN sources ON sources.id = source_id
WHERE standing = 'open' AND closes_by_utc IS NOT NULL ORDER BY closes_by_utc, calls.id LIMIT 6
"""
# Of the last changes those that are the sources' own: a reread of everything makes very many.
_CHANGES = """
WITH latest AS (SELECT * FROM changes ORDER BY id DESC LIMIT 400)
SELECT record_kind, record_id, field, old, new, seen_at, significance,
    coalesce(articles.title, grants.title, competitions.title) AS title
FROM latest
LEFT JOIN articles ON record_kind = 'article' AND articles.id = record_id
LEFT JOIN grants ON record_kind = 'grant' AND grants.id = record_id
LEFT JOIN competitions ON record_kind = 'competition' AND competitions.id = record_id
WHERE cause = 'source' AND coalesce(articles.id, grants.id, competitions.id) IS NOT NULL
ORDER BY latest.id DESC LIMIT 6
"""
_SOURCES = """
SELECT sources.*, started, finished, health, health_reasons
FROM sources LEFT JOIN runs ON runs.id = (
    SELECT max(id) FROM runs WHERE source_id = sources.id AND finished IS NOT NULL
)
WHERE enabled ORDER BY sources.title
"""
# Of a whole catalogue of sources those that are not well come first; the health page has them all.
_SHOWN = 40
_RECORDS = ("articles", "grants", "competitions")


@hookimpl
def extra_template_vars(
    view_name: str, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give the front page its counts, newest records and sources."""

    async def front() -> dict[str, Any]:
        db = datasette.get_database("dozor")
        sources = (await db.execute(_SOURCES)).rows
        checked = sorted(row["started"] for row in sources if row["started"])
        return {
            "counted": {name: await _counted(db, sql) for name, sql in _COUNTS.items()},
            "by_source": {table: await _by_source(db, table) for table in _RECORDS},
            "articles": (await db.execute(_ARTICLES)).rows,
            "grants": (await db.execute(_GRANTS)).rows,
            "calls": (await db.execute(_CALLS)).rows,
            "changed_records": (await db.execute(_CHANGES)).rows,
            "sources": sources,
            "shown": _shown(sources),
            "checked": checked,
        }

    return front if view_name == "index" else {}


async def _counted(db: Database, sql: str) -> int | None:
    try:
        return int((await db.execute(sql)).single_value())
    except QueryInterrupted:
        return None


async def _by_source(db: Database, table: str) -> dict[str, int]:
    try:
        rows = (await db.execute(_BY_SOURCE.format(table=table))).rows
    except QueryInterrupted:
        return {}
    return {row["value"]: row["count"] for row in rows}


def _shown(sources: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    if len(sources) <= _SHOWN:
        return sources
    return sorted(sources, key=lambda source: source["health"] in {None, "healthy"})[:_SHOWN]
