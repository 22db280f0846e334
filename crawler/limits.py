"""What is too large or of the wrong type is given up early; what was cut off is asked for again."""

import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response

from crawler.items import PageKind

_MIB = 1024 * 1024
# Pages of the known sites stay under 1 MiB, feeds with full text under 5; sitemaps.org allows 50.
# The workbook of the Presidential Grants Fund has 28, and grows.
LARGEST: dict[PageKind, int] = {"feed": 8 * _MIB, "sitemap": 50 * _MIB, "workbook": 150 * _MIB}
LARGEST_PAGE = 8 * _MIB

# They warn of sizes and torn bodies, of which each visit tells.
_TOLD_BY_VISITS = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.httpcompression",
)
_NEVER = ("image/", "video/", "audio/", "font/", "application/pdf", "application/msword")
_NEVER_WORKBOOK = ("text/html", "image/", "video/", "audio/", "font/", "application/pdf")
_NEVER_PAGE = (*_NEVER, "application/zip", "application/json", "application/vnd.", "text/css")


def size_limit(kind: PageKind) -> int:
    """Give the bytes that a body of this kind may have, packed or unpacked."""
    return LARGEST.get(kind, LARGEST_PAGE)


def time_limit(kind: PageKind) -> float | None:
    """Give the seconds that a download of this kind may take, None for the setting's."""
    return 900.0 if kind == "workbook" else None


def is_wrong_type(kind: PageKind, content_type: str, body: bytes = b"") -> bool:
    """Say whether a Content-Type cannot be this kind of page; a type that says nothing can."""
    media = content_type.partition(";")[0].strip().lower()
    if kind in {"feed", "sitemap"}:
        return media.startswith(_NEVER)
    if kind in {"listing", "competition", "grant"} and media.endswith(("/json", "+json")):
        return False
    if kind == "workbook":
        return media.startswith(_NEVER_WORKBOOK)
    if media == "application/octet-stream":
        return body.lstrip()[:1] != b"<"
    return media.startswith(_NEVER_PAGE)


class TypeGate:
    """Ends a download when its headers announce what is no page."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "TypeGate":
        """Listen to headers."""
        gate = cls()
        crawler.signals.connect(gate.headers_received, signals.headers_received)
        return gate

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Raise StopDownload for a wrong type; the answer goes on without its body."""
        place = request.meta.get("place")
        content_type = (headers.get("Content-Type") or b"").decode("latin-1")
        octets = content_type.startswith("application/octet-stream")
        if place and not octets and is_wrong_type(place.kind, content_type):
            raise StopDownload(fail=False)


class LimitsMiddleware:
    """Asks again for what broke off; the last broken answer goes on, marked by Scrapy's flag."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        for name in _TOLD_BY_VISITS:
            logging.getLogger(name).setLevel(logging.ERROR)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LimitsMiddleware":
        """Take the crawler, for its settings and statistics."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Give the request again while it has tries left."""
        spider = self._crawler.spider
        if "dataloss" not in response.flags or spider is None:
            return response
        return get_retry_request(request, spider=spider, reason="dataloss") or response
