"""`dozor extract`: what is read from one page, without storing anything."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from crawler import clock
from crawler.addresses import canonical
from crawler.extraction import Unreadable, extract_article, extract_grant
from crawler.sources import Source
from dozor.choose import all_sources, own_sources, source_of
from dozor.errors import SetupError
from dozor.options import unknown
from pipelines.normalize import normalize_article, normalize_grant
from pipelines.records import InvalidRecord, Record

_APART = {"origins", "problems"}


@click.command()
@click.argument("page")
@click.option("--url", help="The address the page was found at.  [default: PAGE, if it is one]")
@click.option("--source", "source_id", help="Read it as this source's.  [default: by its host]")
@click.option("--kind", type=click.Choice(["article", "grant"]), help="[default: the source's]")
def command(page: str, url: str | None, source_id: str | None, kind: str | None) -> None:
    r"""Show the record in PAGE, a saved file, as JSON: the record and who found each field.

    \b
    dozor extract saved.html --url https://ysia.ru/some-article/
    """
    address = url or page
    if "://" not in address:
        raise SetupError("say with --url which address the page was found at")
    body = _body(page)
    sources = all_sources(own_sources())
    if source_id and source_id not in sources:
        raise unknown("source", source_id, sources, "`dozor sources list` shows them all.")
    source = sources[source_id] if source_id else source_of(address, sources.values())
    click.echo(json.dumps(_shown(body, address, source, kind), ensure_ascii=False, indent=1))


def _body(page: str) -> bytes:
    path = Path(page)
    if "://" in page:
        raise SetupError(f"save the page first (curl -o page.html '{page}') and name the file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{page}: cannot be read: {error.strerror}") from error


def _shown(body: bytes, url: str, source: Source | None, kind: str | None) -> dict[str, Any]:
    wanted = kind or ("grant" if source and source.kind == "grants" else "article")
    try:
        record = _read(body, url, source, wanted)
    except Unreadable as error:
        raise SetupError(f"no {wanted} in this page: {error}") from error
    except InvalidRecord as error:
        raise SetupError(f"this page makes no valid {wanted}: {error}") from error
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    values["texts"] = dict(record.texts)
    return {
        "kind": wanted,
        "record": {name: value for name, value in values.items() if name not in _APART},
        "origins": dict(record.origins),
        "problems": dict(record.problems),
        "key": canonical(url, source),
    }


def _read(body: bytes, url: str, source: Source | None, kind: str) -> Record:
    if kind == "grant":
        return normalize_grant(extract_grant(body, url, source=source), reference=clock.now())
    return normalize_article(extract_article(body, url, source=source), reference=clock.now())
