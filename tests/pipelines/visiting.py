"""A process with a spider that needs no network: it yields one visit after the other. FOLDER."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from crawler.items import Place, RawArticle, RunStarted, Visit
from crawler.sources import Source

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Visiting(scrapy.Spider):
    name = "visiting"
    source = Source(id="visiting", home_url="https://vestnik.example")

    async def start(self) -> AsyncIterator[Any]:
        yield RunStarted(source_id=self.name, at=NOW)
        for number in range(1, 5000):
            yield visit(number)
            sys.stderr.write(f"{number} visits\n")
            await asyncio.sleep(0.002)


def visit(number: int) -> Visit:
    url = f"https://vestnik.example/{number}"
    return Visit(
        place=Place(source_id="visiting", url=url, key=url, kind="article"),
        fetched_at=NOW,
        http_status=200,
        records=(RawArticle(url=url, title=f"Новость {number}", body="Текст."),),
    )


if __name__ == "__main__":
    settings = {
        "DOZOR_DATA": sys.argv[1],
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "ITEM_PIPELINES": {
            "pipelines.pipeline.NormalizePipeline": 300,
            "pipelines.pipeline.StoragePipeline": 800,
        },
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Visiting)
    process.start()
