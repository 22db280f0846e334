"""What watches were told, as a table in Markdown, and what was wrong, line by line."""

from collections.abc import Iterator, Sequence

from bench.alerts.judging import Judged

_HEAD = (
    "| watch | for | alerts | precision | could be seen | recall | doubles | of whole sources |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
)


def section(judged: Sequence[Judged], world: str) -> str:
    """Write the figures of every watch and of all together."""
    total = Judged(name="all", kind="", target="")
    for one in judged:
        total.add(one)
    rows = "".join(_row(one) for one in (*judged, total))
    return f"### {world}\n\n{_HEAD}{rows}"


def errors(judged: Sequence[Judged]) -> str:
    """Name each wrong alert and each thing that was not told."""
    return "".join(line for one in judged for line in _errors(one))


def _errors(one: Judged) -> Iterator[str]:
    for got in one.wrong:
        yield f"{one.name}: wrong {got.at:%m-%d %H} {got.reports}\n    {got.text!r}\n"
    for lost in one.missed:
        yield f"{one.name}: missed {lost.kind} by {lost.deadline:%m-%d %H} {lost.happening}\n"


def _row(one: Judged) -> str:
    told = one.right + one.neutral + len(one.wrong)
    about = f"{one.kind} {_short(one)}".strip()
    figures = (told, _share(one.precision), one.expected, _share(one.recall))
    cells = (one.name, about, *figures, one.doubles, one.messages)
    return "| " + " | ".join(map(str, cells)) + " |\n"


def _short(one: Judged) -> str:
    """Leave out what differs from world to world: only searches, statuses and sums are alike."""
    return one.target if one.kind in {"search", "status", "sum"} else ""


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
