"""Datasette over a data folder, with everything named: database, plugins, templates, texts."""

import errno
import json
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import uvicorn
import yaml
from datasette.app import Datasette, pm

from dozor.evidence import page

HOME = Path(__file__).resolve().parents[1] / "datasette"
PORTS_TRIED = 20


class ServeError(Exception):
    """Why nothing can be shown, in words for the person at the terminal."""


def build(data: Path) -> Datasette:
    """Make the app over `data/dozor.db`, which a crawler may go on writing.

    Raises ServeError where there is no database to show.
    """
    database = data / "dozor.db"
    _check(database)
    if not pm.is_registered(page):
        pm.register(page, "dozor.evidence.page")
    return Datasette(
        [str(database)],
        metadata=yaml.safe_load((HOME / "metadata.yaml").read_text(encoding="utf-8")),
        settings=json.loads((HOME / "settings.json").read_text(encoding="utf-8")),
        plugins_dir=str(HOME / "plugins"),
        template_dir=str(HOME / "templates"),
        static_mounts=[("static", str(HOME / "static"))],
        cors=True,
    )


def serve(data: Path, *, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Show a data folder until Ctrl-C; `on_ready` is told the address once it answers.

    A busy port gives way to the next free one. Raises ServeError.
    """
    app = build(data).app()
    listening = _listen(host, port)
    address = f"http://{_in_address(host)}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=3)
    with listening:
        _Server(config, lambda: on_ready(address)).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it answers, and ends on Ctrl-C without a traceback."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            super().run(sockets)
        except KeyboardInterrupt:
            return


def _check(database: Path) -> None:
    if not database.is_file():
        raise ServeError(
            f"{database}: there is no database yet. Run dozor crawl or dozor demo first, "
            "or name another folder with --data"
        )
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            connection.execute("SELECT count(*) FROM meta").fetchone()
    except sqlite3.Error as error:
        raise ServeError(f"{database}: this is no database of Dozor ({error})") from error


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [0] if port == 0 else range(port, min(port + PORTS_TRIED, 65536)):
        # Named, since asyncio lets small packets go at once only for what says that it is TCP: else
        # each answer waits 40 ms for the reader's acknowledgement.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
        except OSError as error:
            listening.close()
            if error.errno == errno.EADDRINUSE:
                continue
            raise ServeError(
                f"{host}:{candidate}: cannot listen there ({error.strerror})"
            ) from error
        return listening
    raise ServeError(f"{host}: ports {port} to {port + PORTS_TRIED - 1} are busy; try --port")


def _in_address(host: str) -> str:
    named = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  what a browser is to be given
    return named.get(host, f"[{host}]" if ":" in host else host)
