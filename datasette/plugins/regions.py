"""`/region/RU-PSK`: what Dozor has of one region, news, applications, winners, sources."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils.asgi import Request

from pipelines.regions import codes

_ARTICLES = """
SELECT articles.*, sources.title AS source, substr(body, 1, 400) AS teaser
FROM articles JOIN sources ON sources.id = source_id
WHERE articles.region = :region AND sort_utc IS NOT NULL ORDER BY sort_utc DESC LIMIT 8
"""
_WINNERS = """
SELECT * FROM grants WHERE region = :region AND status = 'won'
ORDER BY submitted_on DESC LIMIT 8
"""
_UNDECIDED = """
SELECT * FROM grants WHERE region = :region AND status = 'under_review'
ORDER BY submitted_on DESC LIMIT 5
"""
_SOURCES = "SELECT id, title, kind FROM sources WHERE region = :region AND enabled ORDER BY title"
_COUNTS = {
    "articles": "select count(*) from articles where region = :region",
    "grants": "select count(*) from grants where region = :region",
    "organisations": "select count(*) from organisations where region = :region",
}


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of each region."""
    return [(r"^/region/(?P<region>[A-Z-]+)$", _page)]


async def _page(datasette: Datasette, request: Request) -> Response:
    region = request.url_vars["region"]
    if region not in codes():
        raise NotFound("no such region")
    db, given = datasette.get_database("dozor"), {"region": region}
    shown: dict[str, Any] = {
        "region": region,
        "table": None,
        "counted": {table: await _counted(db, sql, given) for table, sql in _COUNTS.items()},
        "articles": (await db.execute(_ARTICLES, given)).rows,
        "winners": (await db.execute(_WINNERS, given)).rows,
        "undecided": (await db.execute(_UNDECIDED, given)).rows,
        "sources": (await db.execute(_SOURCES, given)).rows,
    }
    return Response.html(await datasette.render_template("region.html", shown, request=request))


async def _counted(db: Database, sql: str, given: dict[str, str]) -> int | None:
    try:
        return int((await db.execute(sql, given)).single_value())
    except QueryInterrupted:
        return None
