"""`dozor serve`: Datasette over the data folder, with everything set."""

from pathlib import Path

import click

from dozor.errors import SetupError
from dozor.options import data_folder, data_option, port_option
from dozor.serve import ServeError, serve


@click.command(short_help="Show the database in Datasette until Ctrl-C.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@port_option
@data_option
def command(host: str, port: int, data: Path | None) -> None:
    """Show the database in Datasette until Ctrl-C.

    It may run while a crawl writes. The address is printed when it answers.

    \b
    dozor serve
    dozor serve --host 0.0.0.0 --port 8080
    """  # noqa: D301  click's own mark
    try:
        serve(data_folder(data), host=host, port=port, on_ready=_tell)
    except ServeError as error:
        raise SetupError(str(error)) from error


def _tell(address: str) -> None:
    click.echo(f"Dozor is at {address} (Ctrl-C ends it)")
