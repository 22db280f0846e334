"""Addresses of feeds, calendars and downloads: each is of all rows, on whatever page it stands."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from jinja2 import Environment

ASKED = "dozor.asked"
"""Where an answer finds the query string that names it."""
_FEED = frozenset(
    {"_facet", "_facet_array", "_facet_date", "_facet_size", "_shape", "_nl"}
    | {"_next", "_size", "_col", "_nocol", "_labels", "_label"}
)
_FILE = frozenset({"_shape", "_nl", "_stream", "_dl", "_nofacet", "_nocount"})
_FEEDS = ("atom", "ics")
_IGNORED = {"atom": _FEED, "ics": _FEED, "csv": _FILE, "xlsx": _FILE, "jsonl": _FILE}
"""By format, the arguments that say only how a page is shown."""
_UNCOUNTED = [("_nofacet", "1"), ("_nocount", "1")]
Scope = dict[str, Any]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let pages link to all rows of what they show a page of."""
    env.globals["whole"] = _of_all_rows


def _of_all_rows(address: str) -> str:
    path, _, query = address.partition("?")
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "_next"]
    return f"{path}?{urlencode(kept)}" if kept else path


@hookimpl(tryfirst=True)
def asgi_wrapper() -> Callable[[Any], Any]:
    """Ask for no counts and facets where none are shown, and drop what does not matter there."""
    return _plainer


def _plainer(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def asking(scope: Scope, receive: object, send: object) -> Awaitable[None] | None:
        ending = scope["path"].rpartition(".")[2] if scope["type"] == "http" else ""
        if ending in _IGNORED and not scope["path"].startswith("/static/"):
            scope = _whole(scope, ending)
        return await app(scope, receive, send)

    return asking


def _whole(scope: Scope, ending: str) -> Scope:
    asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    kept = [pair for pair in asked if pair[0] not in _IGNORED[ending] and pair != ("_size", "max")]
    # A page of a file is asked for by its size, and says of how many rows it is one.
    is_page = "_size" in dict(kept) and ending not in _FEEDS
    kept = kept if is_page else [pair for pair in kept if pair[0] != "_next"]
    quick = _UNCOUNTED[:1] if is_page else _UNCOUNTED
    scope = {
        **scope,
        "query_string": urlencode(kept + quick).encode(),
        ASKED: urlencode(kept),
    }
    return _renamed(scope) if ending == "csv" else scope


def _renamed(scope: Scope) -> Scope:
    """Lead CSV to Dozor's own writer: Datasette's stops named queries without a word."""
    renamed = {**scope, "path": f"{scope['path'].removesuffix('csv')}wholecsv"}
    if scope.get("raw_path"):
        path, _, rest = scope["raw_path"].partition(b"?")
        renamed["raw_path"] = (
            path.removesuffix(b"csv") + b"wholecsv" + (b"?" + rest if rest else b"")
        )
    return renamed
