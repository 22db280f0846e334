"""Progress of a round on a terminal, drawn from the crawlers' own counts."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table
from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.progress import Counts, read_progress

_SECONDS = 0.25


@contextmanager
def shown_progress(runner: AsyncCrawlerRunner, console: Console) -> Iterator[None]:
    """Draw a line a source while the block runs; on anything but a terminal draw nothing."""
    if not console.is_terminal:
        yield
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        task = asyncio.ensure_future(_draw(live, runner))
        try:
            yield
        finally:
            task.cancel()


async def _draw(live: Live, runner: AsyncCrawlerRunner) -> None:
    seen: dict[str, Counts] = {}
    while True:
        for crawler in list(runner.crawlers):
            seen |= _counts(crawler)
        live.update(_table(seen), refresh=True)
        await asyncio.sleep(_SECONDS)


def _counts(crawler: Crawler) -> dict[str, Counts]:
    try:
        return read_progress(crawler.stats.get_stats())
    except RuntimeError:  # it has not begun yet: it has no statistics
        return {}


def _table(seen: Mapping[str, Counts]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=bool(seen))
    for name in ("Source", "Fetched", "Waiting", "Not modified", "Rejected", ""):
        table.add_column(name, justify="right" if name else "left")
    table.columns[0].justify = "left"
    for source, counts in seen.items():
        cells = (counts.fetched, counts.waiting, counts.not_modified, counts.rejected)
        table.add_row(source, *(str(cell) for cell in cells), counts.state)
    return table
