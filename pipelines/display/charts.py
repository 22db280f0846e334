"""The geometry of charts, in hundredths of their width and height; drawing is the page's."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value: where it stands, in percent. `x` and `width` are of the chart's width.

    A value that is not known has no height and is none; it is never drawn as nought.
    """

    label: str
    value: float | None
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars or columns, the largest value, and how many values stand outside the drawing."""

    kind: str
    bars: Sequence[Bar]
    largest: float
    left_out: int = 0

    @property
    def line(self) -> str:
        """The points of a line over the tops of the columns, as SVG writes them."""
        known = [bar for bar in self.bars if bar.value is not None]
        return " ".join(f"{bar.x + bar.width / 2:g},{bar.y:g}" for bar in known)


Points = Sequence[tuple[str, float | None]]


def bars(points: Points, *, most: int, whole: float | None = None) -> Chart:
    """Lay values out as lying bars, the first `most` that are known.

    `whole` is what a bar of full width stands for; without it, the largest value.

    >>> [bar.width for bar in bars([("а", 4), ("б", None), ("в", 1)], most=5).bars]
    [100.0, 25.0]
    """
    known = [(label, value) for label, value in points if value is not None]
    shown, largest = known[:most], whole or max((value for _, value in known), default=0.0)
    laid = [
        Bar(label=label, value=value, x=0.0, width=_share(value, largest), y=0.0, height=100.0)
        for label, value in shown
    ]
    return Chart(kind="bars", bars=laid, largest=largest, left_out=len(points) - len(shown))


def columns(points: Points) -> Chart:
    """Lay values out as columns in their order; values under one label are added.

    >>> [(bar.x, bar.height) for bar in columns([("1", 2), ("1", 2), ("2", 1)]).bars]
    [(0.0, 100.0), (50.0, 25.0)]
    """
    added = [(label, _sum([value for _, value in same])) for label, same in _grouped(points)]
    largest = max((value for _, value in added if value is not None), default=0.0)
    step = 100.0 / max(len(added), 1)
    laid = [
        Bar(
            label=label, value=value, x=number * step, width=step,
            y=100.0 - _share(value, largest), height=_share(value, largest),
        )
        for number, (label, value) in enumerate(added)
    ]  # fmt: skip
    return Chart(kind="columns", bars=laid, largest=largest)


def months_between(first: str, last: str) -> list[str]:
    """Give every month from one to another, so that a gap in time is one in the chart.

    >>> months_between("2025-11", "2026-02")
    ['2025-11', '2025-12', '2026-01', '2026-02']
    """
    start, end = _months(first), _months(last)
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, end + 1)]


def _months(text: str) -> int:
    year, _, month = text.partition("-")
    return int(year) * 12 + int(month) - 1


def _grouped(points: Points) -> list[tuple[str, list[tuple[str, float | None]]]]:
    return [(label, list(same)) for label, same in groupby(points, key=lambda point: point[0])]


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _share(value: float | None, largest: float) -> float:
    return round(100.0 * value / largest, 2) if value and largest else 0.0
