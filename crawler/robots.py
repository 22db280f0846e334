"""robots.txt as RFC 9309 has it, and the pause that it asks for."""

import logging
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.addresses import site_host
from crawler.blocks import find_block, plain_headers
from crawler.leases import HostBlocked

# A longer pause would let one site hold up a whole run; such a site is better asked less often.
LONGEST_PAUSE = 60.0
_CLOSED = b"User-agent: *\nDisallow: /\n"


class RulesUnknown(IgnoreRequest):
    """The server failed to give its rules: nothing may be asked now, and it may pass."""


def rules_in(status: int, body: bytes) -> bytes:
    """Give the rules that an answer stands for (RFC 9309, 2.3.1).

    A server's failure forbids all (429 is one, as Google reads it); a missing file allows all.
    """
    if _is_failure(status):
        return _CLOSED
    return body if 200 <= status < 300 else b""  # noqa: PLR2004


def _is_failure(status: int) -> bool:
    return status >= 500 or status == 429  # noqa: PLR2004  HTTP's own numbers


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, which reads an error page's text as rules and knows no Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failures: dict[str, RulesUnknown | HostBlocked] = {}
        # A host that does not answer is told of by its page's own rejection, without a traceback.
        logging.getLogger(RobotsTxtMiddleware.__module__).setLevel(logging.CRITICAL)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if _is_failure(response.status):
            self._failures[netloc] = _failure(response)
        rules = response.replace(body=rules_in(response.status, response.body))
        await super()._parse_robots(rules, netloc, request)
        self._slow_down(self._parsers[netloc], request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what the rules forbid, and all where they could not be had: that is no refusal.

        Raises HostBlocked where a block stands in their place, RulesUnknown for another failure.
        """
        failure = self._failures.get(urlsplit(request.url).netloc)
        if failure is not None:
            raise failure
        super().process_request_2(rp, request)

    def _slow_down(self, parser: object, request: Request) -> None:
        if self.crawler.settings.get("HOST_DELAY") is not None:
            return
        pause = crawl_delay(parser, self._robotstxt_useragent)
        downloader = self.crawler.engine.downloader if self.crawler.engine else None
        if pause is None or downloader is None:
            return
        host = site_host(request.url)
        settings = downloader.per_slot_settings.setdefault(host, {"concurrency": 1, "jitter": 0.0})
        settings["delay"] = max(min(pause, LONGEST_PAUSE), settings.get("delay", 0.0))
        if host in downloader.slots:
            downloader.slots[host].delay = settings["delay"]


def _failure(response: Response) -> RulesUnknown | HostBlocked:
    """Say what an answer in place of rules means: that the host wants nobody now, or is ill."""
    block = find_block(response.status, plain_headers(response), response.body)
    if block is not None and block.certain:
        return HostBlocked(f"robots.txt: {block.detail}")
    return RulesUnknown(f"robots.txt: {response.status}")


def crawl_delay(parser: object, user_agent: str | None) -> float | None:
    """Give the Crawl-delay in seconds that the rules state for us, if they do."""
    if not isinstance(parser, ProtegoRobotParser):
        return None
    stated = parser.rp.crawl_delay(user_agent or "*")
    return float(stated) if stated is not None else None
