"""`dozor extract`: what is read from one page, without storing anything."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from crawler import clock
from crawler.addresses import canonical, clean_url
from crawler.discovery.pages import kind_of
from crawler.extraction import (
    Unreadable,
    extract_article,
    extract_competition,
    extract_grant,
)
from crawler.items import PageKind, RawArticle, RawCompetition, RawGrant, RawRecord
from crawler.sources import Source
from dozor.catalogue import of_catalogue
from dozor.choose import (
    all_sources,
    choose,
    from_catalogue,
    own_sources,
    source_of,
    unlisted_source,
)
from dozor.errors import SetupError
from pipelines.normalize import normalize_article, normalize_competition, normalize_grant
from pipelines.records import InvalidRecord, Record

_EXTRACTORS: dict[str, Callable[..., RawRecord]] = {
    "grant": extract_grant,
    "competition": extract_competition,
}
_KINDS: dict[type[RawRecord], PageKind] = {
    RawArticle: "article",
    RawGrant: "grant",
    RawCompetition: "competition",
}
_APART = {"origins", "problems"}


@click.command(short_help="Show the record in one page, as JSON.")
@click.argument("page", metavar="FILE_OR_URL")
@click.option("--url", help="The address the file was found at.")
@click.option("--source", "source_id", help="Read it as this source's.  [default: by its host]")
@click.option(
    "--kind", type=click.Choice(["article", "grant", "competition"]), help="[default: by address]"
)
@click.option("--raw", is_flag=True, help="The site's own text by field, as fixtures have it.")
@click.option("--allow-private", is_flag=True, help="Let this machine and private networks in.")
def command(
    page: str,
    url: str | None,
    source_id: str | None,
    raw: bool,
    **how: Any,  # noqa: ANN401  click has checked them
) -> None:
    """Show the record in a saved page, or in one fetched now, as JSON. Nothing is stored.

    \b
    dozor extract saved.html --url https://ysia.ru/some-article/
    dozor extract https://ysia.ru/some-article/
    """  # noqa: D301  click's own mark
    address = url or page
    if not url and "://" not in page and not Path(page).is_file():
        raise SetupError(f"{page}: no such file")
    if "://" not in address:
        raise SetupError("say with --url which address the file was found at, as https://…")
    if clean_url(address) is None:
        raise SetupError(f"{address} is no web address")
    source = _source(address, source_id)
    try:
        read = (
            _saved(page, url, source, how["kind"])
            if url
            else _fetched(page, source, how["allow_private"])
        )
        shown = _own_text(read) if raw else _shown(_normalized(read), read)
    except Unreadable as error:
        raise SetupError(f"no record in this page: {error}") from error
    except InvalidRecord as error:
        raise SetupError(f"this page makes no valid record: {error}") from error
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _source(address: str, source_id: str | None) -> Source:
    sources = all_sources(own_sources())
    if source_id:
        return choose((source_id,), sources | from_catalogue(sources, {source_id}))[0]
    known = source_of(address, sources.values())
    return known or of_catalogue(address) or unlisted_source(address)


def _saved(page: str, url: str, source: Source, kind: str | None) -> RawRecord:
    try:
        body = Path(page).read_bytes()
    except OSError as error:
        raise SetupError(f"{page}: cannot be read: {error.strerror}") from error
    extract = _EXTRACTORS.get(kind or kind_of(url, source), extract_article)
    return extract(body, url, source=source)


def _fetched(url: str, source: Source, allow_private: bool) -> RawRecord:
    from dozor.fetch import fetch  # noqa: PLC0415  brings Scrapy's engine, which a file needs not

    visit = fetch(url, source, allow_private=allow_private)
    if visit.rejection:
        raise SetupError(f"{url}: {visit.rejection.reason}: {visit.rejection.detail}")
    return visit.records[0]


def _normalized(raw: RawRecord) -> Record:
    if isinstance(raw, RawArticle):
        return normalize_article(raw, reference=clock.now())
    if isinstance(raw, RawCompetition):
        return normalize_competition(raw, reference=clock.now())
    return normalize_grant(raw, reference=clock.now())


def _own_text(raw: RawRecord) -> dict[str, Any]:
    return {
        field.name: getattr(raw, field.name)
        for field in fields(raw)
        if field.name not in {"origins", "source_id", "unknown", "canonical"}
    }


def _shown(record: Record, raw: RawRecord) -> dict[str, Any]:
    left_out = _APART | {"silent"} | getattr(record, "silent", frozenset())
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    values["texts"] = dict(record.texts)
    values["key"] = record.key or canonical(record.url)
    return {
        "kind": _KINDS[type(raw)],
        "record": {name: value for name, value in values.items() if name not in left_out},
        "origins": dict(record.origins),
        "problems": dict(record.problems),
    }
