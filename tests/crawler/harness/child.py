"""Runs one crawl in a process of its own: `child.py JOB OUT`, both pickles."""

import copyreg
import pickle
import sys
import warnings
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning
from scrapy.settings import Settings

from crawler import clock
from crawler.items import KnownPage
from crawler.spider import SourceSpider
from crawler.stores import EmptyStore

# Raw records hold read-only mappings, which pickle does not know.
copyreg.pickle(MappingProxyType, lambda mapping: (dict, (dict(mapping),)))
ITEMS: list[object] = []


class Collector:
    def process_item(self, item: object) -> object:
        ITEMS.append(item)
        return item


class PickledStore(EmptyStore):
    """Knows the pages that the job names."""

    pages: ClassVar[dict[str, list[KnownPage]]] = {}

    @classmethod
    def from_settings(cls, _settings: Settings) -> "PickledStore":
        return cls()

    def known(self, source_id: str, keys: Any) -> dict[str, KnownPage]:
        return {page.key: page for page in self.all(source_id) if page.key in keys}

    def due(self, source_id: str, now: Any, *, limit: int | None = None) -> list[KnownPage]:
        pages = self.all(source_id)
        return [page for page in pages if page.next_visit and page.next_visit <= now][:limit]

    def suspected(self, source_id: str, *, limit: int | None = None) -> list[KnownPage]:
        return [page for page in self.all(source_id) if page.state == "missing"][:limit]

    def all(self, source_id: str) -> list[KnownPage]:
        return self.pages.get(source_id, [])

    def close(self) -> None:
        pass


def main(job_file: str, out_file: str) -> None:
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    job = pickle.loads(Path(job_file).read_bytes())
    clock.set_now(job["now"])
    PickledStore.pages = job["known"]
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.update(
        {
            "ITEM_PIPELINES": {Collector: 100},
            "PAGE_STORE": "__main__.PickledStore",
            "HOST_STORE": "",
            "SPIDER_MODULES": [],
            **job["settings"],
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SourceSpider)
    process.crawl(crawler, sources=job["sources"], **job["arguments"])
    process.start()
    stats = dict(crawler.stats.get_stats())
    Path(out_file).write_bytes(pickle.dumps({"items": ITEMS, "stats": stats}))


if __name__ == "__main__":
    main(*sys.argv[1:])
