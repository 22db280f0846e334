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
from crawler.filters import KNOWN
from crawler.sources import Source
from dozor.cards import check_filters, chosen_cards, known_cards, portals_only, without_card
from dozor.catalogue import catalogue_sources, picked_ids
from dozor.choose import (
    all_sources,
    choose,
    from_catalogue,
    near,
    own_sources,
    region_of_sources,
)
from dozor.config import load_config
from dozor.crawling import Order, crawl_round, scrapy_settings
from dozor.engine import INTERRUPTED, Engine, run_engine
from dozor.errors import SetupError
from dozor.estimate import FIRST_LIMIT, estimate, first_limits
from dozor.given import given_settings
from dozor.health import is_wrong
from dozor.lock import Busy, only_round
from dozor.options import Moment, data_folder, data_option
from dozor.outcome import finish_runs
from dozor.preflight import (
    enabled_only,
    replay_stale,
    require_browser,
    require_contact,
    require_store,
)
from dozor.progress import shown_progress
from dozor.removing.archive import take_out_named
from dozor.runs import last_run_id
from dozor.tables import silence, stderr, stdout
from dozor.telling import show_round, tell_turns
from dozor.watching.heartbeat import beat
from dozor.watching.notify import tell
from pipelines.storage.errors import StorageError
from pipelines.urgency import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options of the command ask for."""

    names: tuple[str, ...]
    sources_file: Path | None
    region: str | None
    catalogue: bool
    due: bool
    full: bool
    since: date | None
    limit: int | None
    allow_private: bool
    settings: Mapping[str, str]
    filters: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    all_cards: bool = False
    verbose: bool = False


@click.command(short_help="Find new pages, visit those that are due, store what they say.")
@click.argument("names", nargs=-1, metavar="[SOURCE ...]")
@click.option(
    "--sources",
    "sources_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your own sources, and without names only these.  [default: sources.toml]",
)
@click.option("--region", metavar="CODE|NAME", help="Only sources of this region, as RU-PSK.")
@click.option("--catalogue", is_flag=True, help="Also every site of the catalogue.")
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
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME=VALUE",
    help=f"Narrow the listing of a portal: {', '.join(KNOWN)}.",
)
@click.option(
    "--number", "numbers", multiple=True, metavar="N", help="Only the card of this application."
)
@click.option("--all-cards", is_flag=True, help="Cards of portals that nobody chose as well.")
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
    dozor crawl --catalogue --region RU-PSK --limit 5
    dozor crawl president_grants --filter status=won --filter region=60
    dozor crawl president_grants --number 23-2-003335
    """  # noqa: D301  click's own mark
    clock.set_now(now)
    wanted = Wanted(
        names=names,
        since=since.date() if since else None,
        settings=given_settings(settings),
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
    order = _order(data, wanted)
    out = stdout() if _talks(wanted) else silence()
    if not order.sources:
        out.print("Nothing is due.")
        return 0
    settings = _scrapy_settings(data, wanted)
    require_contact((source.home_url for source in order.sources), settings)
    require_browser(order.sources, settings)
    out.print(estimate(order.sources, order.limits, wanted.since), soft_wrap=True)
    replay_stale(data, order.sources, out)
    before = last_run_id(data)

    async def work(engine: Engine) -> bool:
        with shown_progress(engine.runner, stderr(), len(order.sources)):
            await crawl_round(engine, order)
        return engine.interrupted

    interrupted = run_engine(settings, work)
    runs = finish_runs(data, before, order.sources)
    take_out_named(data)
    show_round(out, data, runs)
    tell_turns(data, runs)
    _tell_watchers(data)
    if interrupted:
        return INTERRUPTED
    lacking = without_card(data, order.sources, wanted.numbers)
    for number in lacking:
        stderr().print(f"{number}: no card of this number was found")
    _beat()
    wrong = any(is_wrong(run.health) for run in runs) or len(runs) < len(order.sources)
    return int(wrong or bool(lacking))


def _order(data: Path, wanted: Wanted) -> Order:
    sources = _sources(data, wanted)
    known = known_cards(data, sources, wanted.numbers)
    found = {number for cards in known.values() for number in cards}
    numbers = tuple(number for number in wanted.numbers if number not in found)
    if wanted.numbers and not numbers:
        sources = [source for source in sources if source.id in known]
    return Order(
        sources=tuple(sources),
        pages={source_id: tuple(cards.values()) for source_id, cards in known.items()},
        limits=first_limits(data, sources, wanted.limit),
        since=wanted.since,
        numbers=numbers,
        filters=wanted.filters,
        full=wanted.full,
        due=wanted.due and not wanted.names,  # what is named is looked at
    )


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
    known = all_sources(own)
    added = _of_catalogue(data, wanted, known)
    names = wanted.names
    if wanted.sources_file and not (names or wanted.catalogue):  # a file that is named is meant
        names = tuple(source.id for source in own)
    picked = choose(names, known | added, region=wanted.region)
    if wanted.filters or wanted.numbers:
        check_filters(wanted.filters)
        picked = portals_only(wanted.names, picked)
    if wanted.names:
        return picked
    if not (wanted.region or wanted.catalogue or wanted.sources_file):
        picked = near(picked, load_config().region, [*own, *added.values()])
    return enabled_only(data, picked, due=wanted.due, chosen=_chosen(wanted))


def _of_catalogue(data: Path, wanted: Wanted, known: Mapping[str, Source]) -> dict[str, Source]:
    """Give of the catalogue what is named or enabled, or all that there is to pick."""
    if wanted.catalogue:
        region = region_of_sources(wanted.region) if wanted.region else None
        return catalogue_sources(known.values(), lambda row: region in {None, row.region})
    return from_catalogue(known, {*wanted.names, *picked_ids(data)} - known.keys())


def _chosen(wanted: Wanted) -> Chosen:
    return chosen_cards(load_config(), everything=wanted.all_cards)


def _scrapy_settings(data: Path, wanted: Wanted) -> Settings:
    config = load_config()
    own: dict[str, object] = {"CONTACT": config.contact} if config.contact else {}
    own |= {"ALLOW_PRIVATE": wanted.allow_private, "CARDS": _chosen(wanted)}
    own |= {"DISK_RESERVE": config.disk_reserve_gb * 1e9}
    return scrapy_settings(data, **own | dict(wanted.settings))


def _talks(wanted: Wanted) -> bool:
    return wanted.verbose or sys.stdout.isatty()
