"""`dozor evidence`: a pack of what was seen, for who must be able to prove it."""

from pathlib import Path

import click

from crawler import clock
from dozor.errors import SetupError
from dozor.evidence.pack import pack
from dozor.options import data_folder, data_option
from dozor.tables import several, stdout


@click.command()
@click.argument("subjects", nargs=-1, required=True, metavar="ADDRESS_OR_NUMBER ...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The ZIP file to write.  [default: evidence-DATE.zip]",
)
@data_option
def command(subjects: tuple[str, ...], output: Path | None, data: Path | None) -> None:
    """Pack all that was received of pages, with records, changes and the chain of digests.

    Give addresses of pages or numbers of applications. The ZIP file holds each response as it was
    received, what was read from it, a report in Russian (report.html), and verify.py, which checks
    the pack on any Python; `dozor verify` does the same.

    \b
    dozor evidence 23-2-003335
    dozor evidence https://iz.ru/… https://ysia.ru/… -o case.zip
    """  # noqa: D301  click's own mark
    target = output or Path(f"evidence-{clock.now():%Y%m%dT%H%M%SZ}.zip")
    try:
        made = pack(data_folder(data), subjects, target)
    except OSError as error:
        raise SetupError(f"no pack was made: {error.strerror or error} ({target})") from error
    thinned = f" ({made.thinned} thinned out since)" if made.thinned else ""
    stdout().print(
        f"{made.path}: {several(made.responses, 'response')}{thinned}\nSHA-256 {made.sha256}",
        soft_wrap=True,
        markup=False,
    )
