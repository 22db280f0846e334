"""A source as an entry of `sources.toml`, and its place at the end of a person's file."""

import json
import os
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from crawler.addresses import site_host
from crawler.sources import Selectors, Source
from dozor.config import load_sources
from dozor.errors import SetupError
from dozor.tables import plain
from pipelines.toml_writing import toml_string

_ORDER = (
    "title", "kind", "region", "timezone", "language", "feeds", "sitemaps", "listings", "links",
    "next_page", "article_path", "keep_params", "whole", "browser", "interval", "since", "delay",
    "budget",
)  # fmt: skip


def entry_of(source: Source, remarks: Sequence[str] = ()) -> str:
    """Write a source as a `[[source]]` table: what is not the default, one setting a line.

    `remarks` stand above it.
    """
    lines = [*comment_lines(remarks), "[[source]]", *_lines(source)]
    return "\n".join(lines) + "\n"


def comment_lines(remarks: Sequence[str], width: int = 98) -> Iterator[str]:
    """Write remarks as comments, in lines of at most so many characters behind the sign."""
    for remark in remarks:
        yield from (f"# {line}" for line in textwrap.wrap(plain(remark), width))


def append_entry(path: Path, source: Source, remarks: Sequence[str] = ()) -> None:
    """Add a source to the end of a file, which is made if it is not there; nothing else changes.

    Raises SetupError for a source of the same id or host, and where the file cannot be read,
    extended or written.
    """
    before = _text(path)
    for other in load_sources(path) if before else []:
        if other.id == source.id:
            raise SetupError(f"{path} has a source called {other.id} already; nothing was written")
        if site_host(other.home_url) == site_host(source.home_url) and not source.whole:
            raise SetupError(
                f"{path} has {other.id} on the host of {source.home_url} already; nothing written"
            )
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    save(path, f"{before}{gap}{entry_of(source, remarks)}")


def require_room(path: Path) -> None:
    """Raise SetupError where a file of sources could not be written, before a site is visited."""
    folder = next(above for above in path.absolute().parents if above.exists())
    if path.is_dir() or not folder.is_dir():
        raise SetupError(f"{path} cannot be written: it is no place for a file; name another")
    if not os.access(folder, os.W_OK):
        raise SetupError(f"{path} cannot be written: no leave to write in {folder}")


def save(path: Path, text: str) -> None:
    """Write a file of sources whole or not at all. Raises SetupError, also for what is no TOML."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{path} cannot take the entry ({error}); write it in yourself") from error
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error


def places_lines(places: Selectors) -> Iterator[str]:
    """Write selectors as lines of an entry."""
    for place in fields(places):
        if value := getattr(places, place.name):
            yield f"selectors.{place.name} = {list_of(value)}"


def _lines(source: Source) -> Iterator[str]:
    yield f"id = {toml_string(source.id)}"
    yield f"home_url = {toml_string(source.home_url)}"
    defaults = {field.name: field.default for field in fields(Source)}
    for name in _ORDER:
        value = getattr(source, name, None)
        if value not in (None, (), defaults.get(name)):
            yield f"{name} = {_value(value)}"
    yield from places_lines(source.selectors)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return list_of(value)
    return _string(value) if isinstance(value, str) else json.dumps(value)


def list_of(values: tuple[str, ...]) -> str:
    """Write texts as a list of TOML."""
    return f"[{', '.join(map(_string, values))}]"


def _string(text: str) -> str:
    r"""Write a pattern or selector as a person would: without doubling its backslashes.

    >>> print(_string(r"^/news/\d+"), _string("Вести"))
    '^/news/\d+' "Вести"
    """
    literal = ("\\" in text or '"' in text) and "'" not in text and text.isprintable()
    return f"'{text}'" if literal else toml_string(text)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: cannot be read: {error}") from error
