"""Which report tells of which happening.

The rules, in words:

- An address names a page by whatever alias the world serves it under (`identify`).
- `new`: the first report of a page published after the first round. A page older than that may be
  told once, without credit. A second `new` of one page is false, under whatever address.
- `changed`: edits, statuses and sums of that page that happened before the report and were told by
  no earlier round. With a field, the latest of that field, whose new value must stand in the
  report's (if it gives one); those before it in the same field are then told too. Companion fields
  of what was told in the same round earn nothing. Without a field, all of them at once; a page
  that turned to a soft 404, came back or moved rightly differs, once, without credit.
- `missing`: once while the page truly answers 404, 410 or a soft 404, or is delisted; while it
  flaps, or after it was unlisted, once without credit.
- `gone`: once while a removal lasts. Anything else is a **false removal**.
- `restored`: a restoration before it, told once; without credit after a flap or unlisting.
- `moved`: a move of that page, told once.
- `blocked`, `failing`, `stale`: once while it lasts. A wait for the other kind of closed site, or
  for empty answers, is no error and earns nothing. `redesign`: without credit at one, else false.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.monitoring.truth import Happening, Reported, TruthKind

Identify = Callable[[str], str | None]
_CHANGES = frozenset({"edited", "status", "sum"})
_TURNS = frozenset({"removed", "restored", "moved"})
_CLOSED: frozenset[TruthKind] = frozenset({"blocked", "failing", "empty"})
_FOLDS = str.maketrans(
    {"«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "—": "-", "–": "-", "\u00a0": " "}
)


@dataclass(slots=True)
class Matches:
    """`told`: for each true report what it tells of; `neutral` and `false`: the rest."""

    told: list[tuple[Reported, Happening]] = field(default_factory=list)
    neutral: list[Reported] = field(default_factory=list)
    false: list[Reported] = field(default_factory=list)


def fold(text: str) -> str:
    """Make typographic variants and runs of white space equal."""
    return " ".join(text.translate(_FOLDS).split())


def match(truth: Sequence[Happening], reports: Iterable[Reported], identify: Identify) -> Matches:
    """Judge each report, in the order of their moments, by the rules above."""
    judge = _Judge(truth, identify)
    rounds: dict[tuple[datetime, str], list[Reported]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.at):
        if report.kind == "changed":
            rounds[report.at, identify(report.url or "") or ""].append(report)
        else:
            judge.one(report)
    for (_, page), together in rounds.items():
        judge.changes(page, together)
    return judge.matches


class _Judge:
    def __init__(self, truth: Sequence[Happening], identify: Identify) -> None:
        self.matches = Matches()
        self._identify = identify
        self._of_page: dict[str, list[Happening]] = defaultdict(list)
        self._of_site: dict[str, list[Happening]] = defaultdict(list)
        self._used: set[tuple[int, str]] = set()
        self._first_told: set[str] = set()
        for happening in sorted(truth, key=lambda one: one.at):
            here = (
                self._of_page[happening.page] if happening.page else self._of_site[happening.site]
            )
            here.append(happening)

    def one(self, report: Reported) -> None:
        """Judge a report of any kind but `changed`."""
        page = self._identify(report.url) if report.url else None
        here = self._of_page[page] if page else self._of_site[report.site]
        if report.kind == "new":
            self._new(report, page)
        elif report.kind == "missing":
            self._lasting(report, here, {"removed"}, neutral={"flapping", "unlisted"})
        elif report.kind == "gone":
            self._lasting(report, here, {"removed"}, neutral={"unlisted"})
        elif report.kind == "restored":
            self._past(report, here, {"restored"}, neutral={"flapping", "unlisted"})
        elif report.kind == "moved":
            self._past(report, here, {"moved"}, neutral=frozenset())
        elif report.kind == "redesign":
            self._lasting(report, here, set(), neutral={"redesign"})
        else:
            self._lasting(report, here, {report.kind}, neutral=_CLOSED)

    def changes(self, page: str, together: list[Reported]) -> None:
        """Judge what one round says changed on one page."""
        open_ = [
            happening
            for happening in self._of_page.get(page, ())
            if happening.kind in _CHANGES
            and happening.at <= together[0].at
            and (id(happening), "changed") not in self._used
        ]
        told: list[Happening] = []
        rest = [report for report in together if not self._tells(report, open_, told)]
        companions = {name for happening in told for name in happening.companions}
        for report in rest:
            fits = report.field in companions or (not report.field and self._differs(report, page))
            (self.matches.neutral if fits else self.matches.false).append(report)

    def _differs(self, report: Reported, page: str) -> bool:
        """Whether the page was removed, restored or moved and nobody has yet said it differs."""
        for happening in self._of_page.get(page, ()):
            use = (id(happening), "changed")
            turned = happening.kind in _TURNS and happening.at <= report.at
            if turned and use not in self._used:
                self._used.add(use)
                return True
        return False

    def _tells(self, report: Reported, open_: list[Happening], told: list[Happening]) -> bool:
        fitting = [one for one in open_ if report.field in {None, one.field} and one not in told]
        if not fitting or (report.field and not _value_fits(report, fitting[-1])):
            return False
        for happening in fitting:
            self._used.add((id(happening), "changed"))
            self.matches.told.append((report, happening))
        told.extend(fitting)
        return True

    def _new(self, report: Reported, page: str | None) -> None:
        if page is None or page in self._first_told:
            self.matches.false.append(report)
            return
        self._first_told.add(page)
        born = [one for one in self._of_page[page] if one.kind == "new"]
        if not born:
            self.matches.neutral.append(report)
        elif born[0].at <= report.at:
            self.matches.told.append((report, born[0]))
        else:
            self.matches.false.append(report)

    def _lasting(
        self,
        report: Reported,
        here: list[Happening],
        kinds: Iterable[str],
        *,
        neutral: Iterable[str],
    ) -> None:
        now = [one for one in here if one.holds_at(report.at)]
        self._settle(report, now, kinds, neutral)

    def _past(
        self,
        report: Reported,
        here: list[Happening],
        kinds: Iterable[str],
        *,
        neutral: Iterable[str],
    ) -> None:
        before = [one for one in here if one.at <= report.at]
        self._settle(report, before, kinds, neutral)

    def _settle(
        self, report: Reported, here: list[Happening], kinds: Iterable[str], neutral: Iterable[str]
    ) -> None:
        for wanted, credited in ((kinds, True), (neutral, False)):
            for happening in here:
                use = (id(happening), report.kind)
                if happening.kind not in wanted or use in self._used:
                    continue
                self._used.add(use)
                if credited:
                    self.matches.told.append((report, happening))
                else:
                    self.matches.neutral.append(report)
                return
        self.matches.false.append(report)


def _value_fits(report: Reported, happening: Happening) -> bool:
    if report.new is None or happening.new is None:
        return True
    return fold(happening.new) in fold(report.new)


def near(report: Reported, happening: Happening, page: str | None, grace: timedelta) -> bool:
    """Whether a report speaks of a hazard's page or site while it lasts, or `grace` after."""
    place = happening.page == page if happening.page else happening.site == report.site
    ends = happening.until + grace if happening.until else None
    return place and happening.at <= report.at and (ends is None or report.at <= ends)
