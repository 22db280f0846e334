"""A small web server on loopback that is every site at once."""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    wait: float = 0.0


@dataclass
class Asked:
    at: float
    host: str
    path: str
    headers: Mapping[str, str]


Page = Reply | bytes | Callable[[Asked], Reply]


def _in_order(path: str) -> str:
    """Give a path whose query stands in one order: no server minds another."""
    place, mark, query = path.partition("?")
    return place + mark + "&".join(sorted(query.split("&")))


class Web:
    """Sites by host and path; what nobody put there is a 404. `asked` remembers every request."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], Page] = {}
        self.asked: list[Asked] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def put(self, url: str, page: Page) -> None:
        host, slash, path = url.partition("/")
        self.pages[host, _in_order(slash + path)] = page

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(time.monotonic(), headers["host"], handler.path, headers)
        self.asked.append(asked)
        page = self.pages.get((asked.host, _in_order(asked.path)), Reply(status=404))
        reply = page(asked) if callable(page) else page
        reply = (
            Reply(reply, headers={"Content-Type": "text/html"})
            if isinstance(reply, bytes)
            else reply
        )
        time.sleep(reply.wait)
        handler.send_response(reply.status)
        length = len(reply.body) if reply.promised is None else reply.promised
        for name, value in {"Content-Length": str(length), **reply.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if reply.status != 304:
            with suppress(ConnectionError):  # who asked may think it too much
                handler.wfile.write(reply.body)
        handler.close_connection = reply.promised is not None

    def paths(self, host: str) -> list[str]:
        return [asked.path for asked in self.asked if asked.host == host]
