"""`dozor probe`: a site is looked over, and a source made of what was found."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from crawler import clock
from crawler.addresses import in_site
from crawler.guard import is_local
from crawler.sources import Source
from dozor.choose import all_sources, own_sources
from dozor.config import load_config
from dozor.errors import SetupError
from dozor.given import given_settings
from dozor.options import Moment, data_folder, data_option
from dozor.probing.as_json import as_json
from dozor.probing.assess import report_of
from dozor.probing.drift_told import drift_json, drift_lines
from dozor.probing.entry import append_entry, require_room
from dozor.probing.examples import OPTION, Example, gathered, read_example
from dozor.probing.from_examples import chosen_of
from dozor.probing.look import Look, look_over, probe_settings
from dozor.probing.mending import look_again, write_mended
from dozor.probing.model import Report
from dozor.probing.override import override
from dozor.probing.site import Site, site_of
from dozor.probing.spider_files import project_root, spider_files, write_files
from dozor.probing.told import lines_of, shown_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options of the command ask for."""

    address: str
    sources_file: Path | None
    source_id: str | None
    write: bool
    spider: bool
    as_json: bool
    allow_private: bool
    browser: bool
    examples: tuple[Example, ...]
    settings: Mapping[str, str]


class Command(click.Command):
    """Takes all the values behind `--example URL` for that option's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words, values of an example joined."""
        return super().parse_args(ctx, list(gathered(args)))


@click.command(cls=Command, short_help="Look a new site over, and make a source of it.")
@click.argument("address", metavar="URL|SOURCE")
@click.option("--write", is_flag=True, help="Add the source to sources.toml.")
@click.option("--spider", is_flag=True, help="Write a spider, its pages and records instead.")
@click.option(
    OPTION,
    "examples",
    multiple=True,
    metavar="URL title=… date=…",
    help="What the page of an article shows: a selector is found for each value.",
)
@click.option("--browser", is_flag=True, help="Have its pages filled in by a browser.")
@click.option("--id", "source_id", metavar="ID", help="Call the source so.  [default: by its host]")
@click.option(
    "--sources",
    "sources_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of your sources.  [default: sources.toml]",
)
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@click.option("--now", type=Moment(), help="Take this as the present moment.")
@click.option("--allow-private", is_flag=True, help="Let this machine and private networks in.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting.")
@data_option
def command(
    data: Path | None,
    now: datetime | None,
    settings: tuple[str, ...],
    examples: tuple[str, ...],
    **options: Any,  # noqa: ANN401  click has checked them
) -> None:
    """Look a site over: home page, robots.txt, feeds, sitemaps, and about five of its articles.

    Of a SOURCE that has been crawled it tells which selectors stopped matching, and proposes others
    by what is known of its articles from before.

    Takes up to a minute, asks one thing at a time, and stores nothing. Exit code 0 where articles
    can be read, 1 where nothing usable was found, 2 for wrong usage or set-up.

    \b
    dozor probe https://news.example.ru/
    dozor probe https://news.example.ru/ --write
    dozor probe https://news.example.ru/ --example https://news.example.ru/17 title="…" date="…"
    dozor probe my_town --write
    """  # noqa: D301  click's own mark
    clock.set_now(now)
    read = tuple(map(read_example, examples))
    wanted = Wanted(settings=given_settings(settings), examples=read, **options)
    sys.exit(probe(data_folder(data), wanted))


def probe(data: Path, wanted: Wanted) -> int:
    """Look a site over, or a known source again, and give the exit code."""
    if not ({".", ":"} & set(wanted.address) or is_local(wanted.address)):
        return _again(data, wanted)
    site = site_of(wanted.address, own_sources(wanted.sources_file), wanted.source_id)
    for example in wanted.examples:
        if not in_site(example.url, site.bare):
            raise SetupError(f"{OPTION} {example.url} lies on another site than {wanted.address}")
    _refuse_known(site, wanted)
    settings = probe_settings(data, allow_private=wanted.allow_private, given=wanted.settings)
    source = replace(site.bare, browser=wanted.browser)
    look = look_over(source, settings, tuple(one.url for one in wanted.examples))
    chosen = chosen_of(look, wanted.examples)
    report = report_of(look, wanted.address, site.known, chosen)
    _show(report, wanted, site)
    _refuse_wrong(report, wanted)
    if wanted.write or wanted.spider:
        _write(report, wanted, look)
    return int(report.outcome != "well")


def _refuse_known(site: Site, wanted: Wanted) -> None:
    """Say before the first visit that nothing could be written behind the last."""
    if not (wanted.write or wanted.spider):
        return
    if site.taken:
        raise SetupError(f"{site.known} reads this site already; nothing was visited or written")
    if site.yours and not wanted.spider and not wanted.examples:
        raise SetupError(
            f"{site.known} reads this site already; nothing was visited or written. --example adds "
            "selectors to it, and `dozor probe SOURCE --write` mends those that it has."
        )
    ids = all_sources(own_sources(wanted.sources_file))
    if site.bare.id in ids and not site.yours:
        raise SetupError(
            f"{ids[site.bare.id].home_url} is called {site.bare.id} already; nothing was visited "
            "or written. Call this one otherwise: --id ID"
        )
    if not wanted.spider:
        require_room(_own_file(wanted))


def _refuse_wrong(report: Report, wanted: Wanted) -> None:
    """End where an example's value is not on its page, before anything is written."""
    if not report.wrong or report.outcome != "well":
        return
    written = "; nothing was written" if wanted.write or wanted.spider else ""
    raise SetupError(f"{'; '.join(report.wrong)}. Copy each value as its page shows it{written}.")


def _again(data: Path, wanted: Wanted) -> int:
    own = own_sources(wanted.sources_file)
    settings = probe_settings(data, allow_private=wanted.allow_private, given=wanted.settings)
    mending = look_again(data, own, wanted.address, settings)
    shown = (mending.source.id, mending.pages, mending.drifts)
    if wanted.as_json:
        click.echo(json.dumps(drift_json(*shown), ensure_ascii=False, indent=1))
    else:
        for line in drift_lines(*shown):
            click.echo(line)
    if mending.trouble:
        click.echo(mending.trouble, err=True)
    if wanted.write:
        click.echo(write_mended(mending, own, wanted.sources_file), err=wanted.as_json)
    elif not wanted.as_json and any(drift.proposed for drift in mending.drifts):
        click.echo(f"To take what is proposed: dozor probe {mending.source.id} --write")
    return int(not mending.well)


def _show(report: Report, wanted: Wanted, site: Site) -> None:
    if wanted.as_json:
        click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=1))
        return
    for line in lines_of(report):
        click.echo(line)
    if wanted.write or wanted.spider or site.taken:
        return
    for line in shown_entry(report, yours=site.yours):
        click.echo(line)


def _write(report: Report, wanted: Wanted, look: Look) -> None:
    if report.proposed is None:
        click.echo("Nothing was written.", err=True)
        return
    if wanted.spider:
        _write_spider(report.proposed, look, report.remarks)
        if any(one.id == report.proposed.id for one in own_sources(wanted.sources_file)):
            click.echo(f"Take {report.proposed.id} out of your sources now.", err=True)
        return
    path = _own_file(wanted)
    if places := _new_places(report, own_sources(wanted.sources_file)):
        override(path, report.proposed.id, places)
        click.echo(f"{report.proposed.id}: selectors written to {path}.", err=wanted.as_json)
        return
    append_entry(path, report.proposed, report.remarks)
    leave = " --allow-private" if wanted.allow_private else ""
    following = f"dozor crawl {report.proposed.id}{leave}"
    said = f"{report.proposed.id} written to {path}. Next: {following}"
    click.echo(said, err=wanted.as_json)


def _own_file(wanted: Wanted) -> Path:
    return wanted.sources_file or load_config().folder / "sources.toml"


def _new_places(report: Report, own: Sequence[Source]) -> dict[str, tuple[str, ...]]:
    """Give what examples found for a source that is a person's own already."""
    proposed = report.proposed
    if proposed is None or all(source.id != proposed.id for source in own):
        return {}
    places = {one.field: getattr(proposed.selectors, one.field) for one in report.choices}
    return {
        one.field: places[one.field] for one in report.choices if one.selector in places[one.field]
    }


def _write_spider(source: Source, look: Look, remarks: Sequence[str]) -> None:
    if source.whole:
        raise SetupError("a channel needs no spider: --write adds it to sources.toml")
    root = project_root()
    files = spider_files(source, look, remarks)
    write_files(root, files)
    for name in files:
        click.echo(f"written: {root / name}", err=True)
    test = f"python -m pytest tests/spiders -k {source.id}"
    click.echo(f"Read the records beside the saved pages, then: {test}", err=True)
