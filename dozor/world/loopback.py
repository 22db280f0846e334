"""A threaded HTTP/1.1 server on loopback whose replies a subclass decides."""

import logging
import socket
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from dozor.world.errors import WorldError
from dozor.world.replies import Reply, Request

_log = logging.getLogger(__name__)
_POLL_SECONDS = 0.01
_Connection = socket.socket | tuple[bytes, socket.socket]
_Peer = tuple[str, int] | str
_LOGGED = (
    "user-agent",
    "if-none-match",
    "if-modified-since",
    "accept-encoding",
    "x-forwarded-proto",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of the access log. `at` is seconds on a monotonic clock; `path` has the query."""

    at: float
    method: str
    host: str
    path: str
    status: int
    headers: dict[str, str]


class Loopback(ABC):
    """A server that runs in this process while its `with` block does. `requests` is its log."""

    def __init__(self) -> None:
        self.requests: list[Hit] = []
        self._server: _Server | None = None
        self._thread: Thread | None = None

    @abstractmethod
    def reply(self, request: Request) -> Reply:
        """Answer a request."""

    def now(self) -> datetime:
        """Give the instant that replies carry in their Date header, in UTC."""
        return datetime.now(UTC)

    @property
    def address(self) -> str:
        """Where the server listens: `http://127.0.0.1:PORT`. Raises WorldError when it does not."""
        if self._server is None:
            raise WorldError("The server has not been started: use it in a with block.")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> Self:
        """Listen on a free port of loopback and answer in a thread of its own."""
        if self._server is None:
            self._server = _Server(self)
            self._thread = Thread(
                target=self._server.serve_forever, args=(_POLL_SECONDS,), daemon=True
            )
            self._thread.start()
        return self

    def stop(self) -> None:
        """Stop listening and hang up on every client."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = False  # so that closing waits until every client's socket is closed

    def __init__(self, loopback: Loopback) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.loopback = loopback
        self.open: set[socket.socket] = set()

    def process_request(self, request: _Connection, client_address: _Peer) -> None:
        """Remember the connection before its thread begins, so that none is missed."""
        assert isinstance(request, socket.socket)
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: _Connection) -> None:
        """Forget the connection with its end."""
        self.open -= {request}
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep open, so that their threads end."""
        for connection in tuple(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: _Connection, client_address: _Peer) -> None:
        """Log it: a client that hangs up in the middle is no fault of the world's."""
        _log.debug("a connection broke: %s %s", client_address, request, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DozorWorld"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 60
    server: _Server

    def do_GET(self) -> None:
        request = self._read()
        reply = self.server.loopback.reply(request)
        self._note(request, reply)
        self._send(reply)

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815

    def date_time_string(self, timestamp: float | None = None) -> str:
        if timestamp is not None:
            return super().date_time_string(timestamp)
        return format_datetime(self.server.loopback.now(), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        _log.debug(format, *args)

    def _read(self) -> Request:
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        length = headers.get("content-length", "")
        body = self.rfile.read(int(length)) if length.isdecimal() else b""
        return Request(host=host, target=self.path, method=self.command, headers=headers, body=body)

    def _note(self, request: Request, reply: Reply) -> None:
        kept = {name: request.headers[name] for name in _LOGGED if name in request.headers}
        hit = Hit(
            at=monotonic(),
            method=request.method,
            host=request.host,
            path=request.target,
            status=reply.status,
            headers=kept,
        )
        self.server.loopback.requests.append(hit)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body) + reply.missing_bytes))
        self.close_connection = self.close_connection or bool(reply.missing_bytes)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)
