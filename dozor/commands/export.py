"""`dozor export`: everything of a kind as a file, naming the event that it stands at."""

from datetime import datetime
from pathlib import Path

import click

from crawler import clock
from dozor.config import load_config
from dozor.exporting.export import FORMATS, Order, about_lines, export
from dozor.exporting.kinds import KINDS
from dozor.exporting.reading import Selection
from dozor.notes import bring_notes
from dozor.options import Moment, data_folder, data_option
from dozor.runs import read_only


@click.command(short_help="Export records as CSV, JSON lines, XLSX or 360Giving.")
@click.argument("kind", metavar="KIND")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="File to write; without it standard output.")  # fmt: skip
@click.option("--source", metavar="ID", help="Only of this source.")
@click.option("--region", metavar="CODE|NAME", help="Only of this region.")
@click.option("--status", help="Only with this status, as won.")
@click.option("--inn", help="Only with this INN.")
@click.option("--since", type=Moment(), metavar="DATE", help="Only what came or changed since.")
@data_option
def command(
    kind: str,
    form: str,
    out: Path | None,
    since: datetime | None,
    data: Path | None,
    **only: str | None,
) -> None:
    """Export every record of a KIND: {kinds}.

    Standard error names the event id that the export stands at, and what it covers; with -o the
    same is written to FILE.about.json. Later `dozor export events` tells what happened since.
    Sums are in whole units of their currency; lists are joined by " | " in csv and xlsx.

    \b
    dozor export grants --format xlsx -o grants.xlsx --status won --region RU-PSK
    dozor export grants --region "Псковская область" --since 2026-03-01
    dozor export organisations --format jsonl | head -1
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    read_only(folder).close()
    bring_notes(folder)
    columns = {"source": "source_id"}
    selection = Selection(
        kind=kind,
        only={columns.get(name, name): value for name, value in only.items() if value},
        since=clock.to_text(since) if since else None,
    )
    prefix = load_config().giving_prefix
    about = export(folder, Order(selection=selection, format=form, out=out, prefix=prefix))
    for line in about_lines(about):
        click.echo(line, err=True)


command.help = (command.help or "").format(kinds=", ".join(KINDS))
