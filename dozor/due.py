"""Which sources have anything due: a feed, a sitemap, a listing, or a page of theirs."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from crawler import clock
from crawler.addresses import canonical, site_host
from crawler.plan import Plan
from crawler.sources import Source
from crawler.ways import declared, ways_to_ask
from dozor.runs import database, read_only
from pipelines.storage.hosts import blocked_hosts
from pipelines.storage.pages import SqlitePageStore
from pipelines.urgency import NOBODY, Chosen


def due_only(data: Path, sources: Sequence[Source], chosen: Chosen = NOBODY) -> list[Source]:
    """Leave out sources of which nothing is due, or whose host wants nobody now.

    A portal is due while its listing is to be gone on with, or a card that is `chosen` waits.

    A page that is suspected missing is visited in every run, but makes none of its own before its
    next visit.
    """
    with closing(read_only(data)) as connection:
        blocked = {row["host"] for row in blocked_hosts(connection)}
    open_ = [source for source in sources if site_host(source.home_url) not in blocked]
    with closing(SqlitePageStore(database(data), chosen)) as store:
        return [source for source in open_ if _is_due(source, store)]


def _is_due(source: Source, store: SqlitePageStore) -> bool:
    known = store.known(source.id, [canonical(url) for _, url in declared(source, Plan())])
    way = next(ways_to_ask(source, Plan(due=True), known), None)
    if way is not None or store.has_due(source.id, clock.now()):
        return True
    every = bool(source.results_of)
    return bool(source.engine) and store.has_wanted(source.id, clock.now(), every=every)
