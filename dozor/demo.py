"""The demo's rounds: the sample world day by day, or a folder of recorded pages once."""

import shutil
from collections import defaultdict
from pathlib import Path

from scrapy.settings import Settings

from crawler import clock
from crawler.sources import Source
from dozor.choose import all_sources, source_of, unlisted_source
from dozor.crawling import Order, crawl_round, scrapy_settings
from dozor.engine import Engine, run_engine
from dozor.errors import SetupError
from dozor.outcome import finish_runs
from dozor.preflight import require_store
from dozor.progress import shown_progress
from dozor.runs import RunRow, database, last_run_id
from dozor.tables import stderr, stdout
from dozor.world import RecordedPages, SampleWorld, moment
from pipelines.display.numbers import plural

_OURS = ("dozor.db", "dozor.db-wal", "dozor.db-shm", "archive", "private")
_FAR_BACK = clock.from_text("2000-01-01").date()


def prepare(folder: Path) -> None:
    """Empty a demo's folder, or make it. Raises SetupError for a folder with anything else."""
    if database(folder).is_file():
        require_store(folder, sample=True)
    elif folder.is_dir() and any(folder.iterdir()):
        raise SetupError(f"{folder} holds other things; give the demo a folder of its own (--data)")
    for name in _OURS:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    require_store(folder, sample=True)


def run_sample(folder: Path, days: int) -> bool:
    """Crawl the sample world on day 0 and each of `days` more; say whether it came to its end."""

    async def work(engine: Engine) -> bool:
        for day in range(days + 1):
            world.move_to(day)
            with clock.stopped_at(moment(day)), shown_progress(engine.runner, stderr()):
                before = last_run_id(folder)
                await crawl_round(engine, Order(sources=sources, since=_FAR_BACK, full=True))
            if engine.interrupted:
                return False
            _tell_day(day, finish_runs(folder, before, sources))
        return True

    with SampleWorld(day=0) as world:
        replicas = {site.id for site in world.sites}
        sources = tuple(source for name, source in all_sources().items() if name in replicas)
        return run_engine(_settings(folder, world.address), work)


def run_pages(folder: Path, pages: Path) -> bool:
    """Crawl every recorded page at its own address; say whether it came to its end."""
    with RecordedPages(pages) as world:
        by_source: dict[Source, list[str]] = defaultdict(list)
        known = all_sources()
        for url in world.urls:
            by_source[source_of(url, known.values()) or unlisted_source(url)].append(url)
        order = Order(
            sources=tuple(by_source),
            pages={source.id: tuple(urls) for source, urls in by_source.items()},
        )

        async def work(engine: Engine) -> bool:
            before = last_run_id(folder)
            with shown_progress(engine.runner, stderr()):
                await crawl_round(engine, order)
            finish_runs(folder, before, order.sources)
            return not engine.interrupted

        return run_engine(_settings(folder, world.address), work)


def _settings(folder: Path, address: str) -> Settings:
    return scrapy_settings(
        folder, TRANSPORT_REDIRECT=address, HOST_DELAY=0, DOZOR_SAMPLE=True, CONTACT="sample data"
    )


def _tell_day(day: int, runs: list[RunRow]) -> None:
    new, changed = sum(run.created for run in runs), sum(run.changed for run in runs)
    records = plural(new, ("new record", "new records"))
    date, pages = moment(day).date().isoformat(), sum(run.pages for run in runs)
    stdout().print(
        f"[dim]{date}[/]  {pages} pages visited: [bold]{new}[/] {records}, "
        f"[bold]{changed}[/] changed"
    )
