"""Replay: archived pages are read again, and what comes out differently is the parser's doing."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from crawler import clock
from crawler.extraction import version
from crawler.sources import Source
from dozor.rereading import Outcome, reread
from dozor.runs import database, read_only
from dozor.workbook_replay import replay_workbook
from pipelines.storage.connection import immediate, opened
from pipelines.storage.replays import (
    archived_pages,
    count_pages,
    finish_replay,
    still_as_read,
    store_reread,
    versions,
)
from pipelines.version import parser_version

# One transaction; at a hundred pages a second a kill costs half a second of work.
_BATCH = 50
_EXAMPLES = 3

Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One value that another parser reads differently."""

    url: str
    old: object
    new: object


@dataclass(slots=True, kw_only=True)
class Report:
    """What a replay came to. `pages` were read again, in `seconds`.

    `fields` counts the values that differ, `examples` has the first of each; `created` are pages
    that yielded a record for the first time; `troubles` are (address, reason) of records that this
    parser cannot read again and that stay as they are.
    """

    pages: int = 0
    seconds: float = 0.0
    records: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count what came of a page."""
        url = outcome.reread.page["url"]
        self.pages += 1
        self.records += bool(outcome.changes)
        if outcome.created:
            self.created.append(url)
        if outcome.trouble:
            self.troubles.append((url, outcome.trouble))
        for change in outcome.changes:
            self.fields[change.field] += 1
            shown = self.examples.setdefault(change.field, [])
            if len(shown) < _EXAMPLES:
                shown.append(Example(url=url, old=change.old, new=change.new))


def reader_of(source: Source) -> str:
    """Give the version of the parser as it is now, for a source."""
    whole = parser_version(version(source))
    assert whole is not None
    return whole


def recorded(data: Path, sources: Iterable[Source]) -> list[Source]:
    """Give the sources that a data folder has an archive of. Raises SetupError without a store."""
    read_only(data).close()
    with opened(database(data)) as db:
        stored = versions(db.conn)
    return [one for one in sources if one.id in stored]


def stale(data: Path, sources: Iterable[Source]) -> list[Source]:
    """Give the sources whose records in a data folder were read by another version."""
    if not database(data).is_file():
        return []
    with closing(read_only(data)) as connection:
        stored = versions(connection)
    return [one for one in sources if one.id in stored and stored[one.id] != reader_of(one)]


def count(data: Path, sources: Iterable[Source]) -> int:
    """Count the pages that `replay` will read."""
    with opened(database(data)) as db:
        stored = versions(db.conn)
        return sum(count_pages(db.conn, one.id, _done(stored, one)) for one in sources)


def replay(
    data: Path, sources: Sequence[Source], *, dry_run: bool = False, tick: Tick = lambda _: None
) -> Report:
    """Read the archived pages of sources again and store what differs as the parser's doing.

    Killed at any moment it goes on, called again, behind the last batch. `dry_run` stores nothing.
    `tick` is told the number of pages after each batch. Raises StorageError.
    """
    report, began = Report(), time.perf_counter()
    with opened(database(data)) as db:
        for source in sources:
            if not dry_run:
                _workbook(report, data, source)
            for outcomes in _batches(db, data, source, dry_run=dry_run):
                for outcome in outcomes:
                    report.add(outcome)
                tick(len(outcomes))
    report.seconds = time.perf_counter() - began
    return report


def _workbook(report: Report, data: Path, source: Source) -> None:
    trouble = replay_workbook(data, source, reader_of(source))
    if trouble is not None:
        report.troubles.append((f"the workbook of {source.name}", trouble))


def _batches(
    db: Database, data: Path, source: Source, *, dry_run: bool
) -> Iterator[Sequence[Outcome]]:
    parser, after = reader_of(source), 0
    done = _done(versions(db.conn), source)
    while pages := archived_pages(db.conn, source.id, after=after, done=done, most=_BATCH):
        outcomes = [
            found for page in pages if (found := reread(data, page, source, changed=bool(done)))
        ]
        if not dry_run and not _store(db, outcomes, parser):
            continue  # a crawl visited one of them meanwhile
        after = pages[-1].page["id"]
        yield outcomes
    if not dry_run:
        with immediate(db) as connection:
            finish_replay(connection, source.id, parser)


def _store(db: Database, outcomes: Sequence[Outcome], parser: str) -> bool:
    with immediate(db) as connection:
        found = [outcome.reread for outcome in outcomes]
        if not still_as_read(connection, [one.page for one in found]):
            return False
        store_reread(connection, found, parser=parser, at=clock.timestamp())
    return True


def _done(stored: Mapping[str, str | None], source: Source) -> str | None:
    """Give the version whose pages an interrupted replay has done; a whole one leaves out none."""
    parser = reader_of(source)
    return None if stored.get(source.id) == parser else parser
