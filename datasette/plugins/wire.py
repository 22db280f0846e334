"""What goes over the wire: ETags and 304, gzip, and leave for pages of other sites to read."""

import hashlib
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from asgi_gzip import GZipMiddleware
from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

HOME = Path(__file__).resolve().parents[1]
EXACT = "dozor.exact"
_OK = 200
_SMALLEST = 600  # bytes worth packing
_LEVEL = 5
_PACKED = (".xlsx", ".png", ".zip")
_NOW = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
# When the view of calls will next say something else without anything having been written.
_NEXT = """
SELECT min(at) FROM (
    SELECT min(closes_by_utc) AS at FROM competitions WHERE closes_by_utc > :now
    UNION ALL SELECT min(opens_from_utc) FROM competitions WHERE opens_from_utc > :now
)
"""
_CORS = {
    b"access-control-allow-origin": b"*",
    b"access-control-allow-methods": b"GET, HEAD, OPTIONS",
    b"access-control-allow-headers": b"If-None-Match",
    b"access-control-expose-headers": b"ETag, Link, Retry-After, X-Dozor-Rows, X-Dozor-Total, "
    b"X-Dozor-Complete, X-Dozor-Event, X-Dozor-Sample-Data",
}
Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_states: "WeakKeyDictionary[Datasette, _State]" = WeakKeyDictionary()


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Stand between the site and the network."""
    return lambda app: _wire(datasette, app)


class _State:
    """What an answer depends on beside its address: what is stored, the hour, the program."""

    def __init__(self, datasette: Datasette) -> None:
        self._database = datasette.get_database("dozor")
        self._program = _digest(*(_stamp(path) for path in sorted(HOME.rglob("*.*"))))
        self._start = secrets.token_hex(8) if self._database.is_mutable else "immutable"
        self._connection: sqlite3.Connection | None = None
        self._seen: tuple[int, str | None] = (-1, None)

    def tag(self, request: Request) -> str:
        """Name the answer to a request; whatever would change the answer changes the name.

        The version is read before the rows are, so that an answer is never newer than its name.
        """
        asked = (request.headers.get(name) or "" for name in ("accept-language", "cookie", "host"))
        own = request.scope["path"].startswith("/static/")
        stored = "" if own else f"{self._start} {self._stored()}"
        whole = _digest(self._program, stored, request.full_path, *asked)
        return f'W/"{whole[:32]}"'

    def _stored(self) -> tuple[int, str | None]:
        connection = self._connection = self._connection or self._opened()
        version = int(connection.execute("PRAGMA data_version").fetchone()[0])
        now = str(connection.execute(_NOW).fetchone()[0])
        if version != self._seen[0] or (self._seen[1] and self._seen[1] <= now):
            self._seen = (version, connection.execute(_NEXT, {"now": now}).fetchone()[0])
        return self._seen

    def _opened(self) -> sqlite3.Connection:
        mode = "mode=ro" if self._database.is_mutable else "immutable=1"
        path = Path(self._database.path).resolve().as_uri()
        return sqlite3.connect(f"{path}?{mode}", uri=True, check_same_thread=False)


def _wire(datasette: Datasette, app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    packing = GZipMiddleware(_one_vary(app), minimum_size=_SMALLEST, compresslevel=_LEVEL)

    async def wired(scope: Scope, receive: object, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        request, sending = Request(scope, receive), _with_cors(datasette, send)
        inner = app if scope["path"].endswith(_PACKED) else packing
        if scope["method"] not in {"GET", "HEAD"}:
            return await inner(scope, receive, sending)
        state = _states.get(datasette) or _states.setdefault(datasette, _State(datasette))
        tag = state.tag(request)
        if tag in (request.headers.get("if-none-match") or ""):
            return await _unchanged(sending, tag)
        if (request.headers.get("if-none-match") or "").strip() == "*":
            sending = _if_none(sending, tag)
        exact = [True]  # emptied by a plugin whose part of the answer may be of before
        return await inner({**scope, EXACT: exact}, receive, _tagging(sending, tag, exact))

    return wired


async def _unchanged(send: Send, tag: str) -> None:
    headers = [(b"etag", tag.encode()), (b"vary", b"Accept-Language, Cookie, Accept-Encoding")]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _if_none(send: Send, tag: str) -> Send:
    """Answer 304 to whoever wants only what was not there (RFC 9110, 13.1.2)."""
    there: list[bool] = []

    async def sending(event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start" and event["status"] == _OK:
            there.append(True)
            await _unchanged(send, tag)
        elif not there:
            await send(event)

    return sending


def _tagging(send: Send, tag: str, exact: list[bool]) -> Send:
    async def tagging(event: dict[str, Any]) -> None:
        if exact and event["type"] == "http.response.start" and event["status"] == _OK:
            headers = list(event.get("headers", ()))
            if not any(bytes(name).lower() == b"set-cookie" for name, _ in headers):
                headers.append((b"etag", tag.encode()))
            event = {**event, "headers": headers}
        await send(event)

    return tagging


def _one_vary(app: Any) -> Any:  # noqa: ANN401
    """Say in one header what an answer depends on: the packer keeps no more than one."""

    async def gathering(scope: Scope, receive: object, send: Send) -> None:
        async def gathered(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                headers = [(bytes(name), bytes(value)) for name, value in event["headers"]]
                said = b",".join(value for name, value in headers if name.lower() == b"vary")
                vary = [part.strip() for part in said.split(b",") if part.strip()]
                others = [pair for pair in headers if pair[0].lower() != b"vary"]
                more = [(b"vary", b", ".join(dict.fromkeys([*vary, b"Cookie"])))]
                event = {**event, "headers": [*others, *more]}
            await send(event)

        await app(scope, receive, gathered)

    return gathering


def _with_cors(datasette: Datasette, send: Send) -> Send:
    async def open_to_all(event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start" and datasette.cors:
            others = [
                pair for pair in event.get("headers", ()) if bytes(pair[0]).lower() not in _CORS
            ]
            event = {**event, "headers": [*others, *_CORS.items()]}
        await send(event)

    return open_to_all


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{path.name} {found.st_mtime_ns} {found.st_size}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
