"""The download handler of sources that need a browser: fetch as ever, then let scripts fill in.

A page is fetched by Dozor's own transport first, with all that holds for it. Only a good page of
markup that is no protection's is rendered: Chromium is given those bytes, and what its scripts ask
the same site for is fetched by the same transport, one thing at a time. Everything else is refused
to it: other hosts, pictures, media, fonts, frames, anything but GET, and what robots.txt forbids.

All of that is one visit to one page, as it is of any reader's browser, so no pause parts it; it is
bounded in number and bytes instead. The data that scripts asked for go into the archive with it.
"""

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import Error, Page, Route
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.addresses import site_host
from crawler.blocks import find_block, plain_headers
from crawler.codings import TooLarge, decoded
from crawler.guard import objection
from crawler.robots import rules_in
from crawler.transport import RedirectedTransport

log = logging.getLogger(__name__)
logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)  # told below, without a traceback

WANTED = frozenset({"script", "stylesheet", "xhr", "fetch"})
"""What a page's scripts may ask for, in Playwright's words."""
MOST = 60
"""Requests of one page; a page that asks for more is rendered by what it got."""
MOST_BYTES = 32 * 1024 * 1024
"""What all answers to a page's scripts may come to, unpacked."""
_BOUNDS: tuple[str, ...] = ("download_maxsize", "download_timeout")
_SETTLE_MS = 8_000
_KEPT = 100
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


_CODE = frozenset({"script", "stylesheet"})


class _Part(NamedTuple):
    """What a script asked for; `fetched` is the exchange, None for what had been fetched before."""

    status: int
    content_type: str
    body: bytes
    fetched: tuple[Request, Response] | None = None


class RenderingTransport(BaseDownloadHandler):
    """Our transport, with a browser behind it for requests whose meta says `render`."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._plain = RedirectedTransport(crawler)
        self._browser = ScrapyPlaywrightDownloadHandler(crawler)
        self._one_at_a_time = asyncio.Lock()
        self._rules: dict[str, ProtegoRobotParser] = {}
        self._closed = False
        self._scripts: OrderedDict[str, _Part] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RenderingTransport":
        """Make one for both schemes of a crawler."""
        if crawler not in _MADE:
            _MADE[crawler] = cls(crawler)
        return _MADE[crawler]

    async def download_request(self, request: Request) -> Response:
        """Download, and render what is to be rendered; what was received stays in the meta."""
        received = await self._plain.download_request(request)
        if not (request.meta.get("render") and _is_page(received)):
            return received
        rendered = await self._rendered(request, received)
        if rendered is None:
            return received
        request.meta["received"] = received
        return rendered

    async def close(self) -> None:
        """Close the browser and all connections."""
        if self._closed:
            return
        self._closed = True
        await self._browser.close()
        await self._plain.close()

    async def _rendered(self, request: Request, received: Response) -> Response | None:
        """Give what the browser made of a page; None where it failed, and the page stands."""
        answers = _Answers(self, request, received)
        asked = Request(request.url, meta=_orders(answers), dont_filter=True)
        try:
            shown = await self._browser.download_request(asked)
        except (Error, TimeoutError) as error:
            log.warning("%s could not be rendered: %s", request.url, str(error).splitlines()[0])
            return None
        if answers.refused:
            log.warning("%s asked for more than a page may, and is shown without it", request.url)
        request.meta["parts"] = tuple(answers.loaded)
        headers = received.headers.copy()
        for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers["X-Dozor-Rendered"] = "Chromium"
        text = shown.body.decode(getattr(shown, "encoding", None) or "utf-8", "replace")
        return received.replace(body=text.encode("utf-8"), headers=headers)

    async def part(self, url: str, page: Request, *, code: bool, most: int) -> _Part:
        """Fetch what a page's script asks for, by the rules of every request.

        `code` is fetched once for all pages, `most` the bytes that are left to the page. Raises
        IgnoreRequest, also for what robots.txt forbids, TooLarge, and what the network raises.
        """
        if url in self._scripts:
            return self._scripts[url]
        async with self._one_at_a_time:
            asked = self._like(page, url, most)
            if reason := objection(url, self._crawler.settings):
                raise IgnoreRequest(reason)
            await self._obey(asked)
            response = await self._plain.download_request(asked)
        headers = plain_headers(response)
        limit = asked.meta["download_maxsize"]
        body = decoded(response.body, headers.get("content-encoding", ""), limit=limit)
        part = _Part(response.status, headers.get("content-type", ""), body)
        if code:
            self._scripts[url] = part
            if len(self._scripts) > _KEPT:
                self._scripts.popitem(last=False)
        return part._replace(fetched=(asked, response))

    async def _obey(self, asked: Request) -> None:
        """Raise IgnoreRequest for what the host's robots.txt forbids.

        The engine cannot be asked for it: the page itself holds the host's only place there.
        """
        settings = self._crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            return
        host, agent = urljoin(asked.url, "/"), settings["ROBOTSTXT_USER_AGENT"]
        if host not in self._rules:
            answer = await self._plain.download_request(asked.replace(url=f"{host}robots.txt"))
            codings = plain_headers(answer).get("content-encoding", "")
            body = rules_in(answer.status, decoded(answer.body, codings))
            self._rules[host] = ProtegoRobotParser(body, None)
        if not self._rules[host].allowed(asked.url, agent):
            raise IgnoreRequest("Forbidden by robots.txt")

    def _like(self, page: Request, url: str, most: int) -> Request:
        """Make a request that goes by the same name and bounds as the page's own."""
        kept = ("User-Agent", "Accept-Language", "Accept-Encoding")
        headers = {name: page.headers.get(name) for name in kept if page.headers.get(name)}
        bounds: dict[str, Any] = {name: page.meta[name] for name in _BOUNDS if name in page.meta}
        bounds["download_maxsize"] = min(most, bounds.get("download_maxsize") or most)
        return Request(url, headers={**headers, "Accept": "*/*"}, meta=bounds, dont_filter=True)


_MADE: "WeakKeyDictionary[Crawler, RenderingTransport]" = WeakKeyDictionary()


def _orders(answers: "_Answers") -> dict[str, Any]:
    """Give the meta of a request to the browser."""

    async def answer_all(page: Page, _: Request) -> None:
        await page.route("**/*", answers)

    return {
        "playwright": True,
        "playwright_page_init_callback": answer_all,
        "playwright_page_methods": [PageMethod(_settle)],
    }


class _Answers:
    """Answers what one page in the browser asks for.

    `loaded` are the data that its scripts got, `refused` says that a bound was met.
    """

    def __init__(self, transport: RenderingTransport, request: Request, received: Response) -> None:
        self._transport = transport
        self._request = request
        self._received = received
        self._asked = 0
        self._left = MOST_BYTES
        self._given = False
        self.loaded: list[tuple[Request, Response]] = []
        self.refused = False

    async def __call__(self, route: Route) -> None:
        with suppress(Error):  # the page was closed meanwhile
            if self._is_document(route):
                await self._give_document(route)
            elif self._may_have(route):
                await self._give_part(route)
            else:
                await route.abort("blockedbyclient")

    def _is_document(self, route: Route) -> bool:
        return not self._given and route.request.is_navigation_request()

    def _may_have(self, route: Route) -> bool:
        asked = route.request
        parts = urlsplit(asked.url)
        home, host = site_host(self._request.url), site_host(asked.url)
        ours = host == home or host.endswith(f".{home}")
        plain = asked.method == "GET" and asked.resource_type in WANTED
        if not (ours and plain and parts.scheme in {"http", "https"}):
            return False
        self._asked += 1
        within = self._asked <= MOST and self._left > 0
        self.refused = self.refused or not within
        return within

    async def _give_document(self, route: Route) -> None:
        self._given = True
        headers = plain_headers(self._received)
        body = decoded(self._received.body, headers.get("content-encoding", ""))
        content_type = headers.get("content-type", "text/html")
        await route.fulfill(status=200, content_type=content_type, body=body)

    async def _give_part(self, route: Route) -> None:
        url, code = route.request.url, route.request.resource_type in _CODE
        try:
            part = await self._transport.part(url, self._request, code=code, most=self._left)
        except (TooLarge, DownloadCancelledError):  # unpacked, or as its server announced it
            self._left, self.refused = 0, True
            await route.abort("failed")
            return
        except Exception as error:  # noqa: BLE001  whatever the network raises, the page goes on
            log.debug("%s is not given to the page: %s", route.request.url, error)
            await route.abort("failed")
            return
        if part.fetched is not None:
            self._left -= len(part.body)
            self.loaded += [] if code else [part.fetched]
        await route.fulfill(status=part.status, content_type=part.content_type, body=part.body)


async def _settle(page: Page) -> None:
    """Wait until the page asks for nothing more, or long enough."""
    with suppress(Error):
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MS)


def _is_page(received: Response) -> bool:
    """Tell a page to render: good, of markup, and no challenge, which a browser would solve."""
    headers = plain_headers(received)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if received.status != HTTPStatus.OK or kind not in _PAGE_TYPES:
        return False
    body = decoded(received.body, headers.get("content-encoding", ""))
    return find_block(received.status, headers, body) is None
