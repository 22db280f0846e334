"""Erasing: nothing of a page stays in the data folder, and nobody fetches it again."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler import clock
from crawler.file_locks import is_held
from dozor.errors import SetupError
from dozor.lock import Busy, only_round
from dozor.removing.archive import purge
from dozor.removing.cleaning import clean, forget_words
from dozor.removing.naming import Tick, answers_that_name, kinds_of_lists
from dozor.removing.remains import Remains, remains_of
from dozor.removing.subject import addresses_of, names_of, never_crawled, require_records
from dozor.thin import alone, store
from pipelines.storage.connection import BEFORE_UPGRADE, immediate
from pipelines.storage.erasing import erase_answers, erase_withheld
from pipelines.storage.private import opened_private
from pipelines.storage.removal import bar, take_out
from pipelines.storage.removal_words import pattern_of
from pipelines.storage.withheld_rows import drop_watches, forget_case, take_alerts

_HINT = "With --beforehand it is kept from ever being fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be erased and why; `everywhere` takes other pages' answers that name it, too.

    `beforehand` bars an address that was never crawled.
    """

    subject: str
    reason: str
    everywhere: bool = False
    beforehand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went: pages, records, archived answers, alerts, watches of the page itself.

    `left` counts files of the archive that could not be written anew; `again` says that it had
    been erased before, and only what was left or has come since was swept.
    """

    pages: int = 0
    records: int = 0
    answers: int = 0
    alerts: int = 0
    watches: int = 0
    left: int = 0
    again: bool = False


def erase(data: Path, wish: Wish, *, tick: Tick = lambda _: None) -> Erased:
    """Erase a page or an application. Raises SetupError, StorageError.

    Killed at any moment, called again it goes on; `tick` hears of each answer looked into.
    """
    with quiet(data), store(data) as db, opened_private(data) as private:
        db.execute("PRAGMA secure_delete = ON")
        private.execute("PRAGMA secure_delete = ON")
        remains = remains_of(db.conn, private.conn, names_of(wish.subject))
        if not remains.names:
            if not wish.beforehand:
                raise never_crawled(db.conn, wish.subject, _HINT)
            with immediate(db) as connection:
                bar(connection, names_of(wish.subject), "erased", clock.timestamp(), wish.reason)
            return Erased()
        require_records(remains.scope)
        done = erase_remains(db, private, data, remains, wish, tick)
        return sweep_clean(db, private, data, done)


def erase_remains(  # noqa: PLR0913  both databases, the archive, and what of them
    db: Database, private: Database, data: Path, remains: Remains, wish: Wish, tick: Tick
) -> Erased:
    """Take what was found out of both databases, and mark what is to leave the archive."""
    pattern = pattern_of(remains.words)
    asked: dict[str, object] = {"sources": json.dumps(sorted(remains.sources))}
    asked |= {"kinds": json.dumps(kinds_of_lists()), "everywhere": wish.everywhere}
    naming = answers_that_name(db.conn, data, asked, pattern, tick) if pattern else []
    at, scope = clock.timestamp(), remains.scope
    with immediate(db) as connection:
        if scope.pages or scope.records:
            take_out(connection, scope, "erased", at, wish.reason, addresses_of(scope))
        else:
            erase_withheld(connection, remains.removed, at, wish.reason)
        erase_answers(connection, naming)
        with immediate(private) as hidden:
            alerts = take_alerts(hidden, remains.records, pattern)
            watches = drop_watches(hidden, remains.names)
            for case in {row["case_sha256"] for row in remains.removed}:
                forget_case(hidden, case)
    return Erased(
        pages=len(scope.pages),
        records=len(remains.records),
        alerts=len(alerts),
        watches=watches,
        again=all(row["state"] == "erased" for row in remains.removed)
        and not scope.pages
        and not scope.records,
    )


def sweep_clean(db: Database, private: Database, data: Path, done: Erased) -> Erased:
    """Rewrite the archive and both databases, so that no byte of what went is left."""
    purged = purge(db, data)
    forget_words(db)
    (data / BEFORE_UPGRADE).unlink(missing_ok=True)
    clean(db, what="dozor.db")
    clean(private, what="private.db")
    return Erased(
        pages=done.pages,
        records=done.records,
        answers=purged.answers,
        alerts=done.alerts,
        watches=done.watches,
        left=purged.left,
        again=done.again,
    )


@contextmanager
def quiet(data: Path) -> Iterator[None]:
    """Hold a data folder that nobody crawls into. Raises SetupError where somebody does."""
    try:
        with only_round(data), alone(data):
            _require_no_crawl(data.glob("archive/**/*.warc.gz"))
            yield
    except Busy as busy:
        raise SetupError("a crawl is at work here; erase when it has ended") from busy


def _require_no_crawl(files: Iterator[Path] | Collection[Path]) -> None:
    if any(is_held(path) for path in files):
        raise SetupError("a crawl is at work here; erase when it has ended")
