"""What a reader may ask of the server, and what a page of it may ask of a browser."""

import sqlite3
from collections.abc import Callable
from typing import Any, cast
from weakref import ReferenceType, ref

from datasette import hookimpl

# A page has at most 8 MiB; a query that makes more of one value would only eat memory.
LARGEST_VALUE = 16 * 1024 * 1024
LARGEST_RESULT = 50_000_000  # bytes of texts and blobs
_MOST_COLUMNS = 150
_TOO_LARGE = "the answer is larger than 50 MB: ask for fewer rows or columns"
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
    """Bound the size of one value, of one row and of one answer."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, _MOST_COLUMNS)
    conn.row_factory = _counting()


def _counting() -> Callable[[sqlite3.Cursor, tuple[object, ...]], sqlite3.Row]:
    """Make rows, and break off a result while it is read: 1,000 rows may be 16 GB.

    Raises sqlite3.OperationalError, as SQLite itself does of one value.
    """
    size, of = 0, cast("ReferenceType[sqlite3.Cursor] | None", None)

    def row(cursor: sqlite3.Cursor, values: tuple[object, ...]) -> sqlite3.Row:
        nonlocal size, of
        if of is None or of() is not cursor:
            size, of = 0, ref(cursor)
        size += sum(len(value) for value in values if isinstance(value, str | bytes))
        if size > LARGEST_RESULT:
            raise sqlite3.OperationalError(_TOO_LARGE)
        return sqlite3.Row(cursor, values)

    return row


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
