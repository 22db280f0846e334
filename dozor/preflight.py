"""What is checked before the first request, so that a crawl does not fail in its midst."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console
from scrapy.settings import Settings

from crawler import browser, guard
from crawler.sources import Source
from dozor.counting import counted
from dozor.due import due_only
from dozor.engine import INTERRUPTED
from dozor.errors import SetupError
from dozor.replay import count, replay, stale
from dozor.replay_told import summary
from dozor.runs import database, read_only
from dozor.tables import stderr
from pipelines.display.numbers import plural
from pipelines.storage.connection import open_store
from pipelines.storage.errors import StorageError
from pipelines.urgency import Chosen

# More names than these are a number.
_FEW = 10


def require_store(data: Path, *, sample: bool) -> None:
    """Make or open the database once. Raises SetupError saying what is wrong with it."""
    try:
        open_store(database(data), sample=sample).close()
    except StorageError as error:
        raise SetupError(str(error)) from error


def require_contact(urls: Iterable[str], settings: Settings) -> None:
    """Refuse hosts outside this machine without a contact. Raises SetupError."""
    try:
        guard.require_contact(urls, settings)
    except guard.Refused as error:
        raise SetupError(str(error)) from error


def require_browser(sources: Iterable[Source], settings: Settings) -> None:
    """Refuse sources whose pages a browser renders where there is none. Raises SetupError."""
    try:
        browser.require_browser(sources, settings)
    except browser.NoBrowser as error:
        raise SetupError(str(error)) from error


def enabled_only(
    data: Path, sources: Sequence[Source], *, due: bool, chosen: Chosen
) -> list[Source]:
    """Leave out sources that are disabled and, with `due`, those of which nothing is due.

    `chosen` names the cards of portals that are asked for.
    """
    off = disabled(data, sources)
    enabled = [source for source in sources if source.id not in off]
    return due_only(data, enabled, chosen) if due and database(data).is_file() else enabled


def disabled(data: Path, sources: Iterable[Source]) -> set[str]:
    """Give the ids of sources that are not crawled: nobody enabled what is told on hearsay."""
    known: dict[str, int] = {}
    if database(data).is_file():
        with closing(read_only(data)) as connection:
            known = dict(connection.execute("SELECT id, enabled FROM sources"))
    return {source.id for source in sources if not known.get(source.id, source.verified)}


def replay_stale(data: Path, sources: Sequence[Source], out: Console) -> None:
    """Read archived pages again where the parser changed since, and say so in one line.

    Afterwards what differs is the source's doing. Raises SetupError.
    """
    changed = stale(data, sources)
    if not changed:
        return
    try:
        with counted(stderr(), count(data, changed), "Reading again") as tick:
            report = replay(data, changed, tick=tick)
    except StorageError as error:
        raise SetupError(str(error)) from error
    except KeyboardInterrupt:  # the next crawl goes on behind what is stored
        raise SystemExit(INTERRUPTED) from None
    were = plural(len(changed), ("was", "were"))
    few = len(changed) <= _FEW
    names = ", ".join(source.id for source in changed) if few else f"{len(changed)} sources"
    out.print(
        f"The parser changed since {names} {were} read; {report.pages} archived pages "
        f"read again: {summary(report)}.",
        soft_wrap=True,
    )
