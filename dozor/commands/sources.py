"""`dozor sources`: which there are, and which of them are crawled."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from dozor.choose import (
    all_sources,
    choose,
    from_catalogue,
    own_sources,
    recorded_sources,
    region_of_sources,
)
from dozor.errors import SetupError
from dozor.options import data_folder, data_option
from dozor.picklist import Listed, listed
from dozor.preflight import require_store
from dozor.runs import database
from dozor.tables import stdout, words
from pipelines.display.addresses import readable_host
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private, private_database
from pipelines.storage.sources import rename_source, set_enabled
from pipelines.storage.watch_rows import follow_source

# What is piped is read by grep, which wants a source on one line.
_NARROW = 110


@click.group(short_help="List sources, pick some of the catalogue, switch them on and off.")
def command() -> None:
    """List sources, pick some of the catalogue, switch them on and off.

    A source's history is always kept.

    \b
    dozor sources list --catalogue --region RU-PSK
    dozor sources enable iz
    """  # noqa: D301  click's own mark


@command.command("list", short_help="Show every source, and whether it is crawled.")
@click.argument("search", nargs=-1, metavar="[WORD ...]")
@click.option("--catalogue", is_flag=True, help="Also what can be picked: some 900 news sites.")
@click.option("--region", metavar="CODE|NAME", help="Only of this region, as RU-PSK.")
@click.option(
    "--kind", type=click.Choice(["news", "grants", "competitions"]), help="Only such sources."
)
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@data_option
def list_(  # noqa: PLR0913  click passes each option so
    search: tuple[str, ...],
    *,
    catalogue: bool,
    region: str | None,
    kind: str | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Show every source: its id, name, region and whether it is crawled.

    WORDs leave those that have all of them in their id, name, city or address.

    \b
    dozor sources list --catalogue --region RU-PSK
    dozor sources list --catalogue великие луки
    """  # noqa: D301  click's own mark
    code = region_of_sources(region) if region else None
    found = [
        source
        for source in listed(data_folder(data), whole=catalogue)
        if code in {None, source.region}
        and kind in {None, source.kind}
        and all(source.has(word) for word in search)
    ]
    if as_json:
        shown = [source.as_json() for source in found]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print(found, catalogue=catalogue)


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="SOURCE ...")
@data_option
def enable(names: tuple[str, ...], data: Path | None) -> None:
    """Have `dozor crawl` take these sources: ids of your own, of spiders, of the catalogue.

    \b
    dozor sources enable iz ysia
    """  # noqa: D301  click's own mark
    _switch(names, data_folder(data), on=True)


@command.command()
@click.argument("names", nargs=-1, required=True, metavar="SOURCE ...")
@data_option
def disable(names: tuple[str, ...], data: Path | None) -> None:
    """Leave these sources out of `dozor crawl`; their history stays.

    \b
    dozor sources disable iz
    """  # noqa: D301  click's own mark
    _switch(names, data_folder(data), on=False)


@command.command()
@click.argument("old")
@click.argument("new")
@data_option
def rename(old: str, new: str, data: Path | None) -> None:
    """Give what is stored of the source OLD to the source NEW, with all its history.

    NEW must be declared and have no history: change the id in sources.toml first. A source of your
    own becomes one of the catalogue's, or a spider's, in the same way.

    \b
    dozor sources rename my_town vestnik
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    require_store(folder, sample=False)
    if old in all_sources():
        raise SetupError(f"{old} is a spider of Dozor's and would begin a history anew")
    source = choose((new,), recorded_sources(folder, own_sources(), (new,)))[0]
    rename_source(database(folder), old, source)
    if private_database(folder).is_file():
        with opened_private(folder) as private, immediate(private) as connection:
            follow_source(connection, old, new)
    click.echo(f"{old} is called {new} now; its history is kept")
    if any(own.id == old for own in own_sources()):
        click.echo(f"sources.toml still declares {old}: take it out, or it begins anew")


def _switch(names: Sequence[str], data: Path, *, on: bool) -> None:
    known = all_sources(own_sources())
    sources = choose(names, known | from_catalogue(known, names))
    require_store(data, sample=False)
    set_enabled(database(data), sources, on=on)
    click.echo(f"{', '.join(names)}: {'enabled' if on else 'disabled'}")


def _print(found: Sequence[Listed], *, catalogue: bool) -> None:
    out = stdout()
    out.print(_table(found, catalogue=catalogue, narrow=out.width < _NARROW))
    if any(source.catalogue and not source.enabled for source in found):
        out.print("\nTo have one crawled: dozor sources enable ID", highlight=False)


def _table(sources: Sequence[Listed], *, catalogue: bool, narrow: bool) -> Table:
    table = Table(box=None, pad_edge=False)
    last = "Found by" if catalogue else "Kind"
    for name in ("Id", "Name", "Region", *(() if narrow else ("Site",)), last, "Crawled"):
        table.add_column(name, no_wrap=name != "Name")
    for source in sources:
        site = () if narrow else (readable_host(source.home_url),)  # the id says nearly the same
        way = source.found_by if catalogue else source.kind
        crawled = "yes" if source.enabled else "no"
        place = (source.region or "·", *site)
        table.add_row(source.id, words(source.title), *place, way, crawled)
    return table
