"""The two Scrapy pipelines: visits are normalised, then stored in batches."""

import asyncio
import time
from collections.abc import Awaitable, Iterable
from pathlib import Path
from typing import Self, TypeVar

from scrapy.crawler import Crawler

from crawler.items import RunEnded, Visit
from pipelines.normalize import normalize_visit
from pipelines.storage.connection import open_store
from pipelines.storage.pages import DATABASE
from pipelines.storage.sources import SourceLike
from pipelines.storage.workbook_import import import_workbook
from pipelines.storage.writer import Entry, Writer
from pipelines.visits import NormalizedVisit

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
        self._imports: dict[str, asyncio.Future[NormalizedVisit]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawler."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the database and declare the spider's sources. Raises StorageError."""
        settings = self._crawler.settings
        path = self._path = Path(settings.get("DOZOR_DATA") or "data") / DATABASE
        self._db = open_store(path, sample=settings.getbool("DOZOR_SAMPLE"))
        self._writer = Writer(self._db)
        self._writer.declare(self._sources())

    def process_item(self, item: _Item) -> _Item | Awaitable[object]:
        """Take a visit, or the beginning or end of a run.

        A workbook is imported beside the reactor: it takes a minute, and other sources go on. The
        end of its source's run waits for it.
        """
        if isinstance(item, NormalizedVisit) and item.workbook is not None:
            task = asyncio.ensure_future(self._import(item))
            self._imports[item.place.source_id] = task
            return _done(task)
        if isinstance(item, RunEnded) and item.source_id in self._imports:
            return self._after_import(item)
        if isinstance(item, Entry):
            self._take(item)
        return item

    def close_spider(self) -> None:
        """Store what is left and end the runs that nothing ended."""
        try:
            self._flush()
            self._writer.close()
        finally:
            self._db.close()

    async def _import(self, visit: NormalizedVisit) -> NormalizedVisit:
        """Import a workbook in a thread, with a connection of its own, then store its visit."""
        self._flush()
        run_id = self._writer.run_of(visit)
        imported = await asyncio.to_thread(import_workbook, self._path, visit, run_id)
        self._take(imported)
        return imported

    async def _after_import(self, ended: RunEnded) -> RunEnded:
        await asyncio.wait([self._imports.pop(ended.source_id)])
        self._take(ended)
        return ended

    def _take(self, entry: Entry) -> None:
        self._buffer.append(entry)
        waited = time.monotonic() - self._flushed
        if len(self._buffer) >= self._batch_size or waited >= _FLUSH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        """Store the buffer; it is kept whole where the database cannot take it now."""
        self._flushed = time.monotonic()
        self._writer.write(self._buffer)
        self._buffer.clear()

    def _sources(self) -> Iterable[SourceLike]:
        spider = self._crawler.spider
        declared = getattr(spider, "sources", None) or [getattr(spider, "source", None)]
        return [source for source in declared if source is not None]


async def _done(task: asyncio.Future[NormalizedVisit]) -> NormalizedVisit:
    return await task
