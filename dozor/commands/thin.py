"""`dozor thin`: old archived responses that nothing stands on are let go."""

import sys
from pathlib import Path

import click

from dozor.errors import SetupError
from dozor.options import data_folder, data_option
from dozor.tables import stdout
from dozor.thin import Rule, Thinned, plan, thin
from pipelines.storage.errors import StorageError


@click.command()
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(1),
    required=True,
    metavar="DAYS",
    help="Only what was fetched that many days ago or earlier.",
)
@click.option(
    "--keep-monthly", "monthly", is_flag=True, help="Keep each page's first answer of a month."
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and leave everything.")
@data_option
def command(days: int, monthly: bool, dry_run: bool, data: Path | None) -> None:
    """Let old archived responses go; whatever anything stands on stays.

    There stay, however old: what a record, a version, a change, an event or a judgement of absence
    stands on, the first and last evidence of why a page was rejected, and its last state. Digests
    and the chain of all snapshots stay as well. Stopped at any moment, nothing is lost.

    Exit codes: 0 done; 1 a file was left as it is (damaged, missing or being written); 2 wrong
    usage or set-up.

    \b
    dozor thin --older-than 365 --dry-run
    dozor thin --older-than 365 --keep-monthly
    """  # noqa: D301  click's own mark
    folder, rule = data_folder(data), Rule(days=days, monthly=monthly)
    try:
        done = plan(folder, rule) if dry_run else thin(folder, rule)
    except StorageError as error:
        raise SetupError(str(error)) from error
    stdout().print(_words(done, dry_run=dry_run), soft_wrap=True)
    sys.exit(1 if done.left else 0)


def _words(done: Thinned, *, dry_run: bool) -> str:
    size = f"{done.freed / 1e6:,.1f} MB"
    if dry_run:
        return (
            f"{done.responses} archived responses in {done.files} files could go, "
            f"with bodies of {size} as received. Nothing is done (--dry-run)."
        )
    parts = [f"{done.responses} archived responses let go, {done.files} files, {size} freed."]
    parts += [f"{done.swept} files of a call that was stopped swept away."] * bool(done.swept)
    parts += [f"{done.left} files left as they are."] * bool(done.left)
    return " ".join(parts)
