"""Progress of a round on a terminal, drawn from the crawlers' own counts."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table
from scrapy.crawler import AsyncCrawlerRunner

_PREFIX = "dozor/"
_SECONDS = 0.25


@contextmanager
def shown_progress(runner: AsyncCrawlerRunner, console: Console) -> Iterator[None]:
    """Draw a line a source while the block runs; on anything but a terminal draw nothing."""
    if not console.is_terminal:
        yield
        return
    seen: dict[str, dict[str, int]] = {}
    with Live(console=console, transient=True, auto_refresh=False) as live:
        task = asyncio.ensure_future(_draw(live, runner, seen))
        try:
            yield
        finally:
            task.cancel()


async def _draw(live: Live, runner: AsyncCrawlerRunner, seen: dict[str, dict[str, int]]) -> None:
    while True:
        for crawler in runner.crawlers:
            if crawler.stats:
                _collect(seen, crawler.stats.get_stats())
        live.update(_table(seen), refresh=True)
        await asyncio.sleep(_SECONDS)


def _collect(seen: dict[str, dict[str, int]], stats: dict[str, object]) -> None:
    for key, value in stats.items():
        if key.startswith(_PREFIX) and isinstance(value, int):
            _, source, what = key.split("/", 2)
            seen.setdefault(source, {})[what] = value


def _table(seen: dict[str, dict[str, int]]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=bool(seen))
    for name in ("Source", "Fetched", "Waiting", "Unchanged", "Rejected"):
        table.add_column(name, justify="left" if name == "Source" else "right")
    for source, counts in seen.items():
        cells = [counts.get(what, 0) for what in ("fetched", "waiting", "not_modified", "rejected")]
        table.add_row(source, *(str(cell) for cell in cells))
    return table
