"""The hosts of the catalogue on one loopback server, most well, the others in many ways not.

A host serves what its line of the catalogue says that it has: a feed, a listing or a front page,
and a few articles in the elements that its selectors name, where those are plain classes.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Literal
from urllib.parse import urlsplit

from crawler.addresses import clean_url
from crawler.sources import Source

Fault = Literal[
    "", "dead", "silent", "slow", "blocked", "failing", "garbage", "closed", "half", "torn"
]
# What becomes of each: what its run may be judged, and whether it has all, some or no records.
EXPECTED: Mapping[Fault, tuple[set[str], Literal["all", "some", "none"]]] = {
    "": ({"healthy"}, "all"),
    "dead": ({"failing"}, "none"),
    "silent": ({"failing"}, "none"),
    "slow": ({"degraded"}, "some"),
    "blocked": ({"blocked"}, "none"),
    "failing": ({"failing"}, "none"),
    "garbage": ({"failing"}, "none"),
    "closed": ({"failing"}, "none"),
    "half": ({"degraded", "failing"}, "some"),
    "torn": ({"failing", "degraded", "healthy"}, "some"),
}
_FAULTS: tuple[Fault, ...] = tuple(fault for fault in EXPECTED if fault)
_CLASS = re.compile(r"(?:\w+ )?(?:div|article)?\.([\w-]+)")
_TEXT = (
    "в посёлке открыли новую школу ученики пришли на первый урок раньше обычного директор "
    "рассказал что строители сдали здание досрочно а осенью рядом появится спортивная площадка"
)
_WORDS = _TEXT.split()


@dataclass(frozen=True, slots=True)
class Site:
    """One host: `pages` articles, the newest an hour old, and how it fails, if it does."""

    source: Source
    pages: int
    now: datetime
    fault: Fault = ""

    @property
    def host(self) -> str:
        """Its host as requests name it."""
        return urlsplit(self.source.home_url).netloc

    @property
    def hosts(self) -> set[str]:
        """Every host that it names."""
        named = (self.source.home_url, *self.source.feeds, *self.source.listings)
        return {urlsplit(url).netloc for url in named}

    def answer(self, path: str) -> tuple[int, str, str]:
        """Give status, type and body of what stands at a path."""
        found = re.fullmatch(r"/news/(\d+)-novost-poselka\.html", path)
        if path == "/robots.txt":
            return self._robots()
        if found and int(found[1]) < self.pages:
            return self._article(int(found[1]))
        if any(path == _path(url) for url in self.source.feeds):
            body = "<html><body>no feed any more" if self.fault == "garbage" else self._feed()
            return 200, "application/rss+xml; charset=utf-8", body
        if path == "/" or any(path == _path(url) for url in self.source.listings):
            return 200, "text/html; charset=utf-8", "" if self.fault == "garbage" else self._front()
        return 404, "text/html", "<html><title>404</title>"

    def _robots(self) -> tuple[int, str, str]:
        rules = "User-agent: *\nDisallow: /\n" if self.fault == "closed" else "User-agent: *\n"
        return 200, "text/plain", rules

    def _article(self, number: int) -> tuple[int, str, str]:
        if self.fault == "half" and number % 2:
            return 500, "text/html", "<html><title>500</title>"
        named = _CLASS.fullmatch(next(iter(self.source.selectors.body), ""))
        inside = f'<div class="{named[1]}">' if named else '<div class="text">'
        paragraphs = "".join(f"<p>{_text(self.host, number + n, 40)}</p>" for n in range(5))
        return (
            200,
            "text/html; charset=utf-8",
            (
                f'<!doctype html><html lang="ru"><head><title>{self._title(number)}</title>'
                f'<meta property="og:type" content="article">'
                f'<meta property="article:published_time" content="{self._at(number).isoformat()}">'
                f"</head><body>{_MENU}<article><h1>{self._title(number)}</h1>{inside}{paragraphs}"
                f"</div></article><footer>{self.host} 16+</footer></body></html>"
            ),
        )

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{self._title(n)}</title><link>{self._url(n)}</link>"
            f"<pubDate>{format_datetime(self._at(n))}</pubDate></item>"
            for n in range(self.pages)
        )
        return f'<rss version="2.0"><channel><title>{self.host}</title>{items}</channel></rss>'

    def _front(self) -> str:
        links = "".join(
            f'<div class="card"><a href="{_path(self._url(n))}">{self._title(n)}</a></div>'
            for n in range(self.pages)
        )
        return f'<!doctype html><html lang="ru"><body>{_MENU}<main>{links}</main></body></html>'

    def _url(self, number: int) -> str:
        parts = urlsplit(self.source.home_url)
        return f"{parts.scheme}://{parts.netloc}/news/{number}-novost-poselka.html"

    def _at(self, number: int) -> datetime:
        return self.now - timedelta(hours=1 + 5 * number)

    def _title(self, number: int) -> str:
        return f"{_text(self.host, number, 6)[:-1]}, номер {number}"


_MENU = (
    '<nav><ul><li><a href="/">Главная</a></li><li><a href="/about/">О нас</a></li>'
    '<li><a href="/rubrika/obshchestvo/">Общество</a></li></ul></nav>'
)


def sites_of(
    sources: Iterable[Source], *, pages: int, now: datetime, unwell: int = 10
) -> list[Site]:
    """Make a site of every source; of `unwell` sites the last is not well, each in the next way."""
    made = []
    for number, source in enumerate(sources, start=1):
        times, rest = divmod(number, unwell)
        fault = "" if rest else _FAULTS[times % len(_FAULTS)]
        made.append(Site(source, pages, now, fault))
    return made


def _path(url: str) -> str:
    parts = urlsplit(clean_url(url) or "")
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _text(host: str, number: int, words: int) -> str:
    seed = int(hashlib.md5(host.encode(), usedforsecurity=False).hexdigest()[:6], 16) + number
    step = 1 + seed % 11
    said = (_WORDS[(seed + n * step) % len(_WORDS)] for n in range(words))
    return " ".join(said).capitalize() + "."


class Network:
    """All sites on one port; `slow` is the seconds before a slow one answers."""

    def __init__(self, sites: Iterable[Site], slow: float) -> None:
        self._sites = {host: site for site in sites for host in site.hosts}
        self._slow = slow

    async def serve(self) -> tuple[asyncio.Server, str]:
        """Begin to serve; give the server and its address."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=2048)
        return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if not await self._reply(head.decode("latin-1"), writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        writer.close()

    async def _reply(self, head: str, writer: asyncio.StreamWriter) -> bool:
        host = re.search(r"(?mi)^host: *(\S+)", head)
        site = self._sites.get(host[1] if host else "")
        fault = site.fault if site else "dead"
        if site is None or fault == "dead":
            return False
        if fault in {"silent", "slow"}:
            await asyncio.sleep(3600 if fault == "silent" else self._slow)
        status, kind, body = site.answer(head.split(" ")[1])
        extra = ""
        if fault == "blocked":
            status, body, extra = 403, "DDoS-Guard", "Server: ddos-guard\r\n"
        if fault == "failing":
            status, body = 503, "down"
        sent = body.encode()
        cut = sent[: len(sent) // 2] if fault == "torn" and "/news/1" in head else sent
        line = f"HTTP/1.1 {status} Status\r\nContent-Type: {kind}\r\n{extra}"
        writer.write(f"{line}Content-Length: {len(sent)}\r\n\r\n".encode() + cut)
        return cut is sent
