"""The sign of life: asked once, and never in the way of a crawl."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dozor.watching.heartbeat import beat


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address, and what was asked there; /bad answers 500."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(500 if self.path == "/bad" else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", paths
        server.shutdown()


def test_the_address_is_asked_once(asked: tuple[str, list[str]]) -> None:
    home, paths = asked
    assert beat(f"{home}/ping/secret") is None
    assert paths == ["/ping/secret"]


def test_what_goes_wrong_is_said_without_the_secret(asked: tuple[str, list[str]]) -> None:
    home, _ = asked
    assert beat(f"{home}/bad") == "127.0.0.1 does not answer: Internal Server Error"
    assert "secret" not in str(beat("http://127.0.0.1:9/secret"))
    assert beat("file:///etc/passwd") == (
        "the address in dozor.toml must begin with http:// or https://"
    )
