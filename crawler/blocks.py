"""The signs that a site's protection has answered in the site's place. They are never evaded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

_BLOCKING = frozenset({401, 403, 429})
_CHALLENGES = (
    # sign in the markup, name of the protection; each seen on a challenge page alone
    (b"/.well-known/ddos-guard/js-challenge", "DDoS-Guard"),
    (b"<title>ddos-guard</title>", "DDoS-Guard"),
    (b"<title>just a moment...</title>", "Cloudflare"),
    (b"/cdn-cgi/challenge-platform/h/", "Cloudflare"),
    (b"/showcaptcha?", "Yandex SmartCaptcha"),
    (b"smartcaptcha.yandexcloud.net/captcha.js", "Yandex SmartCaptcha"),
    (b"__qrator/qauth", "Qrator"),
    (b"id_captcha_frame_div", "ServicePipe"),
)
# A challenge is a small page; a large one that names a protection is an article about it.
_LARGEST_CHALLENGE = 60_000
# A host that asks for more has made a mistake, or will say so again.
LONGEST_REST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Block:
    """What blocked us. A certain block ends the source's run; another only counts towards it."""

    detail: str
    certain: bool


def find_block(status: int, headers: Mapping[str, str], body: bytes) -> Block | None:
    """Recognise a block by status, headers (names in small letters) and decoded markup."""
    protection = _named(status, headers) or _challenge(body)
    wait = headers.get("retry-after", "")
    asked_to_wait = status == 429 or (status in {403, 503} and bool(wait))  # noqa: PLR2004
    if not (protection or asked_to_wait or status in _BLOCKING):
        return None
    parts = [protection or "", str(status), f"retry after {wait}" if wait else ""]
    return Block(", ".join(filter(None, parts)), certain=bool(protection or asked_to_wait))


def retry_after(text: str, now: datetime) -> timedelta | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds or a date; at most `LONGEST_REST`.

    None for one that says nothing, or a moment that is past.

    >>> retry_after("120", datetime(2026, 3, 2, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        rest = timedelta(seconds=min(int(text[:12]), LONGEST_REST.total_seconds()))
    else:
        rest = _until(text, now)
    return min(rest, LONGEST_REST) if rest > timedelta() else None


def _until(text: str, now: datetime) -> timedelta:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return timedelta()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def _named(status: int, headers: Mapping[str, str]) -> str | None:
    if status not in _BLOCKING and status != 503:  # noqa: PLR2004
        return None
    if "ddos-guard" in headers.get("server", "").lower() or "__ddg" in _cookies(headers):
        return "DDoS-Guard"
    if "qrator" in _cookies(headers) or "qrator" in headers.get("server", "").lower():
        return "Qrator"
    if "x-sp-crid" in headers:
        return "ServicePipe"
    return "Cloudflare" if "cf-mitigated" in headers else None


def _cookies(headers: Mapping[str, str]) -> str:
    return headers.get("set-cookie", "").lower()


def _challenge(body: bytes) -> str | None:
    if len(body) > _LARGEST_CHALLENGE:
        return None
    markup = body.lower()
    return next((name for sign, name in _CHALLENGES if sign in markup), None)


def plain_headers(response: Response) -> dict[str, str]:
    """Give the headers of a response with names in small letters, repeated ones joined."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }


class BlockMiddleware:
    """Marks blocked answers before anything tries again."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Leave a Block in the request's meta; a blocked request is not repeated."""
        block = find_block(response.status, plain_headers(response), response.body)
        if block and request.meta.get("strict") and response.status == HTTPStatus.FORBIDDEN:
            block = replace(block, certain=True)
        request.meta["block"] = block
        if block:
            request.meta["dont_retry"] = True
        return response
