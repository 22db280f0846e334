"""The download handler: plain HTTP/1.1, which a setting sends to one server on this machine.

With TRANSPORT_REDIRECT="http://127.0.0.1:PORT" every request goes there under its real Host, https
and Cyrillic hosts included; addresses, robots.txt, slots and redirects keep the real ones. No DNS
is asked and nothing leaves the machine.
"""

import ipaddress
import logging
import time
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

# Any certificate is taken; a warning a connection would fill cron's mail. A probe tells of it.
logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)


def loopback_target(setting: str) -> str | None:
    """Give the target's scheme and authority; None for an empty setting.

    Raises ValueError for anything but http to a numeric loopback address and a port.
    """
    if not setting:
        return None
    parts = urlsplit(setting)
    try:
        local = ipaddress.ip_address(parts.hostname or "").is_loopback and parts.port is not None
    except ValueError:
        local = False
    if parts.scheme != "http" or not local:
        raise ValueError(f"TRANSPORT_REDIRECT must be like http://127.0.0.1:8000, not {setting!r}")
    return f"http://{parts.netloc}"


def redirected(request: Request, target: str) -> Request:
    """Give the request that is sent to the target in this one's place."""
    real = urlsplit(request.url)
    address = f"{target}{real.path or '/'}{f'?{real.query}' if real.query else ''}"
    copy = request.replace(url=address)
    for name in ("proxy", "_auth_proxy", "_scheme_proxy"):  # of the environment
        copy.meta.pop(name, None)
    copy.headers.pop("Proxy-Authorization", None)
    copy.headers["Host"] = real.netloc.rpartition("@")[2]
    copy.headers["X-Forwarded-Proto"] = real.scheme
    return copy


class RedirectedTransport(HTTP11DownloadHandler):
    """Scrapy's own handler, with that one detour."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._target = loopback_target(crawler.settings.get("TRANSPORT_REDIRECT") or "")

    async def download_request(self, request: Request) -> Response:
        """Download, and give a response that carries the real address."""
        if self._target is None:
            return await self._timed(request, request)
        copy = redirected(request, self._target)
        response = await self._timed(copy, request)
        request.meta["download_latency"] = copy.meta.get("download_latency")
        undecided: dict[str, Any] = {"encoding": None} if isinstance(response, TextResponse) else {}
        real: Response = response.replace(url=request.url, **undecided)
        return real

    async def _timed(self, sent: Request, asked: Request) -> Response:
        """Add the seconds of an answer, or of waiting in vain, to those of the tries before it."""
        began = time.monotonic()
        try:
            response: Response = await super().download_request(sent)
            return response
        finally:
            waited: float = asked.meta.get("waited", 0.0)
            asked.meta["waited"] = waited + time.monotonic() - began
