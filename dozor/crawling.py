"""One round over chosen sources: a spider each where a site has one, else one for all the rest."""

import asyncio
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
    alike: dict[tuple[str, str], tuple[type[SourceSpider], dict[str, Any]]] = {}
    for source in order.sources:
        spider, arguments = spiders.get(source.id, SourceListSpider), _arguments(source, order)
        _, group = alike.setdefault(
            (spider.__qualname__, repr(arguments)), (spider, {**arguments, "sources": []})
        )
        group["sources"].append(source)
    return list(alike.values())


def _arguments(source: Source, order: Order) -> dict[str, Any]:
    arguments: dict[str, Any] = {"full": order.full, "due": order.due}
    if source.id in order.pages:
        arguments["pages"] = list(order.pages[source.id])
    narrowed = {"numbers": list(order.numbers), "filters": list(order.filters)}
    arguments |= {name: value for name, value in narrowed.items() if value}
    if source.id in order.limits:
        arguments["limit"] = order.limits[source.id]
    if order.since:
        arguments["since"] = order.since.isoformat()
    return arguments
