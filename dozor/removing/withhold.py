"""Withholding: a page moves out of the served file into the private one, and can come back."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler import clock
from dozor.enrichment import enrich
from dozor.errors import SetupError
from dozor.removing.cleaning import forget_words
from dozor.removing.subject import addresses_of, names_of, never_crawled, require_records
from dozor.thin import store
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.removal import Removal, take_out
from pipelines.storage.removal_return import put_back
from pipelines.storage.removal_scope import Scope, scope_of
from pipelines.storage.removal_words import pattern_of, words_of
from pipelines.storage.removals import case_of, digest_of
from pipelines.storage.rows import Row
from pipelines.storage.withheld_rows import (
    forget_case,
    keep,
    return_alerts,
    take_alerts,
    withheld_case,
)

_HINT = "Give an address as a record shows it, or the number of an application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What was moved, or moved back: pages, records, alerts."""

    pages: int
    records: int
    alerts: int = 0


def withhold(data: Path, subject: str, reason: str = "") -> Withheld:
    """Move a page or an application out of the served file. Raises SetupError, StorageError.

    Killed at any moment it is either there or withheld.
    """
    with store(data) as db, opened_private(data) as private:
        names = names_of(subject)
        _require_not_removed(removed(db.conn, names), subject)
        scope = scope_of(db.conn, names)
        if not scope.pages and not scope.records:
            raise never_crawled(db.conn, subject, _HINT)
        require_records(scope)
        return withhold_scope(db, private, scope, subject, reason)


def withhold_scope(
    db: Database, private: Database, scope: Scope, subject: str, reason: str
) -> Withheld:
    """Move what was found. What is kept is on disk before the served file lets go of it."""
    removal = Removal(state="withheld", at=clock.timestamp(), reason=reason)
    names = addresses_of(scope)
    case: Row = {"subject": subject, "at": removal.at, "reason": reason}
    case["case_sha256"] = min(map(digest_of, scope.names | names))
    with immediate(db) as connection:
        kept = take_out(connection, scope, removal, names)
        with immediate(private) as hidden:
            records = {(kind, row["key"]) for kind, row in scope.records}
            alerts = take_alerts(hidden, records, pattern_of(words_of(scope)))
            keep(hidden, case, kept, alerts)
    forget_words(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Withheld(pages=len(scope.pages), records=len(scope.records), alerts=len(alerts))


def give_back(data: Path, subject: str) -> Withheld:
    """Bring back what was withheld, as it was. Raises SetupError, StorageError."""
    with store(data) as db, opened_private(data) as private:
        case = removed(db.conn, names_of(subject))
        if not case:
            raise SetupError(f"{subject} is not withheld; `dozor withhold --list` shows what is")
        _require_kept(case[0], subject)
        found = withheld_case(private.conn, case[0]["case_sha256"])
        if found is None:
            raise SetupError(
                f"{subject}: what was withheld is not in {data / 'private'}; restore a backup"
            )
        row, kept = found
        with immediate(db) as connection:
            put_back(connection, kept, row["case_sha256"], clock.timestamp())
        with immediate(private) as hidden:
            return_alerts(hidden, row)
            forget_case(hidden, row["case_sha256"])
    enrich(data)
    tables = [table for table, _ in kept.rows]
    return Withheld(
        pages=sum(table == "pages" for table, _, _ in kept.changed),
        records=sum(table in {"articles", "grants", "competitions"} for table in tables),
    )


def removed(connection: sqlite3.Connection, names: Collection[str]) -> list[Row]:
    """Give the rows of `removals` of some keys, addresses or numbers, and of their cases."""
    return case_of(connection, set(map(digest_of, names)))


def _require_not_removed(case: list[Row], subject: str) -> None:
    if case:
        raise SetupError(f"{subject} was {case[0]['state']} on {case[0]['at'][:10]} already")


def _require_kept(removed: Row, subject: str) -> None:
    if removed["state"] == "erased":
        raise SetupError(f"{subject} was erased on {removed['at'][:10]}; nothing of it was kept")
