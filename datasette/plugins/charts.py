"""Charts of a query's rows: what is drawn, in words and numbers of the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from pipelines.display.charts import Chart, bars, columns, months_between
from pipelines.money import format_kopecks

_Row = Mapping[str, Any]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let the page of a query draw its rows."""
    env.globals |= {"drawn": drawn, "amount": _amount(env), "part_word": _part_word(env)}


def drawn(about: Mapping[str, Any], rows: Sequence[_Row]) -> Chart | None:
    """Lay out the rows of a query as its chart; None where fewer than two values are known."""
    only: Mapping[str, Any] = about.get("only", {})
    chosen = [row for row in rows if all(row[name] == value for name, value in only.items())]
    points = [(row[about["label"]], row[about["value"]]) for row in chosen]
    if about["kind"] == "bars":
        named = [(label or "", value) for label, value in points]
        chart = bars(named, most=about["most"], whole=about.get("whole"))
    else:
        chart = columns(_with_gaps([(str(label), value) for label, value in points if label]))
    return chart if sum(bar.value is not None for bar in chart.bars) > 1 else None


def _with_gaps(points: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Put the months without a row among the others: time does not skip."""
    months = [label for label, _ in points if len(label) == len("2026-03")]
    if not months or len(months) < len(points):
        return points
    every = months_between(min(months), max(months))
    missing = [(month, None) for month in every if month not in months]
    return sorted([*points, *missing], key=lambda point: point[0])


def _amount(env: Environment) -> Callable[[str, float | None], str]:
    def amount(column: str, value: float | None) -> str:
        """Write a number of a chart: a sum without its kopecks, a share with its sign."""
        show = env.globals
        if value is None:
            return str(show["t"]("record.none"))
        if column.endswith("_kopecks"):
            whole = format_kopecks(round(value / 100) * 100, lang=show["language"]())
            return whole.replace(",00", "").removesuffix(".00")
        if column.endswith("_percent"):
            number = f"{value:g}"
            return f"{number.replace('.', ',') if show['language']() == 'ru' else number}\u00a0%"
        return str(show["grouped"](round(value)))

    return amount


def _part_word(env: Environment) -> Callable[..., str]:
    def part_word(column: str, value: Any, by: str, titles: Mapping[str, str]) -> str:  # noqa: ANN401
        """Name what a bar or a line is of."""
        show = env.globals
        kind = (
            {"region": "region", "source": "source_id"}.get(by, "") if column == "part" else column
        )
        if value in (None, ""):
            return str(show["t"]("table.blank"))
        if kind == "source_id":
            return titles.get(value, value)
        if column == "month":
            return Markup.escape(show["date"](value)).striptags()
        return str(show["word"](kind, value)) if kind else str(value)

    return part_word
