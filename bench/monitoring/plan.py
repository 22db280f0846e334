"""The plan of visits that a monitor is measured by, and what such visits could see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.monitoring.truth import ALL_REPORTS, UNREADABLE, Happening, ReportKind

_REPORTS: dict[str, tuple[ReportKind, ...]] = {
    "new": ("new",),
    "edited": ("changed",),
    "status": ("changed",),
    "sum": ("changed",),
    "removed": ("missing", "gone"),
    "restored": ("restored",),
    "moved": ("moved",),
    "blocked": ("blocked",),
    "failing": ("failing",),
    "stale": ("stale",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How often a monitor looks. This is the hook for a monitor with a schedule of its own.

    Each round, `every` so often, looks at every site's feed, sitemap or listing and at suspected
    pages. A page published less than `ladder[i][0]` ago is visited at least each `ladder[i][1]`,
    an older one each `old`; a card each `cards`; a subclass may say otherwise in `interval`. A
    removal is claimed after `answers` confirming answers over `confirm`; one that only a listing
    tells of may be suspected a round later, and asked for from then on. A page that is gone is
    looked at when it is named again, else each `gone`; a subclass may say otherwise in `absence`. A
    feed is stale when it was silent for `stale` longer than ever; a subclass may say otherwise in
    `silence`. A host that blocked is left alone for up to `rest`. `handed` says that it is given
    every page, and need not find it named. `words` say it all for people, where they cannot be made
    of these.
    """

    every: timedelta = timedelta(hours=12)
    ladder: tuple[tuple[timedelta, timedelta], ...] = (
        (timedelta(days=2), timedelta(hours=12)),
        (timedelta(days=7), timedelta(days=1)),
    )
    old: timedelta = timedelta(days=3)
    cards: timedelta = timedelta(days=2)
    gone: timedelta = timedelta(days=3)
    confirm: timedelta = timedelta(hours=48)
    answers: int = 3
    stale: timedelta = timedelta(days=7)
    rest: timedelta = timedelta(0)
    handed: bool = False
    words: str = ""

    def interval(self, *, status: str | None, age: timedelta) -> timedelta:
        """Give the longest time between two visits to a live page: a card has a status."""
        if status is not None:
            return self.cards
        return next((step for bound, step in self.ladder if age < bound), self.old)

    def absence(self, gone: timedelta) -> timedelta:  # noqa: ARG002  a subclass may ask
        """Give the longest time between two visits to a page that has been gone for so long."""
        return self.gone

    def silence(self, gap: timedelta) -> timedelta:
        """Give how long a feed must bring nothing new whose longest pause was `gap`."""
        return gap + self.stale


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A report that a happening deserves, and the last round by which the plan makes it."""

    happening: Happening
    kind: ReportKind
    deadline: datetime


class Schedule:
    """A plan laid over a truth: which rounds can read which site, and what they must see."""

    def __init__(
        self,
        plan: Plan,
        truth: Sequence[Happening],
        rounds: Sequence[datetime],
        tells: frozenset[ReportKind] = ALL_REPORTS,
    ) -> None:
        self.plan, self.rounds, self.tells = plan, rounds, tells
        self._closed: dict[str, list[Happening]] = defaultdict(list)
        self._born: dict[str, Happening] = {}
        self._removals: dict[str, list[Happening]] = defaultdict(list)
        self._turns: dict[str, list[Happening]] = defaultdict(list)
        self._never_named: set[str] = set()
        self._flaps: dict[str, Happening] = {}
        self._skewed = {one.site for one in truth if one.kind == "clock_skew"}
        for happening in truth:
            if happening.kind in UNREADABLE:
                self._closed[happening.site].append(happening)
            if happening.kind == "new" and happening.page:
                self._born[happening.page] = happening
            if happening.kind == "removed" and happening.page:
                self._removals[happening.page].append(happening)
            if happening.kind == "status" and happening.page:
                self._turns[happening.page].append(happening)
            if happening.kind == "flapping" and happening.page:
                self._flaps[happening.page] = happening
            if happening.kind == "scrolled" and happening.page and happening.at <= rounds[0]:
                self._never_named.add(happening.page)

    def expected(self, truth: Iterable[Happening]) -> list[Expected]:
        """Give every report that visits by the plan could and should have made."""
        return [
            Expected(happening=happening, kind=kind, deadline=deadline)
            for happening in truth
            for kind in _REPORTS.get(happening.kind, ())
            if kind in self.tells and (deadline := self.deadline(happening, kind)) is not None
        ]

    def deadline(self, happening: Happening, kind: ReportKind) -> datetime | None:
        """Give the last round by which the plan must have seen it; None when it could not."""
        if not self._known_before(happening):
            return None
        if happening.kind in {"blocked", "failing"}:
            seen = self._round(happening.site, happening.at, closed=True)
        else:
            page, earliest = happening.page, self._from(happening) + self._wait(happening)
            seen = self._after_turn(happening, self._round(happening.site, earliest, page=page))
        if happening.how == "delisted" and seen is not None:
            seen = self._round(happening.site, seen + self.plan.every)
        if seen is not None and kind == "gone":
            seen = self._confirmed(happening.site, seen)
        shows = seen is not None and (happening.until is None or seen < happening.until)
        return seen if shows else None

    def _wait(self, happening: Happening) -> timedelta:
        if happening.kind == "new" or happening.how == "delisted":
            return timedelta(0)
        if happening.kind == "stale":
            return self.plan.silence(self._known_gap(happening))
        if happening.kind == "restored":
            return self._wait_for_return(happening)
        age = happening.at - (happening.born or happening.at)
        return self.plan.interval(status=happening.status, age=age)

    def _from(self, happening: Happening) -> datetime:
        """Give from when on the plan's time runs: for a silence, from the last sight of news."""
        if happening.kind != "stale" or happening.gap is None:
            return happening.at
        last = happening.at - happening.gap
        here = (one for one in self._born.values() if one.site == happening.site)
        newest = next((one for one in here if one.at == last), None)
        return (newest and self.deadline(newest, "new")) or last

    def _known_gap(self, happening: Happening) -> timedelta:
        """Give a feed's longest pause as it may look: by first sights where its dates are wrong."""
        gap = happening.gap or timedelta(0)
        if happening.site not in self._skewed:
            return gap
        closed = [one for one in self._closed[happening.site] if one.at < happening.at]
        return gap + max((one.until - one.at for one in closed if one.until), default=timedelta(0))

    def _after_turn(self, happening: Happening, seen: datetime | None) -> datetime | None:
        """Postpone what a card's status hastens until a visit must have seen that status."""
        earlier = [turn for turn in self._turns[happening.page or ""] if turn.at < happening.at]
        if not earlier or seen is None or happening.kind not in {"status", "sum"}:
            return seen
        turned = self.deadline(max(earlier, key=lambda turn: turn.at), "changed")
        return turned and max(seen, turned)

    def _wait_for_return(self, happening: Happening) -> timedelta:
        """Give how long a page may be back unseen: suspected or named, it is looked at at once."""
        gone = happening.at - self._removal_before(happening).at - self.plan.confirm
        at_once = gone < timedelta(0) or happening.how == "named"
        return timedelta(0) if at_once else self.plan.absence(gone)

    def _removal_before(self, happening: Happening) -> Happening:
        removals = self._removals[happening.page or ""]
        return max((one for one in removals if one.at < happening.at), key=lambda one: one.at)

    def _known_before(self, happening: Happening) -> bool:
        """Whether a visit saw the page, and what is now undone, before this happened."""
        page = happening.page
        if page is None or happening.kind == "new":
            return True
        if page in self._never_named and not self.plan.handed:
            return False
        born = self._born.get(page)
        if born:
            first = self._round(born.site, born.at)
            if first is None or first >= happening.at:
                return False
        if happening.kind != "restored":
            return True
        return self.deadline(self._removal_before(happening), "missing") is not None

    def _round(
        self, site: str, earliest: datetime, *, page: str | None = None, closed: bool = False
    ) -> datetime | None:
        """Give the first round from a moment on at which the site, and a page, can be read."""
        flap = self._flaps.get(page or "")
        fits = (
            moment
            for moment in self.rounds
            if moment >= earliest
            and (closed or not self._is_closed(site, moment))
            and not (flap and flap.holds_at(moment))
        )
        return next(fits, None)

    def _is_closed(self, site: str, moment: datetime) -> bool:
        return any(
            spell.holds_at(moment) or self._is_rested(spell, moment) for spell in self._closed[site]
        )

    def _is_rested(self, spell: Happening, moment: datetime) -> bool:
        """Whether a host that blocked may still be left alone."""
        end = spell.until
        return spell.kind == "blocked" and end is not None and end <= moment < end + self.plan.rest

    def _confirmed(self, site: str, first: datetime) -> datetime | None:
        """Give the round of the last confirming answer when all come as late as they may."""
        readable = [at for at in self.rounds if at >= first and not self._is_closed(site, at)]
        late = [at for at in readable[self.plan.answers - 1 :] if at >= first + self.plan.confirm]
        return late[0] if late else None
