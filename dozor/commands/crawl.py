"""`dozor crawl`: one round over chosen sources."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from scrapy.settings import Settings

from crawler import clock
from crawler.sources import Source
from dozor.choose import all_sources, choose, near, own_sources
from dozor.config import load_config
from dozor.crawling import Order, crawl_round, scrapy_settings
from dozor.engine import INTERRUPTED, Engine, run_engine
from dozor.errors import SetupError
from dozor.estimate import FIRST_LIMIT, estimate, first_limits
from dozor.given import check_settings
from dozor.health import is_wrong
from dozor.lock import Busy, only_round
from dozor.options import Moment, data_folder, data_option
from dozor.outcome import finish_runs
from dozor.preflight import enabled_only, replay_stale, require_contact, require_store
from dozor.progress import shown_progress
from dozor.runs import last_run_id
from dozor.tables import silence, stderr, stdout
from dozor.telling import show_round, tell_turns
from dozor.watching.heartbeat import beat
from dozor.watching.notify import tell
from pipelines.storage.errors import StorageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options of the command ask for."""

    names: tuple[str, ...]
    sources_file: Path | None
    region: str | None
    due: bool
    full: bool
    since: date | None
    limit: int | None
    allow_private: bool
    settings: Mapping[str, str]
    verbose: bool = False


@click.command(short_help="Find new pages, visit those that are due, store what they say.")
@click.argument("names", nargs=-1, metavar="[SOURCE ...]")
@click.option(
    "--sources",
    "sources_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your own sources.  [default: sources.toml beside dozor.toml]",
)
@click.option(
    "--region", metavar="CODE", help="Only sources of this ISO 3166-2:RU region, as RU-PSK."
)
@click.option("--due", is_flag=True, help="Only what is due: feeds, listings, pages.")
@click.option("--full", is_flag=True, help="Visit every known page, due or not.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Oldest date of a page not yet known.  [default: each source's own, 30 days]",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10**9),
    metavar="N",
    help=f"Most pages a source.  [default: {FIRST_LIMIT} on its first crawl, then no bound]",
)
@click.option("--now", type=Moment(), help="Take this as the present moment.")
@click.option("-v", "--verbose", is_flag=True, help="Say as much as on a terminal.")
@click.option("--allow-private", is_flag=True, help="Let this machine and private networks in.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting.")
@data_option
def command(
    names: tuple[str, ...],
    data: Path | None,
    now: datetime | None,
    settings: tuple[str, ...],
    since: datetime | None,
    **options: Any,  # noqa: ANN401  click has checked them
) -> None:
    """Crawl sources: find new pages, visit those that are due, store what they say.

    Without names all enabled sources are crawled side by side, each host by one request at a
    time, newest pages first. A first crawl starts small. On a terminal it shows progress and a
    table; under cron it says a line when a source turns bad and one when it is well again, and
    nothing else. Ctrl-C once ends well and loses nothing.

    \b
    dozor crawl                       every enabled source
    dozor crawl ysia iz --limit 20    two of them, 20 pages each
    dozor crawl --due                 what a crontab runs
    """  # noqa: D301  click's own mark
    clock.set_now(now)
    wanted = Wanted(
        names=names,
        since=since.date() if since else None,
        settings=_settings(settings),
        **options,
    )
    sys.exit(crawl(data_folder(data), wanted))


def crawl(data: Path, wanted: Wanted) -> int:
    """Crawl what is wanted into a data folder and give the exit code."""
    require_store(data, sample=False)
    try:
        with only_round(data) if wanted.due else nullcontext():  # cron's rounds may overlap
            return _crawl(data, wanted)
    except Busy as busy:
        if busy.too_long or _talks(wanted):
            stderr().print(str(busy), soft_wrap=True)
        return int(busy.too_long)


def _crawl(data: Path, wanted: Wanted) -> int:
    sources = _sources(data, wanted)
    out = stdout() if _talks(wanted) else silence()
    limits = first_limits(data, sources, wanted.limit)
    order = Order(
        sources=tuple(sources),
        limits=limits,
        since=wanted.since,
        full=wanted.full,
        due=wanted.due and not wanted.names,  # what is named is looked at
    )
    if not sources:
        out.print("Nothing is due.")
        return 0
    settings = _scrapy_settings(data, wanted)
    require_contact((source.home_url for source in sources), settings)
    out.print(estimate(sources, limits))
    replay_stale(data, sources, out)
    before = last_run_id(data)

    async def work(engine: Engine) -> bool:
        with shown_progress(engine.runner, stderr()):
            await crawl_round(engine, order)
        return engine.interrupted

    interrupted = run_engine(settings, work)
    runs = finish_runs(data, before, sources)
    show_round(out, data, runs)
    tell_turns(data, runs)
    _tell_watchers(data)
    if interrupted:
        return INTERRUPTED
    _beat()
    return 1 if any(is_wrong(run.health) for run in runs) or len(runs) < len(sources) else 0


def _beat() -> None:
    """Let whoever counts our rounds know of this one."""
    address = load_config().heartbeat
    error = beat(address) if address else None
    if error:
        stderr().print(f"heartbeat: {error}", soft_wrap=True, markup=False)


def _tell_watchers(data: Path) -> None:
    """Tell who watches; what goes wrong there is said and takes nothing from the crawl."""
    try:
        tell(data, load_config())
    except (SetupError, StorageError) as error:
        stderr().print(f"alerts: {error}", soft_wrap=True, markup=False)


def _sources(data: Path, wanted: Wanted) -> Sequence[Source]:
    own = own_sources(wanted.sources_file)
    picked = choose(wanted.names, all_sources(own), region=wanted.region)
    if wanted.names:
        return picked
    if not wanted.region:
        picked = near(picked, load_config().region, own)
    return enabled_only(data, picked, due=wanted.due)


def _scrapy_settings(data: Path, wanted: Wanted) -> Settings:
    config = load_config()
    own: dict[str, object] = {"DISK_RESERVE": config.disk_reserve_gb * 1e9}
    own |= {"CONTACT": config.contact} if config.contact else {}
    return scrapy_settings(
        data, **({"ALLOW_PRIVATE": wanted.allow_private} | own | dict(wanted.settings))
    )


def _settings(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise SetupError(f"-s {pair}: write it as -s NAME=VALUE")
    given = dict(pair.split("=", 1) for pair in pairs)
    check_settings(given)
    return given


def _talks(wanted: Wanted) -> bool:
    return wanted.verbose or sys.stdout.isatty()
