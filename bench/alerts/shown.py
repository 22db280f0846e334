"""Alerts and digests as a mail server and a webhook on loopback really receive them."""

import json
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.alerts.sitting import hook
from bench.alerts.stock import NOW, stock
from crawler import clock
from dozor.config import Config
from dozor.watching.notify import tell

_HEADERS = ("From", "To", "Subject")


class Mailbox:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail as people read it: a few headers, and its text."""
        mail = message_from_bytes(bytes(envelope.content or b""), policy=default)
        head = "\n".join(f"{name}: {mail[name]}" for name in _HEADERS)
        body = mail.get_body(("plain",))
        self.mails.append(f"{head}\n\n{body.get_content().strip() if body else ''}")
        return "250 OK"


def received() -> tuple[list[str], list[str]]:
    """Tell of the stock's second round, at once and an hour later; give mails and posts."""
    with tempfile.TemporaryDirectory() as folder, mailbox() as (mails, port), hook() as target:
        data = Path(folder) / "data"
        stock(data)
        desk = f"mailto://127.0.0.1:{port}?from=dozor@here.example&to=desk@here.example"
        named = {"one": f"json://127.0.0.1:{target.port}/", "two": f"{desk}&mode=insecure"}
        config = Config(folder=data, delivery=named, site="https://dozor.here.example")
        for wait in (timedelta(), timedelta(hours=1.2)):
            with clock.stopped_at(NOW + wait):
                tell(data, config)
        shutil.rmtree(data)
        return mails.mails, [
            json.dumps(post, ensure_ascii=False, indent=1) for post in target.posts
        ]


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """Serve a mailbox on loopback; give its port, too."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()
