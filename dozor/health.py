"""Whether a run went well: judged by what it counted, by bounds, and by the source's own past."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dozor import health_drift, health_listings, health_past, health_run
from dozor.findings import STATES, Facts, Finding, State

_RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    health_run.ending,
    health_run.blocks,
    health_run.ways,
    health_run.failures,
    health_run.unread,
    health_run.vanished,
    health_listings.listing,
    health_past.fields,
    health_drift.extractors,
    health_past.bounds,
    health_past.redesign,
    health_past.freshness,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A run's state with what was found, the worst first."""

    state: State
    findings: tuple[Finding, ...] = ()

    @property
    def unfit(self) -> bool:
        """Whether the run proves nothing: it failed, or a lower bound did."""
        return self.state in {"failing", "blocked"} or any(found.unfit for found in self.findings)


def judge(facts: Facts) -> Judgement:
    """Give a run's state (`healthy, degraded, stale, failing, blocked`) and the reasons for it."""
    found = [finding for rule in _RULES for finding in rule(facts)]
    found.sort(key=lambda finding: -STATES.index(finding.state))
    return Judgement(found[0].state if found else "healthy", tuple(found))


def is_wrong(state: str | None) -> bool:
    """Say whether a state must be told: exit code 1, and words even under cron."""
    return state in {"failing", "blocked", "stale"}
