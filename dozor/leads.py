"""Leads: what does not add up, found anew when grants were crawled, and listed for people."""

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler import clock
from dozor.exporting.narrowing import narrowed
from dozor.lead_words import KINDS
from dozor.notes import bring_notes
from dozor.options import unknown
from dozor.runs import RunRow, database, read_only
from pipelines.storage.errors import StorageError
from pipelines.storage.lead_rows import find_leads, store_leads

log = logging.getLogger(__name__)
_LISTED = """
    SELECT * FROM leads
    WHERE (:kind IS NULL OR kind = :kind) AND (:region IS NULL OR region = :region)
        AND (:source IS NULL OR source_id = :source) AND (:all OR NOT explained)
    ORDER BY kind, key
"""
_OF_GRANTS = "SELECT 1 FROM grants WHERE source_id = ? LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which leads are asked for; None asks for any. `all` takes in those that are explained."""

    kind: str | None = None
    region: str | None = None
    source: str | None = None
    all: bool = False


def judge_leads(data: Path, runs: Iterable[RunRow] = ()) -> None:
    """Find the leads anew where one of the runs was of a source with applications.

    People's notes are read at the same time. Nothing raises: leads follow from what is stored, and
    the next round makes up for one that failed.
    """
    bring_notes(data)
    with closing(read_only(data)) as connection:
        moments = [
            run.finished or run.started
            for run in runs
            if connection.execute(_OF_GRANTS, (run.source_id,)).fetchone()
        ]
    if moments:
        renew_leads(data, max(moments))


def renew_leads(data: Path, at: str | None = None) -> None:
    """Find the leads of the store as it stands, and store them as seen `at` a moment, now if None.

    The moment is UTC as it is stored.
    """
    with closing(read_only(data)) as connection:
        try:
            store_leads(database(data), list(find_leads(connection)), at or clock.timestamp())
        except (sqlite3.Error, StorageError) as error:
            log.warning("The leads could not be brought up to date: %s", error)


def listed_leads(data: Path, asked: Asked) -> list[dict[str, object]]:
    """Give the leads that are asked for, by kind and key.

    Raises SetupError for a kind, region or source that is not known.
    """
    if asked.kind is not None and asked.kind not in KINDS:
        raise unknown("kind of leads", asked.kind, KINDS, f"Known are {', '.join(KINDS)}.")
    wanted = {"region": asked.region, "source_id": asked.source}
    with closing(read_only(data)) as connection:
        only = narrowed(connection, {name: value for name, value in wanted.items() if value})
        given = {"kind": asked.kind, "region": only.get("region"), "all": asked.all}
        given["source"] = only.get("source_id")
        return [dict(row) for row in connection.execute(_LISTED, given)]
