"""`dozor cron`: a crontab for this folder."""

import os
import sys
from pathlib import Path

import click

from dozor.crontab import crontab
from dozor.options import data_option

_PASSED_ON = ("DOZOR_CONFIG", "DOZOR_DATA", "DOZOR_CONTACT", "PYTHONPATH")


@click.command(short_help="Print a crontab for this folder.")
@click.option(
    "--every",
    default=15,
    show_default=True,
    type=click.IntRange(1, 60),
    metavar="MINUTES",
    help="How often to look what is due.",
)
@click.argument("arguments", nargs=-1, metavar="[-- CRAWL OPTION ...]")
@data_option
def command(every: int, arguments: tuple[str, ...], data: Path | None) -> None:
    """Print a crontab that crawls what is due, for the folder you are in.

    Its minutes are random, but always the same for this folder. Under cron a crawl says nothing
    unless a source turns bad or is well again. Whatever follows -- is given to `dozor crawl`.

    \b
    (crontab -l; dozor cron) | crontab -
    dozor cron --every 5 -- --region RU-PSK
    """  # noqa: D301  click's own mark
    folder = Path.cwd()
    own = ("--data", str(data.resolve())) if data else ()
    environment = {name: os.environ[name] for name in _PASSED_ON if os.environ.get(name)}
    environment = {"PATH": os.environ.get("PATH") or os.defpath, **environment}
    program = (*_program(), "crawl", "--due", *own, *arguments)
    click.echo(crontab(folder, program, every, environment), nl=False)


def _program() -> tuple[str, ...]:
    beside = Path(sys.executable).with_name("dozor")
    return (str(beside),) if beside.is_file() else (sys.executable, "-m", "dozor")
