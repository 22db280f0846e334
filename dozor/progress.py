"""Progress of a round on a terminal, drawn from the crawlers' own counts."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text
from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.progress import Counts, read_progress

_SECONDS = 0.25
# Lines of a terminal that are left to what was written before.
_SPARE = 6


@contextmanager
def shown_progress(
    runner: AsyncCrawlerRunner, console: Console, sources: int = 0
) -> Iterator[None]:
    """Draw a line a source while the block runs; on anything but a terminal draw nothing.

    Where more sources are under way than the terminal has lines, those that have most before them
    are shown, under a line that sums up all. `sources` is how many there will be.
    """
    if not console.is_terminal:
        yield
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        task = asyncio.ensure_future(_draw(live, runner, sources))
        try:
            yield
        finally:
            task.cancel()


async def _draw(live: Live, runner: AsyncCrawlerRunner, sources: int) -> None:
    seen: dict[str, Counts] = {}
    while True:
        for crawler in list(runner.crawlers):
            seen |= _counts(crawler)
        live.update(drawn(seen, sources, live.console.height - _SPARE), refresh=True)
        await asyncio.sleep(_SECONDS)


def _counts(crawler: Crawler) -> dict[str, Counts]:
    try:
        return read_progress(crawler.stats.get_stats())
    except RuntimeError:  # it has not begun yet: it has no statistics
        return {}


def drawn(seen: Mapping[str, Counts], sources: int, room: int) -> RenderableType:
    """Lay out the counts of every source that has begun, in so many lines."""
    if len(seen) <= room:
        return _table(seen)
    busy = [(source, counts) for source, counts in seen.items() if counts.state == "running"]
    busy.sort(key=lambda pair: -pair[1].waiting)
    shown = dict(busy[: max(room - 1, 0)])
    return Group(_summary(seen, max(sources, len(seen)), len(busy)), _table(shown))


def _summary(seen: Mapping[str, Counts], sources: int, busy: int) -> Text:
    fetched, waiting, rejected = (
        sum(getattr(counts, name) for counts in seen.values())
        for name in ("fetched", "waiting", "rejected")
    )
    ended = f"{len(seen) - busy} of {sources} sources done, {busy} under way"
    pages = f"{fetched:,} pages fetched, {waiting:,} to come, {rejected:,} rejected"
    return Text(f"{ended}; {pages}", style="bold", no_wrap=True, overflow="ellipsis")


def _table(seen: Mapping[str, Counts]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=bool(seen))
    for name in ("Source", "Fetched", "Waiting", "Not modified", "Rejected", ""):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    table.columns[0].justify = "left"
    for source, counts in seen.items():
        cells = (counts.fetched, counts.waiting, counts.not_modified, counts.rejected)
        table.add_row(source, *(str(cell) for cell in cells), counts.state)
    return table
