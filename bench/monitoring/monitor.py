"""What a monitor is to the benchmark, and one that knows the truth."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from bench.monitoring.plan import Expected, Plan, Schedule
from bench.monitoring.server import Server
from bench.monitoring.truth import ALL_REPORTS, Reported, ReportKind
from bench.monitoring.world import World


class Monitor(Protocol):
    """A monitor of one world.

    `plan` states how often it looks, `tells` the kinds of report that it can make at all; both say
    what is expected of it.
    """

    name: str
    plan: Plan
    tells: frozenset[ReportKind]

    def visit_round(self, world: World, moment: datetime) -> list[Reported]:
        """Look at what is due at a moment and give what this round says happened.

        What the first round gives is a baseline and is not scored.
        """

    def close(self) -> None:
        """Let go of what it holds."""


class MakeMonitor(Protocol):
    """Makes a monitor for a served world, with an empty folder of its own."""

    def __call__(self, server: Server, folder: Path) -> Monitor: ...


class Oracle:
    """Knows the truth and tells it by the plan's deadline: what a perfect monitor would score."""

    name = "oracle"
    tells = ALL_REPORTS

    def __init__(self, server: Server, folder: Path) -> None:  # noqa: ARG002  as any monitor
        self.plan = Plan()
        world = server.world
        schedule = Schedule(self.plan, world.truth, world.rounds)
        self._due = schedule.expected(world.truth)

    def visit_round(self, world: World, moment: datetime) -> list[Reported]:  # noqa: ARG002
        """Tell what is due at this very round."""
        return [_told(expected, moment) for expected in self._due if expected.deadline == moment]

    def close(self) -> None:
        """Nothing is held."""


def _told(expected: Expected, moment: datetime) -> Reported:
    happening = expected.happening
    return Reported(
        kind=expected.kind,
        site=happening.site,
        at=moment,
        url=happening.page,
        field=happening.field,
        old=happening.old,
        new=happening.new,
    )
