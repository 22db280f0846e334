"""Turns of a source's health, for who watches it: told once when it turns bad, once when well."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import pairwise

from dozor.health import is_wrong
from pipelines.health_words import in_words
from pipelines.storage.rows import Row
from pipelines.storage.watch_rows import NewAlert

_RUNS = """
    SELECT runs.id, finished, health, health_reasons, sources.title FROM runs
    JOIN sources ON sources.id = source_id
    WHERE source_id = :source AND health IS NOT NULL AND runs.id <= :until AND (
        runs.id > :after OR runs.id = (
            SELECT max(last.id) FROM runs AS last
            WHERE last.source_id = :source AND last.health IS NOT NULL AND last.id <= :after
        )
    ) ORDER BY runs.id
"""


def last_run(connection: sqlite3.Connection) -> int:
    """Give the id of the newest run that was judged; 0 where there is none."""
    sql = "SELECT coalesce(max(id), 0) FROM runs WHERE health IS NOT NULL"
    return int(connection.execute(sql).fetchone()[0])


def turns_of(connection: sqlite3.Connection, watch: Row, until: int) -> Iterator[NewAlert]:
    """Give the turns of the source's health behind a watch's `run_cursor`, up to a run."""
    asked = {"source": watch["target"], "after": watch["run_cursor"], "until": until}
    for before, run in pairwise(connection.execute(_RUNS, asked).fetchall()):
        if is_wrong(before["health"]) != is_wrong(run["health"]):
            yield _alert(watch, run, before["health"])


def _alert(watch: Row, run: sqlite3.Row, before: str) -> NewAlert:
    turned = "turned bad" if is_wrong(run["health"]) else "is well again"
    why = f"source {watch['target']}: its health {turned}"
    lines = [f"{run['title']} {turned}", f"Why: {why}", f"health: {before} → {run['health']}"]
    lines += [in_words(reason, "en") for reason in json.loads(run["health_reasons"] or "[]")]
    text = "\n".join([*lines, str(run["finished"])])
    return NewAlert(dedupe_key=f"{watch['id']}:health:{run['id']}", reason=why, text=text)
