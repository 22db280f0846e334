"""How well a monitor told a truth: precision and recall of each kind, false removals, delay."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from bench.monitoring.matching import Identify, Matches, match, near
from bench.monitoring.plan import Expected, Schedule
from bench.monitoring.truth import HAZARDS, Happening, Reported

Row = tuple[str, str]  # the kind of truth or report, and how it happened
_HOUR = timedelta(hours=1)
_GRACE = timedelta(days=3)


@dataclass(slots=True)
class Tally:
    """One kind: what was expected and told, true and false reports, hours from truth to report."""

    expected: int = 0
    found: int = 0
    true: int = 0
    false: int = 0
    late: int = 0
    delays: list[float] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """Share of what the plan could see that was told; None where there was nothing."""
        return self.found / self.expected if self.expected else None

    @property
    def precision(self) -> float | None:
        """Share of reports that were true; None where there were none."""
        told = self.true + self.false
        return self.true / told if told else None

    @property
    def median_delay(self) -> float | None:
        """Median hours from the happening to the report."""
        return median(self.delays) if self.delays else None

    def add(self, other: "Tally") -> None:
        """Take another world's figures in."""
        self.expected += other.expected
        self.found += other.found
        self.true += other.true
        self.false += other.false
        self.late += other.late
        self.delays += other.delays


@dataclass(slots=True)
class Score:
    """All figures of one monitor: `kinds` by report and way, `hazards` as (endured, false alarms).

    `requests` and `bytes` are what the world's access log counted; `wrong` and `missed` name every
    false report and everything that was not told.
    """

    kinds: dict[Row, Tally] = field(default_factory=lambda: defaultdict(Tally))
    hazards: dict[str, tuple[int, int]] = field(default_factory=dict)
    false_removals: int = 0
    requests: int = 0
    bytes: int = 0
    seeds: int = 1
    wrong: list[Reported] = field(default_factory=list)
    missed: list[Expected] = field(default_factory=list)

    def total(self, kind: str) -> Tally:
        """Give one kind over all the ways in which it happens."""
        whole = Tally()
        for (name, _), tally in self.kinds.items():
            if name == kind:
                whole.add(tally)
        return whole

    def add(self, other: "Score") -> None:
        """Take another world's figures in."""
        for row, tally in other.kinds.items():
            self.kinds[row].add(tally)
        for kind, (endured, alarms) in other.hazards.items():
            before = self.hazards.get(kind, (0, 0))
            self.hazards[kind] = (before[0] + endured, before[1] + alarms)
        self.false_removals += other.false_removals
        self.requests += other.requests
        self.bytes += other.bytes
        self.seeds += other.seeds
        self.wrong += other.wrong
        self.missed += other.missed


def score(
    truth: Sequence[Happening],
    reports: Iterable[Reported],
    schedule: Schedule,
    identify: Identify,
) -> Score:
    """Compare what a monitor reported with what its plan could have seen of the truth."""
    matches = match(truth, reports, identify)
    result = Score(wrong=matches.false)
    _count_expected(result, matches, schedule.expected(truth))
    _count_reports(result, matches, identify)
    result.false_removals = sum(report.kind == "gone" for report in matches.false)
    result.hazards = _hazards(truth, matches, identify)
    return result


def _row(kind: str, happening: Happening) -> Row:
    """Name a row: changes by their truth, the rest by the report that they deserve."""
    return (happening.kind if kind == "changed" else kind), happening.how


def _count_expected(result: Score, matches: Matches, expected: Iterable[Expected]) -> None:
    told = {(id(happening), report.kind): report for report, happening in matches.told}
    for one in expected:
        tally = result.kinds[_row(one.kind, one.happening)]
        tally.expected += 1
        report = told.get((id(one.happening), one.kind))
        if report:
            tally.found += 1
            tally.late += report.at > one.deadline
            tally.delays.append((report.at - one.happening.at) / _HOUR)
        else:
            result.missed.append(one)


def _count_reports(result: Score, matches: Matches, identify: Identify) -> None:
    for report, happening in matches.told:
        result.kinds[_row(report.kind, happening)].true += 1
    for report in matches.false:
        for kind in _blamed(report, identify):
            result.kinds[kind, ""].false += 1


def _blamed(report: Reported, identify: Identify) -> tuple[str, ...]:
    """Say which kinds a false report speaks against; a change without a field, all its page's."""
    if report.kind != "changed":
        return (report.kind,)
    if report.field is None:
        card = "/application/" in (identify(report.url or "") or "")
        return ("status", "sum") if card else ("edited",)
    if report.field.endswith("_kopecks"):
        return ("sum",)
    return (report.field,) if report.field == "status" else ("edited",)


def _hazards(
    truth: Iterable[Happening], matches: Matches, identify: Identify
) -> dict[str, tuple[int, int]]:
    endured: Counter[str] = Counter()
    alarms: dict[str, set[int]] = defaultdict(set)
    false = [(report, identify(report.url) if report.url else None) for report in matches.false]
    for happening in truth:
        if happening.kind not in HAZARDS:
            continue
        endured[happening.kind] += 1
        alarms[happening.kind] |= {
            id(report) for report, page in false if near(report, happening, page, _GRACE)
        }
    return {kind: (endured[kind], len(alarms[kind])) for kind in HAZARDS if endured[kind]}
