"""Tables for people at a terminal."""

import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO, TextIO, cast

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dozor.runs import RunRow
from pipelines.display.numbers import plural

_COLOURS = {"healthy": "green", "degraded": "yellow"}


# Wider than any title: rich has no console without an edge.
_NO_EDGE = 2000
_PADDING = re.compile(r" +$", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def words(text: str) -> str:
    r"""Make a site's text safe to print: no markup of ours, nothing that steers a terminal.

    >>> words("[red]\x1b[2J Мост")
    '\\[red][2J Мост'
    """
    return escape(plain(text))


def plain(text: str) -> str:
    """Take out of a site's text what steers a terminal."""
    return _CONTROL.sub("", text)


def several(count: int, noun: str) -> str:
    """Give a count with its English noun, whose plural takes an s.

    >>> several(1, "page"), several(0, "alert")
    ('1 page', '0 alerts')
    """
    return f"{count:,} {plural(count, (noun, f'{noun}s'))}"


def health_words(state: str | None) -> str:
    """Give a state in its colour."""
    return f"[{_COLOURS.get(state or '', 'red')}]{state or 'under way'}[/]"


def runs_table(runs: Sequence[RunRow], title: str) -> Table:
    """Lay out what each source's run brought."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("Source")
    for name in ("Pages", "Unchanged", "New", "Changed", "Rejected"):
        table.add_column(name, justify="right")
    table.add_column("Health")
    for run in runs:
        unchanged = run.not_modified + run.same
        counts = (run.pages, unchanged, run.created, run.changed, run.rejected)
        cells = [str(count) if count else "·" for count in counts]
        table.add_row(words(run.title or run.source_id), *cells, health_words(run.health))
    return table


def sums_table(runs: Sequence[RunRow], title: str) -> Table:
    """Lay out what the runs of each state of health brought together, the most frequent first."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("Health")
    for name in ("Sources", "Pages", "Unchanged", "New", "Changed", "Rejected"):
        table.add_column(name, justify="right")
    for state, count in Counter(run.health for run in runs).most_common():
        same = [run for run in runs if run.health == state]
        sums = [
            sum(getattr(run, name) for run in same)
            for name in ("pages", "not_modified", "created", "changed", "rejected")
        ]
        table.add_row(health_words(state), *(f"{number:,}" for number in (count, *sums)))
    return table


def print_rejects(console: Console, rejects: Iterable[tuple[str, str, str]]) -> None:
    """Say how many pages yielded no record, by reason, with an example of each."""
    pages = {(reason, url): detail for reason, detail, url in sorted(rejects)}
    if not pages:
        return
    console.print("\n[bold]Pages without a record[/] (kept as rejects, nothing is lost)")
    examples = {reason: (url, detail) for (reason, url), detail in reversed(pages.items())}
    for reason, count in Counter(reason for reason, _ in pages).most_common():
        url, detail = examples[reason]
        why = f" ({detail})" if detail else ""
        console.print(f"{count:>4}  {reason:<14} {words(url + why)}", soft_wrap=True)


def stdout() -> Console:
    """Give a console for what was asked for."""
    return Console(highlight=False) if sys.stdout.isatty() else _piped(sys.stdout)


def stderr() -> Console:
    """Give a console for progress and for what is wrong."""
    return Console(stderr=True, highlight=False) if sys.stderr.isatty() else _piped(sys.stderr)


def _piped(stream: TextIO) -> Console:
    """Give a console for a file or a pipe: no edge cuts anything, unless $COLUMNS sets one."""
    width = None if os.environ.get("COLUMNS") else _NO_EDGE
    return Console(file=cast("IO[str]", _Unpadded(stream)), highlight=False, width=width)


class _Unpadded(io.TextIOBase):
    """Hands text on without the spaces that tables put behind it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Give that of the stream: rich draws with what it can hold."""
        return self._stream.encoding

    def write(self, text: str, /) -> int:
        self._stream.write(_PADDING.sub("", text))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


def silence() -> Console:
    """Give a console that says nothing, for where nobody looks."""
    return Console(quiet=True)
