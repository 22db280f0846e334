"""`dozor restore`: a backup brought back into an empty folder."""

from pathlib import Path

import click

from dozor.config import config_path
from dozor.errors import SetupError
from dozor.keeping.restore import restore
from dozor.options import data_folder, data_option
from dozor.tables import stdout


@click.command()
@click.argument("source", metavar="SRC", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--removals",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another list of what was removed, beside that which lies with the backups.",
)
@data_option
def command(source: Path, removals: Path | None, data: Path | None) -> None:
    """Bring a backup back into an empty data folder.

    SRC is one backup, or the folder of all (then the newest is taken). Every file is checked
    against its digest first; where one is missing or damaged, nothing is restored and it is named.
    Settings are laid beside where `dozor.toml` is looked for, or into the data folder's
    `settings/` where there are some already. The database gets a new epoch: programs that follow
    its events begin anew. What was withheld or erased after the backup, as `removals.jsonl` beside
    the backups says, is withheld or erased again.

    Exit codes: 0 done; 2 wrong usage or set-up, a damaged backup, or a disk that refused.

    \b
    dozor restore /mnt/disk/dozor --data data
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    try:
        done = restore(source, folder, config_path().resolve().parent, removals=removals)
    except OSError as error:
        raise SetupError(f"nothing was restored: {error.strerror or error}") from error
    out = stdout()
    out.print(
        f"{folder} is as it was at {done.manifest.made_at}: "
        f"{done.manifest.snapshots} archived answers, event {done.manifest.last_event_id}.",
        soft_wrap=True,
    )
    if done.removed:
        out.print(f"{done.removed} records that were removed since are removed again.")
    for path in done.settings:
        out.print(f"Settings: {path}", soft_wrap=True)
    out.print("`dozor check` reads every answer; `dozor crawl` goes on from here.")
