"""The two Scrapy pipelines: visits are normalised, then stored in batches."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Self, TypeVar

from scrapy.crawler import Crawler

from crawler.items import Visit
from pipelines.normalize import normalize_visit
from pipelines.storage.connection import open_store
from pipelines.storage.pages import DATABASE
from pipelines.storage.sources import SourceLike
from pipelines.storage.writer import Entry, Writer

_FLUSH_SECONDS = 5.0
_Item = TypeVar("_Item")


class NormalizePipeline:
    """Turns the raw records of a visit into records; other items pass."""

    def process_item(self, item: object) -> object:
        """Give a visit with typed records."""
        return normalize_visit(item) if isinstance(item, Visit) else item


class StoragePipeline:
    """Buffers what comes and stores it, a batch in one transaction.

    Settings: DOZOR_DATA, the folder of `dozor.db`; DOZOR_SAMPLE, whether it holds sample data;
    DATABASE_BATCH_SIZE. The spider's `sources`, or its one `source`, are declared to the store.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._batch_size = crawler.settings.getint("DATABASE_BATCH_SIZE", 100)
        self._buffer: list[Entry] = []
        self._flushed = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawler."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the database and declare the spider's sources. Raises StorageError."""
        settings = self._crawler.settings
        path = Path(settings.get("DOZOR_DATA") or "data") / DATABASE
        self._db = open_store(path, sample=settings.getbool("DOZOR_SAMPLE"))
        self._writer = Writer(self._db)
        self._writer.declare(self._sources())

    def process_item(self, item: _Item) -> _Item:
        """Take a visit, or the beginning or end of a run."""
        if isinstance(item, Entry):
            self._buffer.append(item)
            waited = time.monotonic() - self._flushed
            if len(self._buffer) >= self._batch_size or waited >= _FLUSH_SECONDS:
                self._flush()
        return item

    def close_spider(self) -> None:
        """Store what is left and end the runs that nothing ended."""
        try:
            self._flush()
            self._writer.close()
        finally:
            self._db.close()

    def _flush(self) -> None:
        """Store the buffer; it is kept whole where the database cannot take it now."""
        self._flushed = time.monotonic()
        self._writer.write(self._buffer)
        self._buffer.clear()

    def _sources(self) -> Iterable[SourceLike]:
        spider = self._crawler.spider
        declared = getattr(spider, "sources", None) or [getattr(spider, "source", None)]
        return [source for source in declared if source is not None]
