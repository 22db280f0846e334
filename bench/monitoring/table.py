"""A score as tables in Markdown, for docs/monitoring.md."""

from collections.abc import Mapping, Sequence

from bench.monitoring.plan import Plan
from bench.monitoring.score import Score, Tally

KINDS = (
    "new", "edited", "status", "sum", "moved", "missing", "gone", "restored",
    "blocked", "failing", "stale",
)  # fmt: skip


def document(scores: Mapping[str, Score], plans: Mapping[str, Plan], world: str) -> str:
    """Write a page: what the figures mean, then what `section` writes."""
    return f"{_INTRODUCTION}\n{section(scores, plans, world)}"


def section(scores: Mapping[str, Score], plans: Mapping[str, Plan], world: str) -> str:
    """Write one run: its world, all monitors beside each other, then each one's own tables."""
    parts = [f"## {world}\n", _overview(scores)]
    for name, score in scores.items():
        parts += [f"### {name}\n", _plan(plans[name]), _kinds(score), _hazards(score)]
    return "\n".join(parts)


def _overview(scores: Mapping[str, Score]) -> str:
    rows = [
        (
            name,
            score.seeds,
            score.false_removals,
            score.requests,
            f"{score.bytes / 1e6:.1f}",
            *(_pair(score.total(kind)) for kind in ("new", "edited", "status", "sum", "gone")),
        )
        for name, score in scores.items()
    ]
    head = ("monitor", "seeds", "false removals", "requests", "MB")
    kinds = ("new", "edited", "status", "sum", "gone")
    return _table((*head, *(f"{kind} (precision / recall)" for kind in kinds)), rows)


def _kinds(score: Score) -> str:
    rows: list[tuple[object, ...]] = []
    for kind in KINDS:
        hows = sorted(how for name, how in score.kinds if name == kind and how)
        total = score.total(kind)
        rows.append((kind, total.expected, _share(total.precision), *_recall(total)))
        if len(hows) > 1:
            for how in hows:
                tally = score.kinds[kind, how]
                rows.append((f"– {how}", tally.expected, "", *_recall(tally)))
    head = ("kind", "could be seen", "precision", "recall", "late", "median h", "longest h")
    return _table(head, rows)


def _recall(tally: Tally) -> tuple[object, ...]:
    longest = f"{max(tally.delays):.0f}" if tally.delays else "–"
    middle = "–" if tally.median_delay is None else f"{tally.median_delay:.0f}"
    return _share(tally.recall), tally.late, middle, longest


def _hazards(score: Score) -> str:
    rows = [(kind, *figures) for kind, figures in score.hazards.items()]
    return _table(("hazard", "endured", "false alarms in it"), rows)


def _plan(plan: Plan) -> str:
    if plan.words:
        return f"Plan: {plan.words}\n"
    ladder = "; ".join(f"until {_span(age)} old each {_span(step)}" for age, step in plan.ladder)
    return (
        f"Plan: a round each {_span(plan.every)}; articles {ladder}; then each {_span(plan.old)}; "
        f"cards each {_span(plan.cards)}; a removal is claimed after {plan.answers} answers over "
        f"{_span(plan.confirm)}.\n"
    )


def _span(span: object) -> str:
    return str(span).removesuffix(", 0:00:00").removesuffix(":00")


def _pair(tally: Tally) -> str:
    return f"{_share(tally.precision)} / {_share(tally.recall)}"


def _share(share: float | None) -> str:
    """Write a share to three places, rounded down, so that 1.000 means all."""
    return "–" if share is None else f"{int(share * 1000) / 1000:.3f}"


def _table(head: tuple[object, ...], rows: Sequence[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


_INTRODUCTION = """\
# How well Dozor watches

Made by `python -m bench.monitoring.run`; the world, its truth and the rules of matching are in
`bench/monitoring/`.

*Could be seen*: happenings that visits by the stated plan could see. *Precision*: the share of
reports that were true. *Recall*: the share of what could be seen that was told. *Late*: told after
the plan's own bound. *False removals*: claims that a page is gone which was never removed.
*missing* is a suspicion, *gone* the claim. A dash: the monitor never tells of this kind.

Where other monitors stand beside Dozor, each is handed every page by its first address and checks
it in each round, with its own defaults on the page's text; *-selected* ones are given besides a
selector for the text of an article or card that leaves out advertisements and counters.
"""
