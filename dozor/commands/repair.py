"""`dozor repair`: what can be set right without guessing."""

from pathlib import Path

import click

from dozor.keeping.repair import repair
from dozor.options import data_folder, data_option
from dozor.tables import stdout


@click.command()
@data_option
def command(data: Path | None) -> None:
    """Build anew what follows from the rest: indexes and the search index.

    Nothing else is touched. Lost or damaged answers of the archive, and a database that cannot be
    read, come back from a backup alone (`dozor restore`); `dozor check` says what is wrong.

    \b
    dozor repair --data data
    """  # noqa: D301  click's own mark
    done = repair(data_folder(data))
    for line in done or ["Nothing to mend."]:
        stdout().print(line, soft_wrap=True)
