"""`dozor notes`: the file of people's notes, checked."""

import sys
from collections import Counter
from pathlib import Path

import click

from dozor.notes import load_notes, notes_file
from dozor.options import data_folder, data_option


@click.command(short_help="Check the file of people's notes.")
@data_option
def command(data: Path | None) -> None:
    """Check the file of people's notes, and name each entry that cannot be taken.

    Exit codes: 0 all well; 2 something in it is left out.

    \b
    dozor notes
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    found, path = load_notes(folder), notes_file(folder)
    counts = Counter(note.kind for note in found.notes)
    told = ", ".join(f"{count} on {kind}s" for kind, count in counts.items()) or "none"
    click.echo(f"{path}: notes: {told}")
    for fault in found.faults:
        click.echo(f"  {fault}", err=True)
    sys.exit(2 if found.faults else 0)
