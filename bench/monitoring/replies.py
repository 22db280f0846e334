"""What goes over the wire: requests, replies, validators, and the faces of trouble."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus

from bench.monitoring.model import Site, Spell

HTML, XML, TEXT = "text/html", "application/xml; charset=utf-8", "text/plain; charset=utf-8"
_RETRY_AFTER = 7_200
_GUARD = (
    "<!doctype html><html><head><title>DDoS-Guard</title></head><body>"
    "<h1>Checking your browser before accessing {host}</h1>"
    '<p id="link-ddg">DDoS protection by <a href="https://ddos-guard.net/">DDoS-Guard</a></p>'
    '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script></body></html>'
)
_NOT_FOUND = (
    '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Страница не найдена</title>'
    "</head><body><h1>Страница не найдена</h1><p>Возможно, она удалена или её адрес изменился."
    '</p><a href="/">На главную</a></body></html>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as a site sees it: host without port, path with its query, small header names."""

    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer. `reset` hangs up without one."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    reset: bool = False


def encode(site: Site, text: str, moment: datetime) -> tuple[bytes, str]:
    """Encode a document as the site does at a moment: the body and its content type."""
    if site.recoded and moment >= site.recoded:
        named = f"{HTML}; charset=windows-1251" if site.structured else HTML
        return text.encode("cp1251", "xmlcharrefreplace"), named
    return text.encode(), f"{HTML}; charset=utf-8"


def conditional(site: Site, request: Request, reply: Reply, version: str, at: datetime) -> Reply:
    """Add the validators that a site gives, and answer 304 to a request that holds them."""
    if site.validator == "etag":
        tag = f'W/"{hashlib.blake2b(version.encode(), digest_size=8).hexdigest()}"'
        fresh, header = request.headers.get("if-none-match") == tag, ("ETag", tag)
    elif site.validator == "modified":
        stamp = format_datetime(at, usegmt=True)
        fresh = request.headers.get("if-modified-since") == stamp
        header = ("Last-Modified", stamp)
    else:
        return reply
    if fresh:
        return Reply(status=HTTPStatus.NOT_MODIFIED, headers=(header,))
    return Reply(
        status=reply.status, body=reply.body, content_type=reply.content_type, headers=(header,)
    )


def not_found(status: int = HTTPStatus.NOT_FOUND) -> Reply:
    """Say that a page is not there, with its status or, softly, with 200."""
    return Reply(status=status, body=_NOT_FOUND.encode(), content_type=f"{HTML}; charset=utf-8")


def redirect(status: int, location: str) -> Reply:
    """Lead elsewhere."""
    return Reply(status=status, headers=(("Location", location),))


def trouble(site: Site, spell: Spell) -> Reply | None:
    """Answer for a whole site in trouble; None for trouble that only its listings have."""
    if spell.how == "empty":
        return Reply(status=HTTPStatus.OK)
    if spell.how == "reset":
        return Reply(status=0, reset=True)
    if spell.how.startswith("guard"):
        cookie = ("Set-Cookie", "__ddg1_=a1b2; Path=/; HttpOnly")
        return Reply(
            status=int(spell.how.removeprefix("guard_")),
            body=_GUARD.format(host=site.host).encode(),
            headers=(("Server", "ddos-guard"), cookie),
        )
    if not spell.how.isdigit():
        return None
    status = int(spell.how)
    wait = (("Retry-After", str(_RETRY_AFTER)),) if status == HTTPStatus.TOO_MANY_REQUESTS else ()
    text = f"<html><body><h1>{status} {HTTPStatus(status).phrase}</h1></body></html>"
    return Reply(status=status, body=text.encode(), headers=wait)
