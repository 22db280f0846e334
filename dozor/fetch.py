"""One page, fetched as a crawl would fetch it, and nothing stored."""

import tempfile
from dataclasses import replace
from pathlib import Path

from scrapy import signals

from crawler.items import Visit
from crawler.sources import Source
from crawler.spider import SourceListSpider
from dozor.config import load_config
from dozor.crawling import scrapy_settings
from dozor.engine import Engine, run_engine
from dozor.errors import SetupError
from dozor.preflight import require_contact


def fetch(url: str, source: Source, *, allow_private: bool = False) -> Visit:
    """Visit a page of a source by the rules of every crawl: contact, robots.txt, guard, limits.

    Raises SetupError where no contact is set or nothing came of it.
    """
    visits: list[Visit] = []
    one = replace(source, home_url=url, feeds=(), sitemaps=(), listings=())

    async def work(engine: Engine) -> None:
        crawler = engine.runner.create_crawler(SourceListSpider)
        crawler.signals.connect(lambda item: _keep(visits, item), signals.item_scraped, weak=False)
        await engine.runner.crawl(crawler, sources=[one], pages=[url])

    with tempfile.TemporaryDirectory() as scratch:
        contact = load_config().contact
        own = {"CONTACT": contact} if contact else {}
        values = {"ITEM_PIPELINES": {}, "PAGE_STORE": "", "ALLOW_PRIVATE": allow_private, **own}
        settings = scrapy_settings(Path(scratch), **values)
        require_contact([url], settings)
        run_engine(settings, work)
    if not visits:
        raise SetupError(f"{url}: nothing was fetched")
    return visits[0]


def _keep(visits: list[Visit], item: object) -> None:
    if isinstance(item, Visit):
        visits.append(item)
