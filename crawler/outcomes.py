"""From what happened on the network to why a page yields nothing."""

import zlib
from dataclasses import dataclass
from gzip import BadGzipFile
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)

from crawler.archiving import ArchiveFailed, BodyTooLarge
from crawler.blocks import Block
from crawler.guard import Refused, refused_hosts
from crawler.items import Place, Reason, Rejection, Snapshot
from crawler.leases import HostBlocked, HostBusy
from crawler.limits import is_wrong_type
from crawler.redirects import RedirectLoop
from crawler.robots import RulesUnknown

# An index names itself in its first element, behind a declaration and comments.
_HEAD = 4096
_READ_ANEW = frozenset({"listing", "open_data"})
"""Pages that are read even if their bytes are the same: for a proof, for what they lead to."""
_EXCEPTIONS: tuple[tuple[type[BaseException], Reason], ...] = (
    (Refused, "refused"),
    (HostBlocked, "blocked"),
    (HostBusy, "timeout"),
    (RedirectLoop, "redirect_loop"),
    (RulesUnknown, "http_error"),
    (BodyTooLarge, "too_large"),
    (DownloadCancelledError, "too_large"),
    (CannotResolveHostError, "unknown_host"),
    (DownloadTimeoutError, "timeout"),
    (UnsupportedURLSchemeError, "refused"),
    (ArchiveFailed, "unreachable"),
    (BadGzipFile, "invalid"),  # announced as packed
    (zlib.error, "invalid"),
    (ValueError, "refused"),  # a redirect to what is no address
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response without Scrapy: the body decoded, `stored` what the archive keeps of it."""

    status: int
    url: str
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    cut_off: bool = False
    block: Block | None = None
    stored: Snapshot | None = None


def rejection_of_error(error: BaseException, url: str) -> Rejection:
    """Say why nothing came of a request that failed."""
    text = str(error).partition(" in request <")[0] or type(error).__name__
    if isinstance(error, CannotResolveHostError) and urlsplit(url).hostname in refused_hosts:
        return Rejection(reason="refused", detail="the host's name leads to a private address")
    for kind, reason in _EXCEPTIONS:
        if isinstance(error, kind):
            return Rejection(reason=reason, detail=text)
    if isinstance(error, IgnoreRequest):
        return _ignored(text)
    return Rejection(reason="unreachable", detail=f"{type(error).__name__}: {text}")


def rejection_of_answer(place: Place, answer: Answer) -> Rejection | None:
    """Say why an answer cannot be read, before its markup is looked at; None if it can."""
    if answer.block:
        return Rejection(reason="blocked", detail=answer.block.detail)
    if answer.status != HTTPStatus.OK:
        missing = answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
        return Rejection(reason="not_found" if missing else "http_error", detail=str(answer.status))
    return _rejection_of_body(place, answer)


def _rejection_of_body(place: Place, answer: Answer) -> Rejection | None:
    if is_wrong_type(place.kind, answer.content_type, answer.body):
        return Rejection(reason="wrong_type", detail=answer.content_type)
    if _leads_home(place, answer):
        return Rejection(reason="soft_404", detail=f"leads to {answer.url}")
    if not answer.body.strip():
        return Rejection(reason="empty")
    if answer.cut_off:
        return Rejection(reason="cut_off", detail="fewer bytes than the server promised")
    return None


def is_unchanged(place: Place, answer: Answer) -> bool:
    """Say whether the server, or the digest of the body, proves a page unchanged.

    A listing is read again even if its bytes are the same, for its proof; so is an index of
    sitemaps, whose sitemaps may have changed. The digest of a feed is stored only when all that it
    led to is.
    """
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return place.etag is not None or place.last_modified is not None
    if answer.stored is None or place.kind in _READ_ANEW or is_index(place, answer):
        return False
    return answer.status == HTTPStatus.OK and place.body_sha256 == answer.stored.body_sha256


def is_index(place: Place, answer: Answer) -> bool:
    """Say whether an answer is an index of sitemaps."""
    return place.kind == "sitemap" and b"<sitemapindex" in answer.body[:_HEAD]


def _leads_home(place: Place, answer: Answer) -> bool:
    asked, got = urlsplit(place.url), urlsplit(answer.url)
    return got.path in {"", "/"} and not got.query and (asked.path not in {"", "/"})


def _ignored(text: str) -> Rejection:
    if "robots.txt" in text:
        return Rejection(reason="robots", detail="robots.txt asks not to")
    if "DOWNLOAD_MAXSIZE" in text:
        return Rejection(reason="too_large", detail=text)
    return Rejection(reason="refused", detail=text)
