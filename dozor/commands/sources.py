"""`dozor sources`: which there are, and which of them are crawled."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from crawler.sources import Source
from dozor.choose import all_sources, choose, own_sources
from dozor.options import data_folder, data_option
from dozor.preflight import disabled, require_store
from dozor.runs import database
from dozor.tables import stdout, words
from pipelines.display.addresses import readable_host
from pipelines.storage.sources import set_enabled


@click.group(short_help="List sources, and switch them on and off.")
def command() -> None:
    """List sources, and switch them on and off; a source's history is always kept."""


@command.command("list", short_help="Show every source, and whether it is crawled.")
@click.option("--region", metavar="CODE", help="Only this ISO 3166-2:RU region, as RU-PSK.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@data_option
def list_(region: str | None, as_json: bool, data: Path | None) -> None:
    """Show every source: its id, name, region and whether it is crawled."""
    sources = choose((), all_sources(own_sources()), region=region)
    off = disabled(data_folder(data), sources)
    if as_json:
        rows = [_row(source, off) for source in sources]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        stdout().print(_table(sources, off))


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="SOURCE ...")
@data_option
def enable(names: tuple[str, ...], data: Path | None) -> None:
    """Crawl these sources again."""
    _switch(names, data_folder(data), on=True)


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="SOURCE ...")
@data_option
def disable(names: tuple[str, ...], data: Path | None) -> None:
    """Leave these sources out of `dozor crawl`; their history stays."""
    _switch(names, data_folder(data), on=False)


def _switch(names: Sequence[str], data: Path, *, on: bool) -> None:
    sources = choose(names, all_sources(own_sources()))
    require_store(data, sample=False)
    set_enabled(database(data), sources, on=on)
    click.echo(f"{', '.join(names)}: {'enabled' if on else 'disabled'}")


def _row(source: Source, off: set[str]) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.name,
        "kind": source.kind,
        "region": source.region,
        "home_url": source.home_url,
        "enabled": source.id not in off,
    }


def _table(sources: Sequence[Source], off: set[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("Id", "Name", "Kind", "Region", "Site", "Crawled"):
        table.add_column(name, no_wrap=name != "Name")
    for source in sources:
        crawled = "no" if source.id in off else "yes"
        place = (source.region or "·", readable_host(source.home_url))
        table.add_row(source.id, words(source.name), source.kind, *place, crawled)
    return table
