"""One round over chosen sources: one spider for all, but for sites whose spider has own code."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from crawler.sources import Source
from crawler.spider import SourceListSpider, SourceSpider
from dozor.choose import spider_classes
from dozor.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a round is to crawl.

    `pages` names, by source, the only addresses to visit; `limits` the most pages a source may
    take (absent: no bound); `since` the oldest stated date of a page not yet known. `full`, `due`,
    `numbers` and `filters` are those of crawler.plan.Plan.
    """

    sources: tuple[Source, ...]
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    since: date | None = None
    numbers: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    full: bool = False
    due: bool = False


def scrapy_settings(data: Path, **values: object) -> Settings:
    """Give the project's settings for a data folder, with these values set over them."""
    settings = get_project_settings()
    settings.set("DOZOR_DATA", str(data), priority="cmdline")
    for name, value in values.items():
        settings.set(name, value, priority="cmdline")
    return settings


async def crawl_round(engine: Engine, order: Order) -> None:
    """Crawl all sources of an order side by side and return when the last has ended."""
    tasks = [engine.runner.crawl(spider, **arguments) for spider, arguments in _jobs(order)]
    await asyncio.gather(*tasks)


def _jobs(order: Order) -> list[tuple[type[SourceSpider], dict[str, Any]]]:
    spiders = {source.id: cls for cls in spider_classes().values() for source in cls.declared()}
    # An engine for each source would cost more than it.
    alike: dict[tuple[str, tuple[str, ...]], list[Source]] = defaultdict(list)
    kinds: dict[str, type[SourceSpider]] = {}
    for source in order.sources:
        spider = spiders.get(source.id, SourceListSpider)
        spider = SourceListSpider if spider.only_declares() else spider
        kinds[spider.__qualname__] = spider
        alike[spider.__qualname__, order.pages.get(source.id, ())].append(source)
    arguments = _arguments(order)
    return [
        (kinds[name], {**arguments, "pages": pages, "sources": group})
        for (name, pages), group in alike.items()
    ]


def _arguments(order: Order) -> dict[str, Any]:
    since = order.since.isoformat() if order.since else None
    narrowed = {"numbers": list(order.numbers), "filters": list(order.filters)}
    rest = {"full": order.full, "due": order.due, "limits": order.limits, "since": since}
    return rest | narrowed
