"""`dozor backup`: a copy of everything, while crawls go on."""

from pathlib import Path

import click

from dozor.config import config_path
from dozor.counting import counted
from dozor.errors import SetupError
from dozor.keeping.backup import back_up
from dozor.options import data_folder, data_option
from dozor.runs import files_kept
from dozor.tables import stderr, stdout


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Let the oldest backups go beyond this many.  [default: all stay]",
)
@data_option
def command(dest: Path, keep: int, data: Path | None) -> None:
    """Back everything up into the folder DEST, while crawls go on.

    Each backup is a folder of its own, named by its moment: both databases, the settings and a
    manifest with the digest of every file. The archive lies beside them once for all backups; only
    what has come since the last one is copied. A backup that stands under its name is whole;
    stopped or out of space, what was there before still stands.

    \b
    dozor backup /mnt/disk/dozor --keep 14
    dozor restore /mnt/disk/dozor --data data

    Exit codes: 0 done; 2 wrong usage or set-up, or a disk that refused.
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    try:
        with counted(stderr(), files_kept(folder), "Copying") as tick:
            made = back_up(folder, dest, config_path().resolve().parent, keep=keep, tick=tick)
    except OSError as error:
        raise SetupError(f"no backup was made: {error.strerror or error} ({dest})") from error
    gone = f" {made.dropped} old backups let go." if made.dropped else ""
    stdout().print(
        f"{made.folder}: {made.manifest.snapshots} archived answers in "
        f"{len(made.manifest.archive)} files, {made.copied / 1e6:,.1f} MB copied.{gone}",
        soft_wrap=True,
    )
