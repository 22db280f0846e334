"""`dozor replay`: archived pages, read again by the parser as it is now."""

import sys
from datetime import datetime
from pathlib import Path

import click

from crawler import clock
from dozor.choose import choose, own_sources, recorded_sources
from dozor.counting import counted
from dozor.engine import INTERRUPTED
from dozor.errors import SetupError
from dozor.options import Moment, data_folder, data_option
from dozor.replay import count, recorded, replay
from dozor.replay_told import print_report
from dozor.tables import stderr, stdout
from pipelines.storage.errors import StorageError


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE ...]")
@click.option(
    "--sources",
    "sources_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your own sources.  [default: sources.toml beside dozor.toml]",
)
@click.option("--dry-run", is_flag=True, help="Show what would differ and store nothing.")
@click.option("--now", type=Moment(), help="Take this as the present moment.")
@data_option
def command(
    names: tuple[str, ...],
    sources_file: Path | None,
    dry_run: bool,
    now: datetime | None,
    data: Path | None,
) -> None:
    """Read archived pages again with the parser as it is now; nothing is fetched.

    What comes out differently is stored as a version of its own, labelled as the parser's and
    never as the source's. A page that yielded no record may yield one now; a record that this
    parser cannot read any more is kept and named. `dozor crawl` does this by itself for sources
    whose parser changed. Stopped at any moment, the next call goes on where it ended.

    Exit codes: 0 all read; 1 some record cannot be read again; 2 wrong usage or set-up.

    \b
    dozor replay --dry-run        what a changed selector would do
    dozor replay ysia iz          two sources
    """  # noqa: D301  click's own mark
    clock.set_now(now)
    folder = data_folder(data)
    known = recorded_sources(folder, own_sources(sources_file), names)
    sources = recorded(folder, choose(names, known))
    try:
        with counted(stderr(), count(folder, sources), "Reading again") as tick:
            report = replay(folder, sources, dry_run=dry_run, tick=tick)
    except StorageError as error:
        raise SetupError(str(error)) from error
    except KeyboardInterrupt:
        stderr().print("Stopped; what was read is stored, and the next replay goes on behind it.")
        sys.exit(INTERRUPTED)
    print_report(stdout(), report, dry_run=dry_run)
    sys.exit(1 if report.troubles else 0)
