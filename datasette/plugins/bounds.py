"""What a reader may ask of the server, and what a page of it may ask of a browser."""

import sqlite3
from collections.abc import Callable
from typing import Any

from datasette import hookimpl

# A page has at most 8 MiB; a query that makes more of one value would only eat memory.
LARGEST_VALUE = 32 * 1024 * 1024
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = (
    (b"content-security-policy", _POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
)


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Bound the size of one value."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Tell browsers that nothing of a page comes from elsewhere, whatever a record holds."""
    return _with_headers


def _with_headers(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def guarded(scope: dict[str, Any], receive: object, send: Any) -> None:  # noqa: ANN401
        async def sending(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": [*event.get("headers", ()), *HEADERS]}
            await send(event)

        await app(scope, receive, sending)

    return guarded
