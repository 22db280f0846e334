"""The one way into the database: batches of visits, each in one short transaction."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlite_utils import Database

from crawler import clock
from crawler.items import Reason, Rejection, RunEnded, RunStarted
from pipelines.storage.connection import immediate, savepoint
from pipelines.storage.erasing import erase_answers
from pipelines.storage.errors import DuplicateRecord, StorageError, UnjoinedRecord
from pipelines.storage.page_rows import keep_validators
from pipelines.storage.redesign_rows import EndedRun
from pipelines.storage.removals import permitted
from pipelines.storage.result_rows import join_results
from pipelines.storage.runs import OpenRun, close_run, count, open_run
from pipelines.storage.settling import settle
from pipelines.storage.sources import SourceLike, declare_sources
from pipelines.storage.visit_rows import store_visit
from pipelines.visits import NormalizedVisit

Entry = NormalizedVisit | RunStarted | RunEnded

_BAD_ROW = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    OverflowError,
    UnicodeError,
)
_log = logging.getLogger(__name__)


class Writer:
    """Stores what a crawl brings. One per process and database; the runs it opens are its own."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._runs: dict[str, OpenRun] = {}
        self._told: set[str] = set()

    def declare(self, sources: Iterable[SourceLike]) -> None:
        """Write the sources that visits will name."""
        with immediate(self._db) as connection:
            declare_sources(connection, sources)

    def write(self, batch: Sequence[Entry]) -> None:
        """Store a batch; a visit whose row the database refuses becomes a reject.

        Raises StorageError where the batch cannot be stored now; then nothing of it is, and it
        may come again.
        """
        try:
            with immediate(self._db) as connection, self._undone_on_failure():
                for entry in batch:
                    self._write_guarded(connection, entry)
        except (sqlite3.Error, *_BAD_ROW) as error:
            raise StorageError(f"the batch is not stored: {error}") from error

    def close(self) -> None:
        """End the runs that nothing ended: they were interrupted."""
        now = clock.now()
        if self._runs:
            names = list(self._runs)
            self.write([RunEnded(source_id=name, at=now, reason="interrupted") for name in names])

    def run_of(self, visit: NormalizedVisit) -> int:
        """Give the id of the run that a visit belongs to, begun where it was not."""
        with immediate(self._db) as connection, self._undone_on_failure():
            return self._run_of(connection, visit).id

    def _write_guarded(self, connection: sqlite3.Connection, entry: Entry) -> None:
        try:
            self._attempt(connection, entry)
        except DuplicateRecord as error:
            assert isinstance(entry, NormalizedVisit)
            self._write_reject(connection, _rejected(entry, error, "duplicate"))
        except UnjoinedRecord as error:
            assert isinstance(entry, NormalizedVisit)
            self._write_reject(connection, _rejected(entry, error, "unjoined"))
        except _BAD_ROW as error:
            if not isinstance(entry, NormalizedVisit):
                raise
            _log.warning("No valid record: %s (%s)", entry.place.url, error)
            self._write_reject(connection, _rejected(entry, error))

    def _write_reject(self, connection: sqlite3.Connection, reject: NormalizedVisit) -> None:
        try:
            self._attempt(connection, reject)
        except _BAD_ROW:  # then its place in the archive is what is wrong
            self._attempt(connection, replace(reject, snapshot=None))

    def _attempt(self, connection: sqlite3.Connection, entry: Entry) -> None:
        with savepoint(connection), self._undone_on_failure():
            self._write_entry(connection, entry)

    @contextmanager
    def _undone_on_failure(self) -> Iterator[None]:
        before = dict(self._runs)
        try:
            yield
        except BaseException:
            self._runs = before
            raise

    def _write_entry(self, connection: sqlite3.Connection, entry: Entry) -> None:
        if isinstance(entry, RunStarted):
            at = clock.to_text(entry.at)
            self._runs[entry.source_id] = open_run(connection, entry.source_id, at)
        elif isinstance(entry, RunEnded):
            self._end(connection, entry)
        else:
            self._visit(connection, entry)

    def _end(self, connection: sqlite3.Connection, ended: RunEnded) -> None:
        run = self._runs.pop(ended.source_id, None)
        if run is None:
            return
        if ended.reason == "finished":
            for page_id, validators in run.waiting.items():
                keep_validators(connection, page_id, validators)
        settled = None
        if ended.reason != "interrupted":  # what was found waits for a run that ends
            at = clock.to_text(ended.at)
            settled = EndedRun(id=run.id, source_id=ended.source_id, at=at)
            changed = settle(connection, settled)
            count(connection, run.id, Counter(changed=changed), ())
        close_run(connection, run, ended)
        if settled is not None:
            join_results(connection, settled)

    def _visit(self, connection: sqlite3.Connection, asked: NormalizedVisit) -> None:
        visit, names_erased = permitted(connection, asked)
        if visit is None:
            return
        run = self._run_of(connection, visit)
        stored = store_visit(connection, visit, run.id)
        if names_erased and stored.seen.snapshot_id:
            erase_answers(connection, [stored.seen.snapshot_id])
        holds = visit.records or visit.entries  # a list of addresses reads as any parser has it
        if stored.seen.cause == "parser" and holds:
            self._tell_of_parser(stored.seen.source_id)
        if stored.validators:
            waiting = run.waiting_for(stored.page_id, stored.validators)
            self._runs[visit.place.source_id] = waiting

    def _tell_of_parser(self, source_id: str) -> None:
        if source_id not in self._told:
            self._told.add(source_id)
            _log.warning(
                "%s: stored records were read by another version of the parser, so changes cannot "
                "be called the site's. `dozor replay %s` settles that",
                source_id,
                source_id,
            )

    def _run_of(self, connection: sqlite3.Connection, visit: NormalizedVisit) -> OpenRun:
        source_id = visit.place.source_id
        if source_id not in self._runs:
            at = clock.to_text(visit.fetched_at)
            self._runs[source_id] = open_run(connection, source_id, at)
        return self._runs[source_id]


def _rejected(
    visit: NormalizedVisit, error: Exception, reason: Reason = "invalid"
) -> NormalizedVisit:
    rejection = Rejection(reason=reason, detail=str(error))
    return replace(visit, records=(), rejection=rejection, not_modified=False)
