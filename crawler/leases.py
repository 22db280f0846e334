"""One crawl at a time to a host, over all processes, and none before it wants one again.

A process claims a host before its first request, renews the claim while it asks, and gives it up
when it has not asked for a while or ends. The pause to the last request holds from one process to
the next; within one, Scrapy's slots keep it.
"""

import asyncio
import logging
import time
from collections import defaultdict
from dataclasses import dataclass

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call

from crawler import clock
from crawler.blocks import retry_after
from crawler.items import HostClaim
from crawler.stores import HostStore, load_hosts

log = logging.getLogger(__name__)

# A third of the lease that the store gives, so that one look at a claim may come late.
RENEW_SECONDS = 30.0
_IDLE_SECONDS = 30.0
_ASK_AGAIN_SECONDS = 0.5


class HostClosed(IgnoreRequest):
    """The host may not be asked now; `reason` is how the source's run ends for it."""

    reason = "blocked"


class HostBlocked(HostClosed):
    """The host wants nobody before a moment that has not come."""


class HostBusy(HostClosed):
    """Another crawl is asking the host and did not end in the time that we wait."""

    reason = "busy"


def pause(claim: HostClaim, own_delay: float, now: float, *, fixed: bool = False) -> float:
    """Give the seconds until a host that is ours may be asked.

    The longer counts of `own_delay` and of what the last crawl kept (a robots.txt may ask for more
    than the source), except where the delay is `fixed`. A last request in the future is a clock
    that was set back, and waits for no longer than the delay.
    """
    delay = own_delay if fixed else max(own_delay, claim.delay or 0.0)
    if claim.last_asked is None:
        return 0.0
    return min(max(claim.last_asked + delay - now, 0.0), delay)


@dataclass(slots=True)
class _Held:
    used: float
    blocks: int
    answers: bool = False


class LeaseMiddleware:
    """Holds each request until its host is ours, and notes the hosts that want to be left alone.

    It stands above robots.txt, which is a request like any other.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._wait = crawler.settings.getfloat("HOST_WAIT")
        self._opened: HostStore | None = None
        self._held: dict[str, _Held] = {}
        self._closed: dict[str, HostClosed] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._renewal = create_looping_call(self._look_after)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LeaseMiddleware":
        """Make one that gives everything up with the spider."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Wait for the host. Raises HostBlocked or HostBusy where it may not be asked."""
        host = request.meta["download_slot"]
        if host not in self._held:
            async with self._locks[host]:
                if host not in self._held:
                    await self._take(host)
        if host in self._closed:
            raise self._closed[host]
        self._held[host].used = time.monotonic()

    def process_response(self, request: Request, response: Response) -> Response:
        """Note a certain block, and that a page was given."""
        host = request.meta["download_slot"]
        block = request.meta.get("block")
        if block is not None and block.certain:
            self._block(host, block.detail, response)
        elif block is None and host in self._held and "place" in request.meta:
            self._held[host].answers = True
        return response

    def close(self) -> None:
        """Give everything up."""
        if self._opened is not None:
            self._renewal.stop()
            self._release(list(self._held))
            self._opened.close()

    @property
    def _hosts(self) -> HostStore:
        if self._opened is None:  # the pipelines have made the database by the first request
            self._opened = load_hosts(self._crawler.settings)
            self._renewal.start(RENEW_SECONDS, now=False)
        return self._opened

    async def _take(self, host: str) -> None:
        if host in self._closed:
            raise self._closed[host]
        claim = await self._claim(host)
        if claim.blocked_until is not None:
            until = clock.to_text(claim.blocked_until)
            self._closed[host] = HostBlocked(f"{host} wants nobody before {until}: {claim.reason}")
            raise self._closed[host]
        if not claim.ours:
            self._closed[host] = HostBusy(f"{host} is being asked by another crawl")
            raise self._closed[host]
        settings = self._crawler.settings
        fixed = settings.get("HOST_DELAY") not in {None, ""}
        await asyncio.sleep(pause(claim, self._delay(host), clock.seconds(), fixed=fixed))
        self._held[host] = _Held(time.monotonic(), claim.blocks)

    async def _claim(self, host: str) -> HostClaim:
        give_up = time.monotonic() + self._wait
        while True:
            claim = self._hosts.claim(host)
            if claim.ours or claim.blocked_until is not None:
                return claim
            if time.monotonic() >= give_up or not self._crawler.crawling:
                return claim
            await asyncio.sleep(_ASK_AGAIN_SECONDS)

    def _block(self, host: str, reason: str, response: Response) -> None:
        header = response.headers.get("Retry-After") or b""
        wait = retry_after(header.decode("latin-1"), clock.now())
        until = clock.to_text(self._hosts.block(host, reason, wait))
        self._closed[host] = HostBlocked(f"{host} wants nobody before {until}: {reason}")

    def _look_after(self) -> None:
        """Renew what is in use and give up the rest."""
        now = time.monotonic()
        idle = [host for host in self._held if self._idle_since(host) < now - _IDLE_SECONDS]
        self._release(idle)
        ours = set(self._hosts.renew(list(self._held)))
        for host in self._held.keys() - ours:  # this machine slept, and another took it
            del self._held[host]

    def _release(self, hosts: list[str]) -> None:
        self._hosts.release({host: (self._asked(host), self._delay(host)) for host in hosts})
        for host in hosts:
            held = self._held.pop(host)
            # Sites give robots.txt, and some pages, while they block the rest.
            if held.blocks and held.answers and host not in self._closed:
                self._hosts.unblock(host)

    def _idle_since(self, host: str) -> float:
        slot = self._slot(host)
        if slot is None:
            return self._held[host].used
        return time.monotonic() if slot.active else max(slot.lastseen, self._held[host].used)

    def _asked(self, host: str) -> float | None:
        """Give the moment of the last request that left for a host, if one did."""
        slot = self._slot(host)
        if slot is None or not slot.lastseen:
            return None
        return clock.seconds() - (time.monotonic() - slot.lastseen)

    def _delay(self, host: str) -> float:
        slot = self._slot(host)
        if slot is not None:
            return slot.delay
        settings = self._crawler.settings
        known = settings.getdict("DOWNLOAD_SLOTS").get(host, {})
        return float(known.get("delay", settings.getfloat("DOWNLOAD_DELAY")))

    def _slot(self, host: str) -> Slot | None:
        engine = self._crawler.engine
        return engine.downloader.slots.get(host) if engine else None
