"""`dozor demo`: the sample world, crawled by the real spiders and shown in Datasette."""

import sys
from pathlib import Path

import click

from dozor.demo import prepare, run_pages, run_sample
from dozor.engine import INTERRUPTED
from dozor.errors import SetupError
from dozor.found import print_found
from dozor.options import demo_data_option, port_option
from dozor.serve import ServeError, serve
from dozor.tables import stdout
from dozor.world import WorldError

DEMO = Path("data-demo")


@click.command(short_help="See Dozor at work on sample data, without set-up.")
@click.option("--days", default=5, show_default=True, type=click.IntRange(0, 30), metavar="N",
              help="Move the sample world on by N days, so that changes show.")  # fmt: skip
@click.option("--pages", metavar="DIR",
              type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Serve a folder of recorded pages instead: X.html beside X.json.")  # fmt: skip
@click.option("--no-serve", is_flag=True, help="End after the crawl.")
@port_option
@demo_data_option
def command(days: int, pages: Path | None, no_serve: bool, port: int, data: Path | None) -> None:
    """See Dozor at work on sample data, without any other site or set-up.

    Small replicas of real sites are served on this machine. The real spiders crawl them at their
    real addresses; only the transport is redirected. The result goes to a folder of its own
    (data-demo/), which is made anew each time and is marked as sample data wherever it shows.

    \b
    dozor demo
    dozor demo --days 0 --no-serve
    """  # noqa: D301  click's own mark
    folder = data or DEMO
    try:
        prepare(folder)
        finished = run_pages(folder, pages) if pages else run_sample(folder, days)
    except WorldError as error:
        raise SetupError(str(error)) from error
    if not finished:
        sys.exit(INTERRUPTED)
    print_found(stdout(), folder)
    if not no_serve:
        _serve(folder, port)


def _serve(folder: Path, port: int) -> None:
    try:
        serve(folder, host="127.0.0.1", port=port, on_ready=_tell)
    except ServeError as error:
        raise SetupError(str(error)) from error


def _tell(address: str) -> None:
    stdout().print(f"\nLook at it: [bold]{address}[/]   (sample data; Ctrl-C ends it)")
