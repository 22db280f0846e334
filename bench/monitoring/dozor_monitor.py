"""Dozor in the hostile world: a crawl of all sites each round, then what its tables say happened.

A process of its own does what `dozor crawl` does, at the moments that it is given; the transport
leads to the world's server under each site's real address, and nothing else is set but what a demo
sets too.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.monitoring.dozor_rounds import OVER
from bench.monitoring.plan import Plan
from bench.monitoring.server import Server
from bench.monitoring.truth import ALL_REPORTS, Reported, ReportKind
from bench.monitoring.world import World
from crawler.clock import to_text
from crawler.sources import Source

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_BY_STATUS = {"на независимой экспертизе": _DAY, "победитель конкурса": 7 * _DAY}
_DECIDED = 60 * _DAY
_KINDS: dict[str, ReportKind] = {
    "created": "new",
    "changed": "changed",
    "missing": "missing",
    "gone": "gone",
    "restored": "restored",
    "moved": "moved",
}
_HEALTH: dict[str, ReportKind] = {"blocked": "blocked", "failing": "failing", "stale": "stale"}
_BOOKKEEPING = frozenset({"texts", "origins", "url", "last_seen", "last_changed"})
_EVENTS = """
SELECT events.id, events.kind, events.source_id, pages.url AS page_url, pages.source_id AS of_page,
    coalesce(articles.url, grants.url) AS record_url,
    coalesce(articles.source_id, grants.source_id) AS of_record,
    changes.field, changes.old, changes.new, changes.cause
FROM events
LEFT JOIN pages ON pages.id = events.page_id
LEFT JOIN articles ON events.record_kind = 'article' AND articles.key = events.record_key
LEFT JOIN grants ON events.record_kind = 'grant' AND grants.key = events.record_key
LEFT JOIN changes ON changes.id = events.change_id
WHERE events.id > ? AND coalesce(events.record_kind, 'article') != 'organisation'
ORDER BY events.id
"""
_RUNS = "SELECT id, source_id, health, health_reasons FROM runs WHERE id > ? ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class DozorPlan(Plan):
    """Dozor's own schedule, as `pipelines.revisits` states it."""

    rest: timedelta = _DAY
    words: str = (
        "a round each 12 hours, and every suspected page in each; an article again when it is "
        "twice as old (2 hours to 60 days); a card under review daily, a winner's weekly, a lost "
        "one's each 60 days; a removal is claimed after 3 of the page's own answers over 48 hours, "
        "and a page that is gone looked at when it is named again, else when it has been gone for "
        "twice as long (1 to 30 days); a feed is stale after three times its longest pause, and "
        "never before 2 days; a host that blocks rests for 1 hour, then twice as long each time, "
        "up to a day."
    )

    def interval(self, *, status: str | None, age: timedelta) -> timedelta:
        """Give the longest time between two visits to a live page."""
        if status is not None:
            return _BY_STATUS.get(status, _DECIDED)
        return min(max(age, 2 * _HOUR), 60 * _DAY)

    def absence(self, gone: timedelta) -> timedelta:
        """Give the longest time between two visits to a page that has been gone for so long."""
        return min(max(gone, _DAY), 30 * _DAY)

    def silence(self, gap: timedelta) -> timedelta:
        """Give how long a feed must bring nothing new; pauses are known to a round at each end."""
        return max(3 * (gap + self.every), 2 * _DAY)


class DozorMonitor:
    """Runs Dozor's own rounds and reads its own tables; told once is told, as its users see it."""

    name = "dozor"
    plan = DozorPlan()
    tells = ALL_REPORTS

    def __init__(self, server: Server, folder: Path) -> None:
        self._data = folder / "data"
        self._last_event = self._last_run = 0
        self._health: dict[str, set[str]] = {}
        sources = folder / "sources.toml"
        sources.write_text(sources_toml(server.world.sources), encoding="utf-8")
        self._log = (folder / "crawl.log").open("w+", encoding="utf-8")
        self._rounds = subprocess.Popen(
            (
                *(sys.executable, "-m", "bench.monitoring.dozor_rounds"),
                *(str(self._data), str(sources), server.address),
            ),
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def visit_round(self, world: World, moment: datetime) -> list[Reported]:  # noqa: ARG002
        """Crawl what is due at a moment and give the events that are new since the last round."""
        self._crawl(moment)
        with closing(sqlite3.connect(self._data / "dozor.db")) as db:
            db.row_factory = sqlite3.Row
            events = events_after(db, self._last_event)
            runs = [dict(row) for row in db.execute(_RUNS, (self._last_run,))]
        self._last_event = max((row["id"] for row in events), default=self._last_event)
        self._last_run = max((row["id"] for row in runs), default=self._last_run)
        return [*reports(events, moment), *self._turns_of_health(runs, moment)]

    def close(self) -> None:
        """End the process of the rounds."""
        self._rounds.communicate()
        self._log.close()

    def _crawl(self, moment: datetime) -> None:
        asked, answers = self._rounds.stdin, self._rounds.stdout
        assert asked is not None
        assert answers is not None
        with suppress(BrokenPipeError):
            asked.write(f"{to_text(moment)}\n")
            asked.flush()
        if answers.readline() != OVER:
            self._log.seek(0)
            raise RuntimeError(f"the rounds broke off: {self._log.read()[-2000:]}")

    def _turns_of_health(
        self, runs: Iterable[dict[str, Any]], moment: datetime
    ) -> Iterator[Reported]:
        """Tell of a source's health when something wrong is said of it that was not before."""
        for run in runs:
            site, said = run["source_id"], states(run)
            for state in sorted(said - self._health.get(site, set())):
                yield Reported(kind=_HEALTH[state], site=site, at=moment)
            self._health[site] = said


def events_after(db: sqlite3.Connection, event_id: int) -> list[dict[str, Any]]:
    """Give the events behind one, each with what `reports` needs; rows come by column name."""
    return [dict(row) for row in db.execute(_EVENTS, (event_id,))]


def states(run: Mapping[str, Any]) -> set[str]:
    """Give what is wrong by a run's health: its state, and a silence that stands beneath it."""
    codes = {reason["code"] for reason in json.loads(run["health_reasons"] or "[]")}
    return {run["health"], "stale" if "silent" in codes else None} & _HEALTH.keys()


def reports(events: Iterable[dict[str, Any]], moment: datetime) -> Iterator[Reported]:
    """Read rows of events as reports: the source's changes only, without bookkeeping columns."""
    for row in events:
        kind = _KINDS.get(row["kind"])
        ours = row["cause"] not in {None, "source"} or row["field"] in _BOOKKEEPING
        if kind is None or ours:
            continue
        yield Reported(
            kind=kind,
            site=row["source_id"] or row["of_page"] or row["of_record"] or "",
            at=moment,
            url=row["page_url"] or row["record_url"],
            field=row["field"] if kind == "changed" else None,
            old=row["old"],
            new=None if row["field"] == "status" else row["new"],
        )


def sources_toml(sources: Iterable[Source]) -> str:
    """Write sources as a user writes them in `sources.toml`; JSON's strings and lists are TOML."""
    tables = []
    for source in sources:
        lines = ["[[source]]"]
        for name, value in asdict(source).items():
            if name == "selectors":
                parts = {field: places for field, places in value.items() if places}
                inline = ", ".join(f"{field} = {json.dumps(p)}" for field, p in parts.items())
                lines += [f"selectors = {{ {inline} }}"] if parts else []
            elif value not in (None, (), ""):
                lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
        tables.append("\n".join(lines))
    return "\n\n".join(tables) + "\n"
