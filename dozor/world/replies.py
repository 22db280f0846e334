"""Requests and replies of the sample world, and how a server dresses a reply before sending it."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

Headers = tuple[tuple[str, str], ...]
_TOO_SMALL_TO_CODE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks: host in punycode, target as sent, header names in lower case."""

    host: str
    target: str
    method: str = "GET"
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def scheme(self) -> str:
        """The scheme of the address as the client knows it; this server itself speaks http."""
        return self.headers.get("x-forwarded-proto", "https")

    @property
    def path(self) -> str:
        """The target without its query."""
        return urlsplit(self.target).path


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answers.

    `changed` is when the content last changed; `missing_bytes` counts those that Content-Length
    promises and that never come; a `sealed` body is sent as it is, whatever codings are accepted.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Headers = ()
    changed: datetime | None = None
    missing_bytes: int = 0
    sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a site's server behaves beyond its content."""

    etag: bool = False
    last_modified: bool = False
    gzip: bool = False
    https_only: bool = False


def page(text: str, *, status: int = 200, changed: datetime | None = None) -> Reply:
    """Make a reply of an HTML page in UTF-8."""
    return Reply(status=status, body=text.encode(), changed=changed)


def xml(text: str, *, changed: datetime | None = None, kind: str = "application/xml") -> Reply:
    """Make a reply of an XML document in UTF-8."""
    return Reply(body=text.encode(), content_type=f"{kind}; charset=utf-8", changed=changed)


def plain(text: str, *, status: int = 200) -> Reply:
    """Make a reply of plain text."""
    return Reply(status=status, body=text.encode(), content_type="text/plain; charset=utf-8")


def redirect(to: str, *, status: int = 301) -> Reply:
    """Make a reply that leads elsewhere."""
    return Reply(status=status, headers=(("Location", to),))


def dress(reply: Reply, request: Request, manners: Manners) -> Reply:
    """Give a reply its coding and validators, or answer 304 where the client holds it already."""
    if reply.status != HTTPStatus.OK or reply.missing_bytes or not reply.body:
        return reply
    coded = _coded(reply, request) if manners.gzip else reply
    validated = replace(coded, headers=(*coded.headers, *_validators(coded, manners)))
    if not _is_known(validated, request):
        return validated
    return replace(validated, status=304, body=b"")


def _coded(reply: Reply, request: Request) -> Reply:
    vary = replace(reply, headers=(*reply.headers, ("Vary", "Accept-Encoding")))
    accepted = {part.split(";")[0].strip() for part in _header(request, "accept-encoding")}
    if "gzip" not in accepted or reply.sealed or len(reply.body) < _TOO_SMALL_TO_CODE:
        return vary
    body = gzip.compress(reply.body, mtime=0)
    return replace(vary, body=body, headers=(*vary.headers, ("Content-Encoding", "gzip")))


def _validators(reply: Reply, manners: Manners) -> Headers:
    found: Headers = ()
    if manners.etag:
        found += (("ETag", f'"{sha256(reply.body).hexdigest()[:24]}"'),)
    if manners.last_modified and reply.changed:
        stated = format_datetime(reply.changed.astimezone(UTC), usegmt=True)
        found += (("Last-Modified", stated),)
    return found


def _is_known(reply: Reply, request: Request) -> bool:
    """Judge a conditional request by RFC 9110: If-None-Match goes before If-Modified-Since."""
    stated = dict(reply.headers)
    if tags := _header(request, "if-none-match"):
        known = {tag.removeprefix("W/") for tag in tags}
        return "ETag" in stated and bool({"*", stated["ETag"]} & known)
    since = _moment(request.headers.get("if-modified-since", ""))
    return bool(since and "Last-Modified" in stated and reply.changed and reply.changed <= since)


def _header(request: Request, name: str) -> list[str]:
    return [part.strip() for part in request.headers.get(name, "").split(",") if part.strip()]


def _moment(text: str) -> datetime | None:
    try:
        stated = parsedate_to_datetime(text)
    except ValueError:
        return None
    return stated if stated.tzinfo else stated.replace(tzinfo=UTC)
