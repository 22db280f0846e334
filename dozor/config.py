"""`dozor.toml` and `sources.toml`: what a person sets once for every command and the crontab."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from crawler.declared import is_selector
from crawler.project import settings_path
from crawler.sources import JsonList, Selectors, Source
from dozor.errors import SetupError

_HINTS = {name: str(hint) for name, hint in get_type_hints(Source).items()}
_LISTS = {name for name, hint in _HINTS.items() if "tuple" in hint}
_NUMBERS = {"interval", "since", "delay", "budget", "depth", "least_records", "most_records"}
_KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "float": ((int, float), "a number"),
    "bool": (bool, "true or false"),
    "tuple": (list, "a list of texts in quotes"),
    "str": (str, "a text in quotes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `dozor.toml` says; `folder` holds the file.

    `notes` names the file of people's notes, `giving_prefix` begins identifiers in 360Giving.

    Of a portal's cards, those of `region`, of `card_regions` and of `card_inns`, watched
    organisations, come first; `all_cards` asks for those that nobody chose as well.
    `disk_budget_gb` bounds the data folder; with less than `disk_reserve_gb` free nothing more is
    fetched. `heartbeat` is an address that is asked after each round that came to its end, so that
    somebody else notices when none does. `site` is the address at which people see Datasette;
    `delivery` names where alerts go. Of a portal's cards, those of `region`, of `card_regions` and
    of `card_inns`, watched organisations, come first; `all_cards` asks for those that nobody chose
    as well.
    """

    folder: Path
    contact: str = ""
    region: str = ""
    data: str = ""
    disk_budget_gb: float = 0.0
    notes: str = "notes.toml"
    giving_prefix: str = "360G-dozor"
    disk_reserve_gb: float = 0.5
    heartbeat: str = ""
    site: str = ""
    delivery: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    card_regions: tuple[str, ...] = ()
    card_inns: tuple[str, ...] = ()
    all_cards: bool = False


def config_path() -> Path:
    """Give the settings file: `$DOZOR_CONFIG`, else `dozor.toml` in the working folder."""
    return settings_path()


def load_config(path: Path | None = None) -> Config:
    """Read `dozor.toml`; a file that is not there is an empty one. Raises SetupError."""
    path = path or config_path()
    folder = path.resolve().parent
    if not path.is_file():
        if os.environ.get("DOZOR_CONFIG"):
            raise SetupError(f"$DOZOR_CONFIG names {path}, which is not there")
        return Config(folder=folder)
    values = _read(path)
    known = {field.name for field in fields(Config)} - {"folder"}
    _refuse_unknown(str(path), set(values), known)
    settings = {key: value for key, value in values.items() if key in known}
    _check_types(path, settings)
    lists = {key: tuple(value) for key, value in settings.items() if isinstance(value, list)}
    return Config(folder=folder, **settings | lists)


def load_sources(path: Path) -> list[Source]:
    """Read the `[[source]]` tables of a TOML file. Raises SetupError, naming file and source."""
    if not path.is_file():
        raise SetupError(f"{path}: no such file; `dozor init` makes one")
    written = _read(path)
    tables = written.pop("source", [])
    _refuse_unknown(f"{path}", set(written), {"source"})
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SetupError(f"{path}: write each source under a [[source]] line of its own")
    sources = [_source(path, table) for table in tables]
    _refuse_doubles(path, [source.id for source in sources])
    return sources


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{path}: not in UTF-8; save it in that encoding") from error
    except OSError as error:
        raise SetupError(f"{path}: cannot be read: {error}") from error


def _check_types(path: Path, settings: dict[str, Any]) -> None:
    hints = {name: str(hint) for name, hint in get_type_hints(Config).items()}
    for key, value in settings.items():
        if key == "delivery":
            _check_delivery(path, value)
            continue
        kind, words = next(kind for name, kind in _KINDS.items() if name in hints[key])
        wrong = isinstance(value, bool) is not (kind is bool) or not isinstance(value, kind)
        if wrong or (kind is list and not all(isinstance(part, str) for part in value)):
            raise SetupError(f"{path}: {key} must be {words}, not {value!r}")


def _check_delivery(path: Path, value: object) -> None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise SetupError(
            f'{path}: under [delivery] each line is a name and an address, as desk = "mailto://…"'
        )


def _source(path: Path, table: dict[str, Any]) -> Source:
    name = f"{path}: source {table.get('id', '(without an id)')}"
    _refuse_unknown(name, set(table), {field.name for field in fields(Source)})
    plain = {key: value for key, value in table.items() if key not in {"selectors", "json"}}
    values = {key: _value(name, key, value) for key, value in plain.items()}
    if "json" in table:
        values["json"] = _json_list(name, table["json"])
    try:
        return Source(**values, selectors=_selectors(name, table.get("selectors", {})))
    except TypeError as error:
        raise SetupError(f"{name}: an id and a home_url are needed") from error
    except ValueError as error:  # it names the source itself
        raise SetupError(f"{path}: {error}") from error


def _selectors(name: str, table: object) -> Selectors:
    if not isinstance(table, dict):
        raise SetupError(f'{name}: selectors must be a table, as in selectors.body = "article p"')
    known = {field.name for field in fields(Selectors)}
    _refuse_unknown(f"{name}, selectors", set(table), known)
    return Selectors(**{key: _css(name, key, value) for key, value in table.items()})


def _json_list(name: str, table: object) -> JsonList:
    if not isinstance(table, dict) or not all(isinstance(one, str) for one in table.values()):
        raise SetupError(f'{name}: json must be a table of texts, as in json.address = "https://…"')
    _refuse_unknown(f"{name}, json", set(table), {field.name for field in fields(JsonList)})
    if "address" not in table:
        raise SetupError(f"{name}: json needs an address, made of an entry's fields")
    return JsonList(**table)


def _css(name: str, key: str, value: object) -> tuple[str, ...]:
    selectors = _texts(name, f"selectors.{key}", value)
    for selector in selectors:
        if not is_selector(selector):
            raise SetupError(f"{name}: selectors.{key} holds no CSS selector: {selector!r}")
    return selectors


def _value(name: str, key: str, value: object) -> Any:  # noqa: ANN401  a TOML value
    if key in _LISTS:
        return _texts(name, key, value)
    if key in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < inf:
            raise SetupError(f"{name}: {key} must be a number of 0 or more, not {value!r}")
        return value if key == "delay" else int(value)
    if key in {"verified", "whole", "browser"}:
        if not isinstance(value, bool):
            raise SetupError(f"{name}: {key} must be true or false, not {value!r}")
        return value
    if not isinstance(value, str):
        raise SetupError(f"{name}: {key} must be a text in quotes, not {value!r}")
    return value


def _texts(name: str, key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise SetupError(f"{name}: {key} must be a text or a list of texts, not {value!r}")


def _refuse_unknown(where: str, given: set[str], known: set[str]) -> None:
    for key in sorted(given - known):
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(sorted(known))}"
        raise SetupError(f"{where}: unknown setting {key}{hint}")


def _refuse_doubles(path: Path, ids: list[str]) -> None:
    for double in sorted({name for name in ids if ids.count(name) > 1}):
        raise SetupError(f"{path}: two sources are called {double}")
