"""What the front page says: what is here, what is new, and up to when the sources were checked."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

_COUNTS = """
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM grants) AS grants,
    (SELECT count(*) FROM calls WHERE standing = 'open') AS calls,
    (SELECT count(*) FROM organisations) AS organisations,
    (SELECT count(*) FROM sources WHERE enabled) AS sources
"""
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
SELECT grants.*, sources.title AS source FROM grants JOIN sources ON sources.id = source_id
ORDER BY coalesce(last_changed, grants.first_seen) DESC, submitted_on DESC, grants.id LIMIT 6
"""
_CALLS = """
SELECT calls.*, sources.title AS source FROM calls JOIN sources ON sources.id = source_id
WHERE standing = 'open' AND closes_by_utc IS NOT NULL ORDER BY closes_by_utc, calls.id LIMIT 6
"""
_SOURCES = """
SELECT sources.*, started, finished, health, health_reasons,
    (SELECT count(*) FROM articles WHERE source_id = sources.id) AS articles,
    (SELECT count(*) FROM grants WHERE source_id = sources.id) AS grants,
    (SELECT count(*) FROM competitions WHERE source_id = sources.id) AS competitions
FROM sources LEFT JOIN runs ON runs.id = (
    SELECT max(id) FROM runs WHERE source_id = sources.id AND finished IS NOT NULL
)
WHERE enabled ORDER BY sources.title
"""
# Of a whole catalogue of sources those that are not well come first; the health page has them all.
_SHOWN = 40


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
            "counted": (await db.execute(_COUNTS)).first(),
            "articles": (await db.execute(_ARTICLES)).rows,
            "grants": (await db.execute(_GRANTS)).rows,
            "calls": (await db.execute(_CALLS)).rows,
            "sources": sources,
            "shown": _shown(sources),
            "checked": checked,
        }

    return front if view_name == "index" else {}


def _shown(sources: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    if len(sources) <= _SHOWN:
        return sources
    return sorted(sources, key=lambda source: source["health"] in {None, "healthy"})[:_SHOWN]
