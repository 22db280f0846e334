"""`dozor verify`: whether an evidence pack is as it was made."""

import sys
from pathlib import Path

import click

from dozor.evidence.verify import faults
from dozor.tables import stdout, words


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Check an evidence pack: no byte changed, each response the one in the chain.

    Exit codes: 0 all is whole; 1 something is not, and it is named; 2 wrong usage.

    \b
    dozor verify case.zip
    """  # noqa: D301  click's own mark
    found = faults(str(file))
    for line in found:
        stdout().print(words(line), soft_wrap=True)
    if found:
        sys.exit(1)
    stdout().print("All is whole: no byte was changed, each response is the one in the chain.")
