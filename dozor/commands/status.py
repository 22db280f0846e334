"""`dozor status`: every source at a glance."""

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from crawler import clock
from dozor.cards import chosen_cards
from dozor.config import load_config
from dozor.health import is_wrong
from dozor.options import data_folder, data_option
from dozor.runs import read_only
from dozor.standing import Disk, Standing, disk_of, standings
from dozor.tables import health_words, stdout
from dozor.telling import print_reasons
from dozor.watching.notify import waiting_alerts
from pipelines.storage.hosts import blocked_hosts
from pipelines.storage.rows import Row


@click.command(short_help="Show each source's last run, its health and why.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@data_option
def command(as_json: bool, data: Path | None) -> None:
    """Show each source's last run, its health and why, what is due, and the disk.

    Of portals whose cards still wait: how many, why, and until about when. Targets that do not take
    alerts are named, too.

    Exit code 1 when a source is failing, blocked or stale.

    \b
    dozor status
    dozor status --json
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    config = load_config()
    sources = standings(folder, chosen_cards(config))
    with closing(read_only(folder)) as connection:
        blocked = blocked_hosts(connection)
    disk = disk_of(folder, config.disk_budget_gb)
    waiting = waiting_alerts(folder)
    if as_json:
        _print_json(sources, blocked, disk, waiting)
    else:
        _print(stdout(), sources, blocked, disk)
        _print_waiting(stdout(), waiting)
    sys.exit(1 if any(is_wrong(source.run.health) for source in sources) else 0)


def _print_json(
    sources: Sequence[Standing],
    blocked: list[dict[str, Any]],
    disk: Disk,
    waiting: Sequence[Row],
) -> None:
    shown = {
        "at": clock.timestamp(),
        "sources": [source.as_json() for source in sources],
        "hosts": blocked,
        "disk": asdict(disk),
        "deliveries": list(waiting),
    }
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _print(
    console: Console, sources: Sequence[Standing], blocked: list[dict[str, Any]], disk: Disk
) -> None:
    console.print(_table(sources))
    print_reasons(console, [source.run for source in sources])
    for source in sources:
        if source.cards and (source.cards.asked or source.cards.listing_page):
            name = source.run.title or source.run.source_id
            console.print(f"  {name}: {source.cards.in_words()}", soft_wrap=True)
    for host in blocked:
        console.print(
            f"  {host['host']}: left alone until {host['blocked_until']}: {host['reason']}"
        )
    finished = [source.run.finished for source in sources if source.run.finished]
    if finished:
        console.print(f"\nLast checked {max(finished)}")
    console.print(_disk_words(disk))


def _print_waiting(console: Console, waiting: Sequence[Row]) -> None:
    """Name the targets that do not take alerts: who is told nothing cannot notice it."""
    for row in waiting:
        words = f"{row['waiting']} alerts wait since {row['since']} ({row['attempts']} attempts)"
        line = f"Delivery {row['delivery']} takes nothing: {words}: {row['error']}"
        console.print(line, soft_wrap=True, markup=False)


def _table(sources: Sequence[Standing]) -> Table:
    table = Table(title="Each source's last run", title_justify="left", title_style="bold")
    table.box, table.pad_edge = None, False
    for name in ("Source", "Last run", "Health", "Since"):
        table.add_column(name)
    for name in ("Missing", "Due"):
        table.add_column(name, justify="right")
    table.add_column("Listing proven")
    for source in sources:
        run = source.run
        state = (health_words(run.health), (source.since or "·")[:10])
        counts = [str(count or "·") for count in (source.missing, source.due)]
        name = run.title or run.source_id
        table.add_row(name, _short(run.started), *state, *counts, (source.proven or "·")[:10])
    return table


def _short(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _disk_words(disk: Disk) -> str:
    words = f"Disk: {disk.used_bytes / 1e6:,.1f} MB used, {disk.free_bytes / 1e9:,.0f} GB free"
    if disk.budget_bytes:
        words += f", {disk.budget_bytes / 1e9:,g} GB allowed"
    if disk.growth_bytes:
        words += f"; {disk.growth_bytes / 1e6:,.1f} MB a day"
    if disk.budget_bytes and disk.days_left is not None:
        words += f", {disk.days_left:,} days left"
    return words
