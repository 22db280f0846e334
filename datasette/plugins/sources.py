"""What a source's page says: its runs, its newest records, and what could not be read."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

_RUNS = "SELECT * FROM runs WHERE source_id = :id ORDER BY id DESC LIMIT 10"
_ARTICLES = """
SELECT id, title, published_edtf FROM articles WHERE source_id = :id
ORDER BY sort_utc DESC LIMIT 10
"""
_GRANTS = """
SELECT id, title, status, submitted_on FROM grants WHERE source_id = :id
ORDER BY submitted_on DESC LIMIT 10
"""
_CALLS = """
SELECT id, title, standing, closes_edtf FROM calls WHERE source_id = :id
ORDER BY standing = 'open' DESC, closes_by_utc DESC LIMIT 10
"""
_REJECTS = """
SELECT url, reason, detail, seen_at FROM rejects
WHERE run_id = (SELECT max(id) FROM runs WHERE source_id = :id) ORDER BY id DESC LIMIT 10
"""
_COUNTS = """
SELECT (SELECT count(*) FROM articles WHERE source_id = :id) AS articles,
    (SELECT count(*) FROM grants WHERE source_id = :id) AS grants,
    (SELECT count(*) FROM competitions WHERE source_id = :id) AS competitions,
    (SELECT count(*) FROM pages WHERE source_id = :id) AS pages
"""


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give a source's page what stands in other tables."""

    async def known() -> dict[str, Any]:
        db = datasette.get_database(database)
        given = {"id": tilde_decode(request.url_vars["pks"])}
        return {
            "runs": (await db.execute(_RUNS, given)).rows,
            "articles": (await db.execute(_ARTICLES, given)).rows,
            "grants": (await db.execute(_GRANTS, given)).rows,
            "calls": (await db.execute(_CALLS, given)).rows,
            "rejects": (await db.execute(_REJECTS, given)).rows,
            "counted": (await db.execute(_COUNTS, given)).first(),
        }

    return known if (view_name, table) == ("row", "sources") else {}
