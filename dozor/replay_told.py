"""A replay as it is told: progress on a terminal, and a table of what differs."""

from os.path import commonprefix

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dozor.replay import Report

_SHORT = 60
_BEFORE = 15
_MOST_TROUBLES = 20


def summary(report: Report) -> str:
    """Give a report in one line."""
    values = sum(report.fields.values())
    differ = f"{values} values of {report.records} records differ"
    parts = [differ if values else "nothing differs"]
    parts += [f"{len(report.created)} new records"] * bool(report.created)
    parts += [f"{len(report.troubles)} cannot be read again"] * bool(report.troubles)
    return ", ".join(parts)


def print_report(console: Console, report: Report, *, dry_run: bool) -> None:
    """Say what a replay read and how fast, and show by field what differs, with examples."""
    speed = report.pages / report.seconds if report.seconds else 0.0
    console.print(
        f"{report.pages} archived pages read again in {report.seconds:.1f} s "
        f"({speed:,.0f} a second): {summary(report)}.",
        soft_wrap=True,
    )
    if report.fields:
        console.print(_fields(report))
        stored = "Nothing is stored (--dry-run)" if dry_run else "Stored as the parser's doing"
        console.print(f"[dim]{stored}.[/]")
    for url in report.created:
        console.print(f"New: {escape(url)}", soft_wrap=True)
    _print_troubles(console, report)


def _fields(report: Report) -> Table:
    table = Table(title="\nWhat differs", title_justify="left", title_style="bold", box=None)
    table.pad_edge = False
    for name in ("Field", "Values", "Before", "Now", "Page"):
        table.add_column(name, justify="right" if name == "Values" else "left", overflow="fold")
    for name, number in report.fields.most_common():
        for index, example in enumerate(report.examples[name]):
            told = (name, str(number)) if index == 0 else ("", "")
            values = _apart(_folded(example.old), _folded(example.new))
            table.add_row(*told, *(escape(text) for text in (*values, example.url)))
    return table


def _print_troubles(console: Console, report: Report) -> None:
    if not report.troubles:
        return
    console.print("\n[bold]Records that cannot be read again[/] (kept as they are)")
    for url, reason in report.troubles[:_MOST_TROUBLES]:
        console.print(f"  {escape(url)}: {escape(reason)}", soft_wrap=True)
    if len(report.troubles) > _MOST_TROUBLES:
        console.print(f"  and {len(report.troubles) - _MOST_TROUBLES} more")


def _apart(old: str, new: str) -> tuple[str, str]:
    """Give two texts in a few words each, from shortly before where they part."""
    same = len(commonprefix([old, new]))  # noqa: RUF071  character by character is meant
    start = max(0, same - _BEFORE) if max(len(old), len(new)) > _SHORT else 0
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _SHORT]
    return f"{'…' if start else ''}{shown}{'…' if start + _SHORT < len(text) else ''}"


def _folded(value: object) -> str:
    return "·" if value is None else " ".join(str(value).split())
