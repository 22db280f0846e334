"""`dozor notify`: watches read on, and alerts go out."""

import sys
from pathlib import Path

import click

from dozor.config import load_config
from dozor.options import data_folder, data_option
from dozor.tables import stderr, stdout
from dozor.watching.notify import tell


@click.command()
@data_option
def command(data: Path | None) -> None:
    """Tell watchers what happened since they were told last; `dozor crawl` does so at its end.

    Alerts that a target does not take are kept and tried again, less and less often, up to every
    six hours. Exit code 1 while some wait for that.

    \b
    dozor notify
    """  # noqa: D301  click's own mark
    done = tell(data_folder(data), load_config())
    stdout().print(f"{done.matched} new alerts, {done.sent} sent.")
    for row in done.silent:
        stderr().print(
            f"delivery {row['delivery']}: {row['waiting']} alerts wait since {row['since']}: "
            f"{row['error']}",
            soft_wrap=True,
            markup=False,
        )
    sys.exit(1 if done.silent else 0)
