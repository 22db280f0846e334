"""The `dozor` command: its commands are modules of `dozor.commands`, loaded when called."""

import importlib
import logging
import os
import sys
import tomllib
from importlib import metadata
from io import TextIOWrapper
from pathlib import Path

import click

from dozor.errors import SetupError
from pipelines.storage.errors import StorageError

# In the order in which a newcomer meets them.
COMMANDS = (
    "demo", "init", "crawl", "cron", "serve", "probe", "status", "sources", "replay",
    "redesign", "thin", "leads", "notes", "export", "watch", "notify", "evidence", "verify",
    "backup", "restore", "publish", "check", "repair", "withhold", "erase", "extract", "dates",
    "amounts",
)  # fmt: skip


class Commands(click.Group):
    """Loads a command's module when it is called, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"dozor.commands.{cmd_name}").command
        return command


def _tell_version(ctx: click.Context) -> None:
    click.echo(f"dozor, version {_version()}")
    ctx.exit()


def _version() -> str:
    """Give the version of the package, or of the checkout that it runs from without one."""
    try:
        return metadata.version("dozor")
    except metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="First steps: dozor demo · dozor init · dozor crawl · dozor serve",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _tell_version(ctx) if asked else None,
    help="Show the version and exit.",
)
def group() -> None:
    """Watch Russian regional news sites and grant portals.

    Dozor fetches pages, turns them into records (articles, grants, organisations), keeps what
    changed and the proof of it, and shows the result in Datasette.

    Exit codes: 0 all well; 1 some source is failing, blocked or stale; 2 wrong usage or set-up.
    """


def main() -> None:
    """Run the command line, from whatever folder it is called in."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawler.settings")
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without Cyrillic must not end a crawl
            stream.reconfigure(errors="backslashreplace")
    try:
        group()
    except (SetupError, StorageError) as error:
        click.echo(f"dozor: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
