"""Russian word forms behind Datasette's own `_search`, in HTML and JSON alike."""

from collections.abc import Awaitable, Callable
from sqlite3 import Connection
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request

from pipelines.lemmas import NOTHING, search_expression


@hookimpl(trylast=True)
def prepare_connection(conn: Connection) -> None:
    """Take the place of Datasette's `escape_fts`, which knows no word forms."""
    conn.create_function("escape_fts", 1, search_expression, deterministic=True)


@hookimpl
def filters_from_request(request: Request, datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Refuse searches that could only answer wrongly, and say what to write instead."""

    async def check() -> None:
        t = datasette.jinja_env.globals["t"]
        query = request.args.get("_search") or ""
        if query and search_expression(query) == NOTHING:
            raise BadRequest(t("errors.nothing_to_search", query=query))
        for name in request.args:
            if name.startswith("_search_"):
                field = name.removeprefix("_search_")
                raise BadRequest(t("errors.search_in_field", field=field))

    return check


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Let an empty search box mean no search, where Datasette would answer with an error."""
    return _without_empty_search


def _without_empty_search(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def searching(scope: dict[str, Any], receive: object, send: object) -> None:
        if b"_search=" in scope.get("query_string", b""):
            pairs = parse_qsl(
                scope["query_string"].decode("utf-8", "replace"), keep_blank_values=True
            )
            kept = [(name, value) for name, value in pairs if name != "_search" or value.strip()]
            scope = {**scope, "query_string": urlencode(kept).encode()}
        await app(scope, receive, send)

    return searching
