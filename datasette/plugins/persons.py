"""`/person/NAME`: what somebody signed, and where the name stands in texts."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

_MOST = 60
_ARTICLES = f"""
SELECT articles.*, sources.title AS source, substr(body, 1, 400) AS teaser
FROM articles INDEXED BY articles_author JOIN sources ON sources.id = source_id
WHERE author = :name ORDER BY sort_utc DESC LIMIT {_MOST}
"""  # noqa: S608
_SOURCES = """
SELECT source_id AS id, sources.title, count(*) AS articles
FROM articles INDEXED BY articles_author JOIN sources ON sources.id = source_id
WHERE author = :name GROUP BY source_id ORDER BY articles DESC, sources.title
"""


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of each name that articles are signed with."""
    return [(r"^/person/(?P<name>[^/]+)$", _page)]


async def _page(datasette: Datasette, request: Request) -> Response:
    given = {"name": unquote(request.url_vars["name"])}
    db = datasette.get_database("dozor")
    articles = (await db.execute(_ARTICLES, given)).rows
    if not articles:
        raise NotFound("nobody of this name signed an article")
    shown: dict[str, Any] = {**given, "table": None, "articles": articles, "most": _MOST}
    shown["sources"] = (await db.execute(_SOURCES, given)).rows
    return Response.html(await datasette.render_template("person.html", shown, request=request))
