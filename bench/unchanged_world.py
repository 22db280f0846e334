"""Sites that never change, on one asyncio server in a process of its own, which counts bytes.

Each site has a feed and articles spread evenly over thirty days. A share of the sites sends neither
ETag nor Last-Modified with anything.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_DAYS = 30
_FIRST_AGE = timedelta(hours=3)
_TEXT = (
    "администрация района сообщила что ремонт моста через реку завершат осенью а подрядчик уже "
    "привёз балки и начал укладку настила жители села просят открыть проезд раньше срока"
)
_ENDINGS = [f"{one}{two}" for one in "бвгджзклмнпрст" for two in ("ая", "ей", "им", "ов", "ую")]
_WORDS = [f"{word}{ending}" for word in _TEXT.split() for ending in _ENDINGS]
"""So many that no two articles tell the same in the same words."""
_NAVIGATION = "".join(
    f'<li class="menu__item"><a class="menu__link" href="/rubric/{n}/">Рубрика {n}</a></li>'
    for n in range(120)
)
_SCRIPT = (
    "<script>window.settings={" + ",".join(f'"k{n}":{n * 7919}' for n in range(900)) + "}</script>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnchangedWorld:
    """`sites` of `pages` articles each; of the sites, `bare` of 100 send no validators."""

    sites: int
    pages: int
    now: datetime
    bare: int = 40

    def is_bare(self, site: int) -> bool:
        """Say whether a site sends no validators."""
        return site * 37 % 100 < self.bare

    def published(self, page: int) -> datetime:
        """Give the moment of a site's `page`-th newest article."""
        return self.now - _FIRST_AGE - timedelta(days=_DAYS) * page / self.pages

    def body(self, site: int, path: str) -> tuple[str, bytes] | None:
        """Give the type and body of an address, None for what is not there."""
        if path == "/rss.xml":
            return "application/rss+xml", self._feed(site).encode()
        name = path.removeprefix("/news/")
        if name.isdecimal() and int(name) < self.pages:
            return "text/html; charset=utf-8", self._article(site, int(name)).encode()
        return None

    def _feed(self, site: int) -> str:
        items = "".join(
            f"<item><title>{_title(site, page)}</title>"
            f"<link>https://{host(site)}/news/{page}</link>"
            f"<pubDate>{format_datetime(self.published(page))}</pubDate>"
            f"<description>{_text(site, page, 40)}</description></item>"
            for page in range(self.pages)
        )
        return f'<rss version="2.0"><channel><title>Газета {site}</title>{items}</channel></rss>'

    def _article(self, site: int, page: int) -> str:
        paragraphs = "".join(f"<p>{_text(site, 100 * page + n, 45)}.</p>" for n in range(9))
        moment = self.published(page).isoformat()
        return (
            f'<!doctype html><html lang="ru"><head><title>{_title(site, page)}</title>{_SCRIPT}'
            f'<meta property="article:published_time" content="{moment}"></head><body>'
            f"<header><ul>{_NAVIGATION}</ul></header><article><h1>{_title(site, page)}</h1>"
            f"{paragraphs}</article><footer>Газета {site}</footer></body></html>"
        )


def host(site: int) -> str:
    """Give the host of a site."""
    return f"paper{site}.example"


def _title(site: int, page: int) -> str:
    return f"Новость {page} газеты {site}: {_text(site, page, 5)}"


def _text(site: int, page: int, words: int) -> str:
    chosen = Random(f"{site} {page} {words}").choices(_WORDS, k=words)  # noqa: S311  no secret
    return " ".join(chosen)


@dataclass(slots=True)
class Traffic:
    """Requests answered, and bytes of both directions with their heads."""

    requests: int = 0
    unmodified: int = 0
    received: int = 0
    sent: int = 0


class WorldServer:
    """Serves a world while its `with` block lasts."""

    def __init__(self, world: UnchangedWorld) -> None:
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(world, theirs), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        self.address = f"http://127.0.0.1:{self._ours.recv()}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()

    def traffic(self) -> Traffic:
        """Give what went over the wire since the last call."""
        self._ours.send(None)
        counted: Traffic = self._ours.recv()
        return counted


def _serve(world: UnchangedWorld, pipe: Connection) -> None:
    asyncio.run(_run(world, pipe))


async def _run(world: UnchangedWorld, pipe: Connection) -> None:
    traffic = Traffic()

    def tell() -> None:
        nonlocal traffic
        pipe.recv()
        pipe.send(traffic)
        traffic = Traffic()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                reply = _reply(world, head)
                writer.write(reply)
                traffic.requests += 1
                traffic.unmodified += reply.startswith(b"HTTP/1.1 304")
                traffic.received += len(head)
                traffic.sent += len(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
    asyncio.get_running_loop().add_reader(pipe.fileno(), tell)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _reply(world: UnchangedWorld, head: bytes) -> bytes:
    first, *lines = head.decode("latin-1").split("\r\n")
    asked = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    site = int("".join(filter(str.isdigit, asked["host"])))
    found = world.body(site, first.split(" ")[1])
    if found is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    kind, body = found
    tag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    fields = "" if world.is_bare(site) else f"ETag: {tag}\r\n"
    if fields and asked.get("if-none-match") == tag:
        return f"HTTP/1.1 304 Not Modified\r\n{fields}\r\n".encode()
    line = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{fields}Content-Length: {len(body)}\r\n\r\n"
    return line.encode() + body
