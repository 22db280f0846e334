"""What a run's health is judged by, counted as its visits are stored; and the judgement itself."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from crawler import clock
from pipelines.storage.connection import immediate, opened
from pipelines.storage.rows import Row, one, to_json, update
from pipelines.visits import DISCOVERY, NormalizedVisit, outcome

_FRESH = {"error": "broke", "reject": "unread"}
_KEPT = frozenset({"robots", "refused"})
"""Reasons that are our own decision: no fault of the page."""


def fared(page: Row, visit: NormalizedVisit) -> Counter[str]:
    """Give what a visit to a record's page adds to its run's columns; `page` as it was before.

    `good` came out well. `broke` (the fetch failed) and `unread` (fetched, but no record) failed
    for the first time since they came out well, `still_broken` had failed at their last visit too.
    """
    if visit.place.kind in DISCOVERY:
        return Counter()
    came = outcome(visit)
    if came == "unchanged" and page["led_to"] == "reject":
        return Counter(still_broken=1)
    if came in {"record", "unchanged"}:
        return Counter(good=1)
    if came not in _FRESH or visit.rejection is None or visit.rejection.reason in _KEPT:
        return Counter()
    return Counter({"still_broken" if page["failures"] else _FRESH[came]: 1})


def note_way(connection: sqlite3.Connection, run_id: int, visit: NormalizedVisit) -> None:
    """Note what a feed, sitemap or listing gave its run: how many pages it named, or why none.

    The pages of a listing, and the parts of a sitemap, count together by the address of the first.
    `unchanged` stands for one that had nothing new.
    """
    if visit.place.kind not in DISCOVERY:
        return
    row = one(connection, "SELECT ways FROM runs WHERE id = ?", run_id)
    ways: dict[str, int | str] = json.loads((row and row["ways"]) or "{}")
    name = _way(visit)
    ways[name] = _given(visit, ways.get(name))
    update(connection, "runs", run_id, {"ways": to_json(ways)})


def store_health(path: Path, judged: Mapping[int, tuple[str, Iterable[Row], bool]]) -> None:
    """Store the health of runs, by id: a state, its reasons (`code` and numbers), whether unfit."""
    with opened(path) as db, immediate(db) as connection:
        for run_id, (state, reasons, unfit) in judged.items():
            row = {"health": state, "health_reasons": to_json(list(reasons)), "unfit": int(unfit)}
            update(connection, "runs", run_id, row)


def store_told(path: Path, told: Mapping[str, str]) -> None:
    """Store the state of sources, by id, that people were told last, and since when it holds."""
    rows = [(state, clock.timestamp(), source_id) for source_id, state in told.items()]
    with opened(path) as db, immediate(db) as connection:
        connection.executemany("UPDATE sources SET told = ?, told_at = ? WHERE id = ?", rows)


def _way(visit: NormalizedVisit) -> str:
    """Name a way: a workbook, whose address may change with each issue, after what names it."""
    place = visit.place
    if place.kind == "workbook" and place.found_in:
        return f"{place.found_in}#workbook"
    return place.url if place.kind == "feed" else place.found_in or place.url


def _given(visit: NormalizedVisit, before: int | str | None) -> int | str:
    if visit.not_modified:
        return "unchanged"
    if visit.rejection is None:
        return visit.links + (before if isinstance(before, int) else 0)
    return visit.rejection.reason if before is None else before
