"""Addresses of feeds, calendars and downloads: each is of all rows, on whatever page it stands."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl

ASKED = "dozor.asked"
"""Where an answer finds the query string that names it."""
_ALWAYS = frozenset({"_next", "_facet", "_facet_array", "_facet_date", "_facet_size", "_shape"})
_IGNORED = {
    "atom": _ALWAYS | {"_size", "_col", "_nocol", "_labels", "_label"},
    "ics": _ALWAYS | {"_size", "_col", "_nocol", "_labels", "_label"},
}
"""By format, the arguments that say only how a page is shown."""
_UNCOUNTED = [("_nofacet", "1"), ("_nocount", "1")]


@hookimpl(tryfirst=True)
def asgi_wrapper() -> Callable[[Any], Any]:
    """Ask for no counts and facets where none are shown, and drop what does not matter there."""
    return _plainer


def _plainer(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def asking(
        scope: dict[str, Any], receive: object, send: object
    ) -> Awaitable[None] | None:
        ending = scope["path"].rpartition(".")[2] if scope["type"] == "http" else ""
        if ending in _IGNORED:
            asked = parse_qsl(scope.get("query_string", b"").decode(), keep_blank_values=True)
            kept = [pair for pair in asked if pair[0] not in _IGNORED[ending]]
            more = [pair for pair in _UNCOUNTED if pair not in kept]
            scope = {
                **scope,
                "query_string": urlencode(kept + more).encode(),
                ASKED: urlencode(kept),
            }
        return await app(scope, receive, send)

    return asking
