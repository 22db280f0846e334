"""One threaded server on loopback for all hosts of a world.

A request names its host by its `Host` header, or, for clients that cannot set one, by the first
part of its path: `http://127.0.0.1:PORT/n01.example/rss.xml`. All hosts share one port, so an
outage cannot refuse a connection: it resets it.
"""

import socket
import struct
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import urlsplit

from bench.monitoring.replies import Reply, Request
from bench.monitoring.world import Hit, World

_LOOPBACK = "127.0.0.1"
_HANG_UP = struct.pack("ii", 1, 0)  # linger on, for no time: close with a reset


class Server:
    """Serves a world while its `with` block lasts and writes its access log."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._http = _Http((_LOOPBACK, 0), _Handler)
        self._http.world = world
        self._thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        """Where it listens: `http://127.0.0.1:PORT`."""
        return f"http://{_LOOPBACK}:{self._http.server_address[1]}"

    def local(self, url: str) -> str:
        """Give an address of the world for a client that cannot send a `Host` of its choice."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.address}/{parts.hostname}{parts.path}{query}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False
    world: World

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients may hang up as they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30
    server: _Http

    def do_GET(self) -> None:
        request, prefix = self._request()
        reply = self.server.world.answer(request)
        if reply.reset:
            self._note(request, reply, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _HANG_UP)
            self.close_connection = True
            self.connection.close()
            return
        head = self._head(reply, prefix)
        body = b"" if self.command == "HEAD" else reply.body
        self._note(request, reply, len(head) + len(body))  # before the client can look
        self.wfile.write(head + body)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing: the world keeps a log of its own."""

    def _request(self) -> tuple[Request, str]:
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if host != _LOOPBACK:
            return Request(host=host, target=self.path, headers=headers), ""
        named, _, rest = self.path.lstrip("/").partition("/")
        return Request(host=named, target=f"/{rest}", headers=headers), f"http://{headers['host']}"

    def _head(self, reply: Reply, prefix: str) -> bytes:
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
        headers = dict(reply.headers)
        headers.setdefault("Server", "nginx")
        headers["Date"] = format_datetime(self.server.world.now, usegmt=True)
        if prefix and "Location" in headers:
            headers["Location"] = headers["Location"].replace("https:/", prefix, 1)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            headers["Content-Type"] = reply.content_type
            headers["Content-Length"] = str(len(reply.body))
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _note(self, request: Request, reply: Reply, size: int) -> None:
        world = self.server.world
        hit = Hit(
            at=world.now, host=request.host, target=request.target, status=reply.status, bytes=size
        )
        world.log.append(hit)
