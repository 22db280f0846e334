"""Real targets on loopback: a mail server and a webhook, each with the moods that such have."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """A mail server that takes everything, or answers with `refusal`."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refusal = ""
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    @property
    def address(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=dozor@here.example&to=desk@here.example&mode=insecure"

    def texts(self) -> list[str]:
        return [f"{mail['subject']}\n{_body(mail)}" for mail in self.mails]


class Hook:
    """A webhook that keeps what it is sent; `status` is what it answers, after `waits` seconds."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.gets: list[str] = []
        self.status = 200
        self.waits = 0.0
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if hook.status == 200:
                    hook.posts.append(json.loads(body))
                time.sleep(hook.waits)
                self.send_response(hook.status)
                if hook.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_GET(self) -> None:
                hook.gets.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self._server.server_address[1]}/alerts"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box._controller.start()
    yield box
    box._controller.stop()


@pytest.fixture
def hook() -> Iterator[Hook]:
    served = Hook()
    yield served
    served.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _body(mail: Message) -> str:
    part = mail.get_body(("plain",)) if hasattr(mail, "get_body") else None
    return str(part.get_content()) if part else ""


class Line:
    """A mail server down to its bytes, which breaks off where `mood` says.

    `hangs`: it never greets. `drops`: it takes the text and closes without an answer. `leaves`: it
    answers 250 to the text and closes before it is told to.
    """

    def __init__(self, mood: str) -> None:
        self.mood, self.texts = mood, list[str]()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = (
            f"mailto://127.0.0.1:{self._socket.getsockname()[1]}"
            "?from=dozor@here.example&to=desk@here.example&mode=insecure&cto=1&rto=1"
        )
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb") as stream:
            if self.mood == "hangs":
                stream.read(1)
                return
            self._say(stream, "220 here")
            for line in stream:
                if line.upper().startswith(b"DATA"):
                    self._say(stream, "354 go on")
                    text = b"".join(iter(stream.readline, b".\r\n"))
                    if self.mood == "leaves":
                        self.texts.append(text.decode())
                        self._say(stream, "250 taken")
                    return
                self._say(stream, "250 yes")

    def _say(self, stream: Any, words: str) -> None:
        stream.write(f"{words}\r\n".encode())
        stream.flush()


@pytest.fixture
def line() -> Iterator[Any]:
    """`line(mood)` gives such a server."""
    opened: list[Line] = []

    def make(mood: str) -> Line:
        opened.append(Line(mood))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
