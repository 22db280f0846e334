"""Courtesy among readers: only reading, so many requests an address, so many at once.

In `metadata.yaml`, under `plugins`, `limits` may give `per_minute` and `burst` for one address,
`at_once` for all together, and `behind_proxy: true` where a proxy of one's own says in
X-Forwarded-For who asks. Addresses of the machine itself are not counted.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from math import ceil
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

DEFAULTS = {"per_minute": 600, "burst": 300, "at_once": 60, "behind_proxy": False}
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_REMEMBERED = 20_000
_SOON = 2  # seconds
Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Stand before everything else."""
    given = {**DEFAULTS, **(datasette.plugin_config("limits") or {})}
    return lambda app: _limited(app, given)


class _Buckets:
    """How many requests each address may still make: one comes back every so often."""

    def __init__(self, per_minute: float, burst: float) -> None:
        self._rate, self._burst = per_minute / 60, burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Take one; give the seconds after which there will be one again, 0 where there is."""
        now = time.monotonic()
        left, at = self._left.pop(address, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        self._left[address] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) / self._rate


def _limited(app: Any, given: dict[str, Any]) -> Any:  # noqa: ANN401  Datasette's own types are none
    buckets, under_way = _Buckets(given["per_minute"], given["burst"]), [0]

    async def limited(scope: Scope, receive: object, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if scope["method"] not in _READING:
            return await _refuse(send, 405, "Only reading is possible here.", {b"allow": b"GET"})
        address = _address(scope, behind_proxy=given["behind_proxy"])
        wait = buckets.wait(address) if address else 0.0
        if wait:
            return await _refuse(send, 429, "Too many requests; see Retry-After.", _after(wait))
        if under_way[0] >= given["at_once"]:
            return await _refuse(send, 503, "Busy; see Retry-After.", _after(_SOON))
        under_way[0] += 1
        try:
            return await app({**scope, "dozor.address": address}, receive, send)
        finally:
            under_way[0] -= 1

    return limited


def _address(scope: Scope, *, behind_proxy: bool) -> str | None:
    """Give who asks; None for the machine itself, and where nobody can say."""
    found = (scope.get("client") or ("",))[0]
    if behind_proxy:
        told = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1")
        found = told.rpartition(",")[2].strip() or found
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return None
    return None if address.is_loopback else str(address)


def _after(seconds: float) -> dict[bytes, bytes]:
    return {b"retry-after": str(max(1, ceil(seconds))).encode()}


async def _refuse(send: Send, status: int, words: str, headers: dict[bytes, bytes]) -> None:
    given = [(b"content-type", b"text/plain; charset=utf-8"), *headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": words.encode()})
