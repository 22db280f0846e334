"""What is checked before the first request, so that a crawl does not fail in its midst."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from scrapy.settings import Settings

from crawler import clock, guard
from crawler.sources import Source
from dozor.errors import SetupError
from dozor.runs import database, read_only
from pipelines.storage.connection import open_store
from pipelines.storage.errors import StorageError


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


def enabled_only(data: Path, sources: Sequence[Source], *, due: bool) -> list[Source]:
    """Leave out sources that are disabled and, with `due`, those whose interval has not passed."""
    if not database(data).is_file():
        return list(sources)
    with closing(read_only(data)) as connection:
        off = {row[0] for row in connection.execute("SELECT id FROM sources WHERE enabled = 0")}
        query = "SELECT source_id, max(started) FROM runs GROUP BY source_id"
        started = dict(connection.execute(query).fetchall())
    enabled = [source for source in sources if source.id not in off]
    return [source for source in enabled if _is_due(source, started)] if due else enabled


def _is_due(source: Source, started: Mapping[str, str]) -> bool:
    last = started.get(source.id)
    if last is None:
        return True
    return clock.now() >= clock.from_text(last) + timedelta(minutes=source.interval)
