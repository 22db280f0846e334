"""A catalogue: many sources that need no code, one a line of tab-separated columns.

The first line names the columns. Addresses in one cell stand apart by spaces; a selector is CSS, or
XPath behind `xpath:`, and fills its cell. Only `id` and `home_url` must be filled.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.addresses import clean_url, site_host
from crawler.declared import is_selector, is_zone
from crawler.sources import Selectors, Source

_REGION = re.compile(r"RU(?:-[A-Z]{2,3})?")
_NEEDED = ("id", "home_url")


class CatalogueError(ValueError):
    """A catalogue that cannot be read; the text names file, line and column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a catalogue, unread: `cells` by column. `where` names file and line."""

    where: str
    cells: Mapping[str, str]

    @property
    def id(self) -> str:
        """The id of its source."""
        return self.cells["id"]

    @property
    def region(self) -> str | None:
        """The ISO 3166-2:RU code of its region."""
        return self.cells.get("region") or None

    def source(self) -> Source:
        """Read it. Raises CatalogueError naming line and column."""
        values = {name: self._read(name, cell) for name, cell in self.cells.items() if cell}
        places = {name: (values.pop(name),) for name in _SELECTORS if name in values}
        fields = {name: value for name, value in values.items() if name not in _FOR_PEOPLE}
        try:
            return Source(**fields, selectors=Selectors(**places))
        except ValueError as error:
            raise CatalogueError(f"{self.where}: {error}") from error

    def _read(self, name: str, cell: str) -> Any:  # noqa: ANN401  what Source takes there
        try:
            return _COLUMNS[name](cell)
        except ValueError as error:
            raise CatalogueError(f"{self.where}, column {name}: {error}") from error


def read_catalogue(path: Path) -> Iterator[Row]:
    """Give the rows of a catalogue; what each of them holds is read when it is asked for.

    Raises CatalogueError for a file that is none, a line with other columns than the first, and a
    second row of one id or one host.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: cannot be read: {error}") from error
    names = _names(path, lines[0] if lines else "")
    seen: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        row = _row(f"{path.name}, line {number}", names, line)
        for column, what in (("id", row.id), ("home_url", site_host(row.cells["home_url"]))):
            if first := seen.get(what):
                raise CatalogueError(f"{row.where}, column {column}: {what} stands in {first} too")
            seen[what] = row.where
        yield row


def _names(path: Path, line: str) -> list[str]:
    names = line.split("\t")
    for name in names:
        if name not in _COLUMNS:
            known = ", ".join(_COLUMNS)
            raise CatalogueError(f"{path.name}, line 1: no column {name!r}; known are {known}")
    for name in _NEEDED:
        if names.count(name) != 1:
            raise CatalogueError(f"{path.name}, line 1: one column {name} is needed")
    return names


def _row(where: str, names: list[str], line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != len(names):
        raise CatalogueError(f"{where}: {len(cells)} columns, not the {len(names)} of line 1")
    row = Row(where=where, cells=dict(zip(names, map(str.strip, cells), strict=True)))
    for name in _NEEDED:
        if not row.cells[name]:
            raise CatalogueError(f"{where}, column {name}: nothing stands there")
    return row


def _address(cell: str) -> str:
    if not cell.isascii():
        raise ValueError(f"write the address in ASCII, its host in punycode: {cell!r}")
    if clean_url(cell) is None or " " in cell:
        raise ValueError(f"no web address: {cell!r}")
    return cell


def _addresses(cell: str) -> tuple[str, ...]:
    return tuple(map(_address, cell.split()))


def _region(cell: str) -> str:
    if not _REGION.fullmatch(cell):
        raise ValueError(f"no ISO 3166-2:RU code: {cell!r}")
    return cell


def _zone(cell: str) -> str:
    if not is_zone(cell):
        raise ValueError(f"no zone is called {cell!r}; write it as Europe/Moscow")
    return cell


def _selector(cell: str) -> str:
    if not is_selector(cell):
        raise ValueError(f"neither a CSS selector nor XPath behind xpath: {cell!r}")
    return cell


_SELECTORS = ("body", "published")
_FOR_PEOPLE = ("city", "platform")
_COLUMNS: Mapping[str, Callable[[str], object]] = {
    "id": str,
    "title": str,
    "home_url": _address,
    "region": _region,
    "city": str,
    "timezone": _zone,
    "platform": str,
    "feeds": _addresses,
    "listings": _addresses,
    "body": _selector,
    "published": _selector,
}
