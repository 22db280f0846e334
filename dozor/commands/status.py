"""`dozor status`: every source at a glance."""

import json
import shutil
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from crawler import clock
from dozor.health import is_wrong
from dozor.options import data_folder, data_option
from dozor.runs import RunRow, latest_runs, read_only
from dozor.tables import runs_table, stdout
from dozor.telling import print_reasons
from pipelines.storage.hosts import blocked_hosts


@click.command(short_help="Show each source's last run, its health and why.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@data_option
def command(as_json: bool, data: Path | None) -> None:
    """Show each source's last run, its health and why, and the disk.

    Exit code 1 when a source is failing, blocked or stale.
    """
    folder = data_folder(data)
    runs = latest_runs(folder)
    with closing(read_only(folder)) as connection:
        blocked = blocked_hosts(connection)
    disk = _disk(folder)
    if as_json:
        sources = [asdict(run) for run in runs]
        shown = {"at": clock.timestamp(), "sources": sources, "hosts": blocked, "disk": disk}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print(runs, blocked, disk)
    sys.exit(1 if any(is_wrong(run.health) for run in runs) else 0)


def _disk(folder: Path) -> dict[str, Any]:
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"used_bytes": used, "free_bytes": shutil.disk_usage(folder).free}


def _print(runs: list[RunRow], blocked: list[dict[str, Any]], disk: dict[str, Any]) -> None:
    console = stdout()
    console.print(runs_table(runs, "Each source's last run"))
    print_reasons(console, runs)
    for host in blocked:
        console.print(
            f"  {host['host']}: left alone until {host['blocked_until']}: {host['reason']}"
        )
    finished = [run.finished for run in runs if run.finished]
    if finished:
        console.print(f"\nLast checked {max(finished)}")
    used, free = disk["used_bytes"] / 1e6, disk["free_bytes"] / 1e9
    console.print(f"Disk: {used:,.1f} MB used, {free:,.0f} GB free")
