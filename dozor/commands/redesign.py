"""`dozor redesign`: what a site's new template did to its records, decided by a person."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from crawler import clock
from dozor.errors import SetupError
from dozor.options import data_folder, data_option
from dozor.runs import database, read_only
from dozor.tables import stdout
from pipelines.storage.errors import StorageError
from pipelines.storage.redesigns import Decision, decide_redesign, list_redesigns


@click.group()
def command() -> None:
    """List and decide redesigns: the same difference over many records of a source at once.

    Until it is decided the records keep their last good values, and nobody is alerted.

    \b
    dozor redesign list
    dozor redesign accept 1
    """  # noqa: D301  click's own mark


@command.command("list")
@click.option("--all", "decided", is_flag=True, help="Also those that are decided.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@data_option
def list_(decided: bool, as_json: bool, data: Path | None) -> None:
    """Show what waits, with examples of what differs.

    \b
    dozor redesign list --all
    """  # noqa: D301  click's own mark
    with closing(read_only(data_folder(data))) as connection:
        rows = [_read(row) for row in list_redesigns(connection, decided=decided)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif not rows:
        stdout().print("No redesign waits.")
    else:
        for row in rows:
            _print(row)


@command.command()
@click.argument("redesign_id", type=int, metavar="ID")
@data_option
def accept(redesign_id: int, data: Path | None) -> None:
    """Take the new readings over: they are right, and the site only says them otherwise.

    \b
    dozor redesign accept 1
    """  # noqa: D301  click's own mark
    _decide(redesign_id, "accepted", data_folder(data))


@command.command()
@click.argument("redesign_id", type=int, metavar="ID")
@data_option
def discard(redesign_id: int, data: Path | None) -> None:
    """Put the new readings away: they are wrong, and the records stay as they are.

    \b
    dozor redesign discard 1
    """  # noqa: D301  click's own mark
    _decide(redesign_id, "discarded", data_folder(data))


def _decide(redesign_id: int, decision: Decision, data: Path) -> None:
    read_only(data).close()
    try:
        done = decide_redesign(database(data), redesign_id, decision, clock.timestamp())
    except StorageError as error:
        raise SetupError(str(error)) from error
    changed = f", {done.changed} of them changed" if decision == "accepted" else ""
    click.echo(f"Redesign {redesign_id} {decision}: {done.records} records{changed}")


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: json.loads(row[name]) for name in ("signature", "sample")}


def _print(row: dict[str, Any]) -> None:
    console = stdout()
    state = f"{row['decision']} {row['decided']}" if row["decided"] else "waits"
    counts = f"{row['waiting']} of {max(row['waiting'], row['records'])} records"
    console.print(f"[bold]{row['id']}[/]  {row['title']}  {row['at']}  {counts}  {state}")
    for field, shape in row["signature"]:
        console.print(f"    {field}: {shape}", markup=False)
    for one in row["sample"][:2]:
        for sign, value in (("-", one["old"]), ("+", one["new"])):
            console.print(f"      {sign} {(value or '·')[:90]}", markup=False, highlight=False)
