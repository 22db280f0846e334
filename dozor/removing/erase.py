"""Erasing: nothing of a page stays in the data folder, and nobody fetches it again."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from crawler import clock
from crawler.file_locks import is_held
from dozor.errors import SetupError
from dozor.lock import Busy, only_round
from dozor.removing.archive import Purged, purge
from dozor.removing.cleaning import clean, forget_words
from dozor.removing.naming import Known, Naming, Tick, answers_that_name
from dozor.removing.remains import Remains, remains_of
from dozor.removing.subject import addresses_of, names_of, never_crawled, require_records
from dozor.thin import alone, store
from pipelines.storage.connection import BEFORE_UPGRADE, immediate
from pipelines.storage.erasing import erase_answers, erase_proofs, erase_withheld
from pipelines.storage.private import opened_private
from pipelines.storage.removal import Removal, bar, take_out
from pipelines.storage.removal_words import pattern_of
from pipelines.storage.withheld_rows import drop_watches, forget_case, take_alerts

_HINT = "With --beforehand it is kept from ever being fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be erased and why; `spare` leaves other pages' archived answers that name it.

    `beforehand` bars an address that was never crawled.
    """

    subject: str
    reason: str
    spare: bool = False
    beforehand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went: pages, records, archived answers, alerts, watches of the page itself.

    `others` counts archived answers of other pages that named it; `left` files of the archive
    that could not be written anew; `again` says that it had been erased before: what was left then
    or has come since was swept.
    """

    pages: int = 0
    records: int = 0
    answers: int = 0
    alerts: int = 0
    watches: int = 0
    others: int = 0
    left: int = 0
    again: bool = False


class Held(NamedTuple):
    """A data folder with both its databases open."""

    data: Path
    db: Database
    private: Database


def erase(data: Path, wish: Wish, *, tick: Tick = lambda _: None) -> Erased:
    """Erase a page or an application. Raises SetupError, StorageError.

    Killed at any moment, called again it goes on; `tick` hears of each answer looked into.
    """
    with quiet(data), opened_for_good(data) as held:
        names = names_of(wish.subject)
        remains = remains_of(held.db.conn, held.private.conn, names)
        require_records(remains.scope)
        if remains.names:
            done = erase_remains(held, remains, wish, tick)
            purged = sweep_clean(held)
            return replace(done, answers=purged.answers, left=purged.left)
        if not wish.beforehand:
            raise never_crawled(held.db.conn, wish.subject, _HINT)
        with immediate(held.db) as connection:
            bar(connection, names, _erasing(wish))
        return Erased()


@contextmanager
def opened_for_good(data: Path) -> Iterator[Held]:
    """Open both databases so that what is deleted is overwritten."""
    with store(data) as db, opened_private(data) as private:
        for one in (db, private):
            one.execute("PRAGMA secure_delete = ON")
        yield Held(data, db, private)


def erase_remains(held: Held, remains: Remains, wish: Wish, tick: Tick = lambda _: None) -> Erased:
    """Take what was found out of both databases, and mark what is to leave the archive."""
    pattern, scope = pattern_of(remains.words), remains.scope
    naming = _naming(held, remains, pattern, tick)
    with immediate(held.db) as connection:
        if scope.pages or scope.records:
            take_out(connection, scope, _erasing(wish), addresses_of(scope))
        erase_withheld(connection, remains.removed, _erasing(wish))
        erase_answers(connection, naming.lists)
        if not wish.spare:
            erase_proofs(connection, naming.others)
        with immediate(held.private) as hidden:
            alerts = take_alerts(hidden, remains.records, pattern)
            watches = drop_watches(hidden, remains.names)
            for case in {row["case_sha256"] for row in remains.removed}:
                forget_case(hidden, case)
    return Erased(
        pages=len(remains.page_ids),
        records=len(remains.records),
        alerts=len(alerts),
        watches=watches,
        others=len(naming.others),
        again=remains.is_erased,
    )


def sweep_clean(held: Held) -> Purged:
    """Rewrite the archive and both databases, so that no byte of what went is left."""
    purged = purge(held.db, held.data)
    forget_words(held.db)
    (held.data / BEFORE_UPGRADE).unlink(missing_ok=True)
    clean(held.db, what="dozor.db")
    clean(held.private, what="private.db")
    return purged


def _naming(held: Held, remains: Remains, pattern: re.Pattern[str] | None, tick: Tick) -> Naming:
    if pattern is None:
        return Naming([], [])
    known = Known(pattern, remains.sources, remains.page_ids)
    return answers_that_name(held.db.conn, held.data, known, tick)


def _erasing(wish: Wish) -> Removal:
    return Removal(state="erased", at=clock.timestamp(), reason=wish.reason)


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
