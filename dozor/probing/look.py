"""A site, visited as a crawl visits it, and nothing stored."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from crawler import clock
from crawler.addresses import site_host
from crawler.discovery.shapes import Shapes
from crawler.guard import objection
from crawler.items import Place, Visit
from crawler.outcomes import Answer
from crawler.requests import answer_of
from crawler.sources import Source
from crawler.spider import SourceListSpider, SourceSpider
from dozor.config import load_config
from dozor.crawling import scrapy_settings
from dozor.engine import INTERRUPTED, Engine, run_engine
from dozor.errors import SetupError
from dozor.preflight import require_browser, require_contact
from dozor.probing.certificate import Server, certificate_of
from dozor.probing.frontier import ProbeSpider, ProbingFrontier
from dozor.probing.model import Known

# Seconds between two requests; robots.txt may ask for more.
DELAY = 1.0
_ARCHIVING = "crawler.archiving.ArchiveMiddleware"
_SETTINGS: Mapping[str, object] = {
    "ITEM_PIPELINES": {},
    "PAGE_STORE": "",
    "DOWNLOAD_TIMEOUT": 10,
    "DNS_TIMEOUT": 10,
    "RETRY_TIMES": 0,
    "HOST_WAIT": 10.0,
}


@dataclass(slots=True, kw_only=True)
class Look:
    """What came of every request: `answers` by the key of its place, `robots` the rules as sent.

    `shapes` are those of the site's articles, `left` what there was no time or need to ask.
    `reason` is how the run ended (see crawler.items.RunEnded); `seconds` is how long it took.
    `certificate` is that of its host, None where nothing answered there by https.
    """

    source: Source
    visits: list[Visit] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    robots: Answer | None = None
    shapes: Shapes = field(default_factory=Shapes)
    left: tuple[Place, ...] = ()
    reason: str = ""
    seconds: float = 0.0
    certificate: Known | None = None
    server: Server | None = None

    def keep(self, item: object) -> None:
        """Take what the spider gave, if it is a visit."""
        if isinstance(item, Visit):
            self.visits.append(item)

    def hear(self, response: Response, request: Request) -> None:
        """Take an answer of the network."""
        self.server = self.server or self._server(response)
        place: Place | None = request.meta.get("place")
        if place is not None:
            self.answers[place.key] = answer_of(response)
        elif urlsplit(request.url).path == "/robots.txt":
            self.robots = answer_of(response)

    def _server(self, response: Response) -> Server | None:
        """Give who answered, if it is the site's own host and by https."""
        own = site_host(response.url) == site_host(self.source.home_url)
        if not own or response.certificate is None or response.ip_address is None:
            return None
        parts = urlsplit(response.url)
        return Server(
            host=parts.hostname or "",
            address=str(response.ip_address),
            port=parts.port or 443,
            certificate=response.certificate.original,
        )

    def answer(self, visit: Visit) -> Answer | None:
        """Give what the network answered to a visit, if it did."""
        return self.answers.get(visit.place.key)


def look_over(source: Source, settings: Settings, given: tuple[str, ...] = ()) -> Look:
    """Visit a site of which the home page is known: its ways, and about five of its articles.

    `given` are addresses of articles that come first. Raises SetupError where no contact is set.
    """
    return _run(ProbeSpider, source, settings, given=given, since="1970-01-01")


def look_at(source: Source, settings: Settings, urls: tuple[str, ...]) -> Look:
    """Visit some pages of a source and nothing else. Raises SetupError as look_over does."""
    return _run(SourceListSpider, source, settings, pages=urls)


def probe_settings(data: Path, *, allow_private: bool, given: Mapping[str, str]) -> Settings:
    """Give the settings of a look: a crawl's, but patience for a minute, and nothing is stored.

    Hosts that want nobody now, or that another crawl is asking, are let alone as the database of
    the data folder has them.
    """
    contact = load_config().contact
    own: dict[str, object] = {"CONTACT": contact} if contact else {}
    values = {**_SETTINGS, "ALLOW_PRIVATE": allow_private, **own, **given}
    settings = scrapy_settings(data, **values)
    middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), _ARCHIVING: None}
    settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="cmdline")
    return settings


def _run(
    spider: type[SourceSpider], source: Source, settings: Settings, **arguments: object
) -> Look:
    _require_leave(source.home_url, settings)
    require_browser([source], settings)
    engines: list[Engine] = []

    async def work(engine: Engine) -> Look:
        engines.append(engine)
        return await visit_site(engine, spider, source, **arguments)

    look = run_engine(settings, work)
    if engines[0].interrupted:
        raise SystemExit(INTERRUPTED)
    return look


async def visit_site(
    engine: Engine, spider: type[SourceSpider], source: Source, **arguments: object
) -> Look:
    """Have a spider visit a site under a running engine."""
    look, began = Look(source=source), time.monotonic()
    crawler = engine.runner.create_crawler(spider)
    crawler.signals.connect(look.keep, signals.item_scraped, weak=False)
    crawler.signals.connect(look.hear, signals.response_received, weak=False)
    await engine.runner.crawl(crawler, sources=[replace(source, delay=DELAY)], **arguments)
    _learn(look, crawler)
    if look.server is not None:
        look.certificate = await asyncio.to_thread(certificate_of, look.server, clock.now())
        look.server = None
    look.seconds = time.monotonic() - began
    return look


def _require_leave(url: str, settings: Settings) -> None:
    require_contact([url], settings)
    if reason := objection(url, settings):
        raise SetupError(f"{url}: {reason}; --allow-private lets such addresses in")


def _learn(look: Look, crawler: Crawler) -> None:
    """Take from the queue what it learned."""
    frontiers = crawler.spider.frontiers if isinstance(crawler.spider, SourceSpider) else {}
    frontier = frontiers.get(look.source.id)
    look.reason = frontier.reason if frontier else "unreachable"
    if isinstance(frontier, ProbingFrontier):
        look.shapes, look.left = frontier.scout.shapes, tuple(frontier.left)
