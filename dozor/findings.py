"""What the rules of health find, and the facts that they are given."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from dozor.runs import RunRow

State = Literal["healthy", "degraded", "stale", "failing", "blocked"]
STATES: tuple[State, ...] = ("healthy", "degraded", "stale", "failing", "blocked")
"""From the best to the worst: the worst finding of a run gives its state."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: `code` and `values` are what its words are made of.

    `unfit` says that a lower bound failed: the run proves nothing, and the last good data stands.
    """

    state: State
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    unfit: bool = False

    def as_row(self) -> dict[str, object]:
        """Give what is stored of it."""
        return {"code": self.code, **self.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a source is declared to hold: how many records (0: no bound), with which fields.

    `own` are the columns that it has selectors of its own for.
    """

    least_records: int = 0
    most_records: int = 0
    required: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """When a source last brought something new, and the longest it ever took to the next thing."""

    newest: datetime
    longest_gap: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a run is judged by.

    `past` are the source's earlier runs that were judged, newest first; `steady` the last of them
    that brought records and in which no extractor gave way to another; `records` how many it has
    stored; `stored` counts the extractors of its newest records by field, as they were read last;
    `held` counts records whose new versions wait for a person, as in a redesign; `news` is
    None where too little is known to judge freshness.
    """

    run: RunRow
    past: tuple[RunRow, ...] = ()
    steady: tuple[RunRow, ...] = ()
    bounds: Bounds = Bounds()
    records: int = 0
    stored: Mapping[str, Counter[str]] = field(default_factory=dict)
    held: int = 0
    news: News | None = None

    @property
    def good_past(self) -> tuple[RunRow, ...]:
        """The last ten earlier runs that went well to their end."""
        well = [run for run in self.past if run.health in {"healthy", "degraded"} and not run.unfit]
        return tuple([run for run in well if run.reason == "finished"][:10])


def pooled_coverage(runs: Iterable[RunRow]) -> dict[str, Counter[str]]:
    """Add up how often each extractor found each field in several runs."""
    pooled: dict[str, Counter[str]] = {}
    for run in runs:
        for name, extractors in run.coverage.items():
            pooled.setdefault(name, Counter()).update(extractors)
    return pooled
