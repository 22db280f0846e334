"""Options and values that several commands share."""

import difflib
import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import click

from crawler import clock
from dozor.config import load_config
from dozor.errors import SetupError
from pipelines.regions import codes, region_code, region_names

# Beyond these a day, a decade or a delay more would leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_FOLDER = click.Path(file_okay=False, path_type=Path)
data_option = click.option(
    "--data",
    type=_FOLDER,
    metavar="DIR",
    help="Folder of the database and the archive.  [default: $DOZOR_DATA, else data/]",
)
demo_data_option = click.option(
    "--data",
    type=_FOLDER,
    metavar="DIR",
    help="Folder of its own for the sample data.  [default: data-demo/]",
)
port_option = click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="P",
    help="Port; a busy one gives the next, 0 gives any.",
)


def data_folder(given: Path | None) -> Path:
    """Settle the data folder: the option, `$DOZOR_DATA`, `data` of dozor.toml, else `data`."""
    if given is not None:
        return given
    if from_environment := os.environ.get("DOZOR_DATA"):
        return Path(from_environment)
    config = load_config()
    return config.folder / config.data if config.data else Path("data")


class Moment(click.ParamType[datetime]):
    """An ISO 8601 moment or date; without a zone it is in UTC."""

    name = "ISO"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Give an aware moment, or fail naming what was given."""
        if isinstance(value, datetime):
            return value
        try:
            moment = clock.from_text(str(value))
        except ValueError:
            self.fail(f"{value!r} is no moment; write it as 2026-03-02T09:00+03:00", param, ctx)
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            self.fail(f"{value!r}: a year from {_FIRST_YEAR} to {_LAST_YEAR} is needed", param, ctx)
        return moment


def chosen_region(given: str) -> str:
    """Give the code of a region that a person names, by code or name, in any case of letters.

    Raises SetupError for one that is not known, with its near matches.
    """
    code = region_code(given.upper()) or region_code(given)
    if code is None:
        known = {name.casefold(): name for name, _ in region_names()}
        known |= {code.casefold(): code for code in codes()}
        near = difflib.get_close_matches(given.casefold(), known, n=3, cutoff=0.5)
        guess = f" Did you mean {' or '.join(known[one] for one in near)}?" if near else ""
        hint = "Write a region as RU-PSK or Псковская область."
        raise SetupError(f"no region is called {given}.{guess} {hint}")
    return code


def unknown(kind: str, name: str, known: Collection[str], hint: str) -> SetupError:
    """Make the error for a name that is not known, with its near matches."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    guess = f" Did you mean {' or '.join(near)}?" if near else ""
    return SetupError(f"no {kind} is called {name}.{guess} {hint}")
