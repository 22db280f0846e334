"""What a watch's target received, held against what it should have: by watch and in all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.alerts.sitting import Received
from bench.alerts.wants import Want, expected_of, pages_by_address
from bench.monitoring.matching import match
from bench.monitoring.plan import Expected
from bench.monitoring.truth import Happening
from bench.monitoring.world import World


@dataclass(slots=True, kw_only=True)
class Judged:
    """One watch: alerts that were right and wrong, what was expected and found, doubles.

    `messages` counts those of whole sources (a redesign, a first round); `wrong` and `missed` say
    what went wrong.
    """

    name: str
    kind: str
    target: str
    right: int = 0
    neutral: int = 0
    expected: int = 0
    found: int = 0
    doubles: int = 0
    messages: int = 0
    wrong: list[Received] = field(default_factory=list)
    missed: list[Expected] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share of alerts that told something true which the watch asked for."""
        told = self.right + len(self.wrong)
        return self.right / told if told else None

    @property
    def recall(self) -> float | None:
        """Share of what the plan of visits could see, and the watch asked for, that was told."""
        return self.found / self.expected if self.expected else None

    def add(self, other: "Judged") -> None:
        """Take another world's figures in."""
        for name in ("right", "neutral", "expected", "found", "doubles", "messages"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong
        self.missed += other.missed


def judge(world: World, want: Want, received: Sequence[Received]) -> Judged:
    """Judge what one watch was told in one world."""
    pages = pages_by_address(world)

    def concerns(happening: Happening) -> bool:
        page = pages.get(happening.page or "")
        return page is not None and want.concerns(page, happening)

    matches = match(world.truth, (one for got in received for one in got.reports), world.identify)
    told = {id(report): happening for report, happening in matches.told if concerns(happening)}
    neutral = {id(report) for report in matches.neutral}
    judged = Judged(name=want.name, kind=want.kind, target=want.target)
    for got in received:
        _count(judged, got, told, neutral)
    found = {(id(happening), report.kind) for report, happening in matches.told}
    for one in expected_of(world):
        if concerns(one.happening) and _asks_for(want, one):
            judged.expected += 1
            judged.found += (id(one.happening), one.kind) in found
            judged.missed += [one] * ((id(one.happening), one.kind) not in found)
    return judged


def _asks_for(want: Want, expected: Expected) -> bool:
    """Leave out that a watched page is new: nobody can watch it before it is known."""
    return want.kind != "page" or expected.kind != "new"


def _count(judged: Judged, got: Received, told: dict[int, Happening], neutral: set[int]) -> None:
    judged.doubles += got.times - 1
    if not got.reports:
        judged.messages += 1
    elif any(id(report) in told for report in got.reports):
        judged.right += 1
    elif all(id(report) in neutral for report in got.reports):
        judged.neutral += 1
    else:
        judged.wrong.append(got)
