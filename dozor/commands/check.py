"""`dozor check`: whether everything that is kept is whole."""

import sys
from pathlib import Path

import click

from dozor.counting import counted
from dozor.keeping.check import check
from dozor.options import data_folder, data_option
from dozor.runs import snapshots_kept
from dozor.tables import stderr, stdout, words


@click.command()
@data_option
def command(data: Path | None) -> None:
    """Check the database and every archived answer; a crawl may go on meanwhile.

    The database is checked in itself (pages, indexes, references, search index, the chain of
    digests), and each archived answer is read and held against the digest that was stored of it.

    Exit codes: 0 all whole; 1 something is not, and what to do is said; 2 wrong usage or set-up.

    \b
    dozor check --data data
    """  # noqa: D301  click's own mark
    folder, out = data_folder(data), stdout()
    with counted(stderr(), snapshots_kept(folder), "Checking") as tick:
        done = check(folder, tick=tick)
    for fault in done.faults:
        out.print(words(fault.what), soft_wrap=True)
    if not done.faults:
        out.print(f"All whole: {done.snapshots} archived answers in {done.files} files.")
        return
    mendable = any(fault.mendable for fault in done.faults)
    lost = any(not (fault.mendable or fault.unfinished) for fault in done.faults)
    if mendable:
        out.print("`dozor repair` sets right what concerns indexes and search.")
    if lost:
        out.print("What else is wrong comes back from a backup alone: `dozor restore`.")
    sys.exit(1)
