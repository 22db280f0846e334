"""How each source stands: its last run, since when its health is as it is, what is due."""

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from crawler import clock
from dozor.card_plan import CardPlan, card_plans
from dozor.runs import RunRow, latest_runs, read_only
from dozor.telling import why
from pipelines.urgency import NOBODY, Chosen

_SINCE = """
    SELECT min(started) FROM runs WHERE source_id = :source AND id > (
        SELECT coalesce(max(id), 0) FROM runs WHERE source_id = :source AND health IS NOT :health
    )
"""
_PROVEN = """
    SELECT finished, proof FROM runs WHERE source_id = ? AND complete = 1 AND unfit = 0
    ORDER BY id DESC LIMIT 1
"""
_DUE = """
    SELECT source_id, sum(next_visit <= :now AND state NOT IN ('gone', 'moved')) AS due,
        sum(state = 'missing') AS missing
    FROM pages GROUP BY source_id
"""
_GROWN = """
    SELECT coalesce(sum(bytes), 0) AS all_bytes, min(started) AS first,
        coalesce(sum(iif(started >= ?, bytes, 0)), 0) AS lately
    FROM runs
"""
_LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A source as it stands. Moments are UTC text.

    `since` is when its health became what it is; `proven` when its listings were last read to their
    proven end, with the `proof`; `due` counts pages whose visit has come, `missing` the suspected.
    """

    run: RunRow
    since: str | None
    proven: str | None
    proof: Mapping[str, object] | None
    due: int
    missing: int
    cards: CardPlan | None = None

    def as_json(self) -> dict[str, Any]:
        """Give it flat, for programs."""
        facts = {"since": self.since, "due": self.due, "missing_pages": self.missing}
        cards = asdict(self.cards) | {"asked": self.cards.asked} if self.cards else None
        proven = {"last_complete": self.proven, "last_proof": self.proof}
        return asdict(self.run) | facts | proven | {"cards": cards} | {"why": why(self.run) or None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """Bytes of the data folder and of its disk; growth in bytes a day over the last week.

    `days_left` is until the budget is used up or the disk is full, None where nothing grows.
    """

    used_bytes: int
    free_bytes: int
    budget_bytes: int | None
    growth_bytes: int
    days_left: int | None


def standings(data: Path, chosen: Chosen = NOBODY) -> list[Standing]:
    """Give every source that was ever crawled, by id; `chosen` names the cards asked for.

    Raises SetupError without a database.
    """
    runs = latest_runs(data)
    with closing(read_only(data)) as connection:
        rows = connection.execute(_DUE, {"now": clock.timestamp()})
        waiting = {row["source_id"]: row for row in rows}
        plans = card_plans(connection, chosen)
        return [
            replace(
                _standing(connection, run, waiting.get(run.source_id)),
                cards=plans.get(run.source_id),
            )
            for run in runs
        ]


def disk_of(data: Path, budget_gb: float) -> Disk:
    """Measure a data folder against a budget in gigabytes; 0 sets none."""
    used = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    free = shutil.disk_usage(data).free
    budget = round(budget_gb * 1e9) or None
    growth = _growth(data, used)
    room = free if budget is None else max(min(free, budget - used), 0)
    return Disk(
        used_bytes=used,
        free_bytes=free,
        budget_bytes=budget,
        growth_bytes=growth,
        days_left=room // growth if growth else None,
    )


def _standing(connection: sqlite3.Connection, run: RunRow, waiting: sqlite3.Row | None) -> Standing:
    given = {"source": run.source_id, "health": run.health}
    proven = connection.execute(_PROVEN, (run.source_id,)).fetchone()
    return Standing(
        run=run,
        since=connection.execute(_SINCE, given).fetchone()[0],
        proven=proven["finished"] if proven else None,
        proof=json.loads(proven["proof"]) if proven and proven["proof"] else None,
        due=waiting["due"] or 0 if waiting else 0,
        missing=waiting["missing"] if waiting else 0,
    )


def _growth(data: Path, used: int) -> int:
    """Give what the folder grows by in a day: its size, by the share received in the last week."""
    edge = clock.now() - _LATELY
    with closing(read_only(data)) as connection:
        row = connection.execute(_GROWN, (clock.to_text(edge),)).fetchone()
    if not row["all_bytes"]:
        return 0
    begun = max(clock.from_text(row["first"]), edge)
    days = max((clock.now() - begun) / timedelta(days=1), 1)
    lately, whole = int(row["lately"]), int(row["all_bytes"])
    return round(used * lately / whole / days)
