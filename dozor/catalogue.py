"""The catalogue that Dozor brings: what can be picked besides the tuned spiders."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

import spiders
from crawler.addresses import site_host
from crawler.catalogue import CatalogueError, Row, read_catalogue
from crawler.sources import Source
from dozor.errors import SetupError
from dozor.runs import database, read_only

CATALOGUE = Path(spiders.__file__).with_name("catalogue.tsv")


def catalogue_rows(taken: Iterable[Source] = (), path: Path = CATALOGUE) -> list[Row]:
    """Give the rows of the catalogue but those of which a source is taken, by id or by host.

    Raises SetupError for a catalogue that cannot be read.
    """
    taken = list(taken)
    ids = {source.id for source in taken}
    hosts = {site_host(source.home_url) for source in taken}
    try:
        return [
            row
            for row in read_catalogue(path)
            if row.id not in ids and site_host(row.cells["home_url"]) not in hosts
        ]
    except CatalogueError as error:
        raise SetupError(str(error)) from error


def catalogue_sources(taken: Iterable[Source], wanted: Callable[[Row], bool]) -> dict[str, Source]:
    """Give those sources of the catalogue that are wanted, by id. Raises SetupError."""
    try:
        return {row.id: row.source() for row in catalogue_rows(taken) if wanted(row)}
    except CatalogueError as error:
        raise SetupError(str(error)) from error


def of_catalogue(url: str) -> Source | None:
    """Give the source of the catalogue on whose host an address lies."""
    host = site_host(url)
    found = catalogue_sources((), lambda row: site_host(row.cells["home_url"]) == host)
    return next(iter(found.values()), None)


def picked_ids(data: Path) -> set[str]:
    """Give the ids of the sources that a person has enabled."""
    return _ids(data, "SELECT id FROM sources WHERE enabled = 1 AND enabled_at IS NOT NULL")


def stored_ids(data: Path) -> set[str]:
    """Give the ids of the sources of which anything is stored."""
    return _ids(data, "SELECT id FROM sources")


def _ids(data: Path, query: str) -> set[str]:
    if not database(data).is_file():
        return set()
    with closing(read_only(data)) as connection, suppress(sqlite3.OperationalError):
        return {row[0] for row in connection.execute(query)}
    return set()  # it knows of no such thing before it is written anew
