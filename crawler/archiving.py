"""The middleware that archives: below decompression, so that it sees the bytes as they came."""

import shutil
from http import HTTPStatus
from pathlib import Path

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.archive import Archive, Exchange
from crawler.codings import TooLarge, decoded
from crawler.settings import VERSION


class ArchiveFailed(IgnoreRequest):
    """The disk refused a response; a crawl without an archive proves nothing."""


class BodyTooLarge(IgnoreRequest):
    """The body unpacks to more than its kind of page may have."""


class ArchiveMiddleware:
    """Stores every answer to a request for a place, and leaves the Snapshot in its meta."""

    def __init__(self, crawler: Crawler) -> None:
        self._data = Path(crawler.settings["DOZOR_DATA"])
        self._reserve = int(crawler.settings.getfloat("DISK_RESERVE"))
        self._archive = Archive(
            self._data,
            f"Dozor/{VERSION}",
            file_bytes=crawler.settings.getint("ARCHIVE_FILE_BYTES"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchiveMiddleware":
        """Make one that closes its file with the spider."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive; raise ArchiveFailed where the disk refuses and BodyTooLarge for a bomb."""
        place = request.meta.get("place")
        if place is None or "download_stopped" in response.flags:
            return response
        exchange = _exchange(request, response)
        raw: Response | None = request.meta.pop("received", None)
        received = None if raw is None else _exchange(request, raw)
        parts = [_exchange(*part) for part in request.meta.pop("parts", ())]
        _check_size(exchange, request.meta.get("download_maxsize", 0))
        known = place.body_sha256 if response.status == HTTPStatus.OK else None
        self._check_room()
        try:
            request.meta["snapshot"] = self._archive.store(
                exchange,
                known_sha256=known,
                known_at=place.body_at,
                received=received,
                parts=parts,
            )
        except OSError as error:
            raise ArchiveFailed(f"the archive cannot be written: {error}") from error
        return response

    def _check_room(self) -> None:
        """Stop before a full disk does: what is under way must still be stored."""
        if not self._reserve:
            return
        free = shutil.disk_usage(self._data if self._data.is_dir() else self._data.parent).free
        if free < self._reserve:
            raise ArchiveFailed(
                f"{free / 1e9:.1f} GB are left on the disk of {self._data}, less than the reserve "
                f"of {self._reserve / 1e9:.1f} GB (disk_reserve_gb)"
            )

    def close(self) -> None:
        """Close the file."""
        self._archive.close()


def _check_size(exchange: Exchange, limit: int) -> None:
    try:
        decoded(exchange.body, exchange.codings, limit=limit)
    except TooLarge as error:
        raise BodyTooLarge(str(error)) from error


def _exchange(request: Request, response: Response) -> Exchange:
    parts = urlparse_cached(request)
    host = (parts.netloc.rpartition("@")[2]).encode("ascii", "replace")
    return Exchange(
        url=request.url,
        method=request.method,
        target=f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}",
        request_headers=[(b"Host", host), *_pairs(request.headers)],
        status=response.status,
        protocol=response.protocol or "HTTP/1.1",
        response_headers=_pairs(response.headers),
        body=response.body,
        codings=b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1"),
        asked=request.body,
        ip_address=str(response.ip_address) if response.ip_address else None,
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]
