"""`dozor publish`: a public, read-only copy for a server of its own."""

import shlex
import sqlite3
from pathlib import Path

import click

from dozor.errors import SetupError
from dozor.options import data_folder, data_option
from dozor.publishing.publish import publish
from dozor.tables import stdout


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--with-text", is_flag=True, help="With the full texts of others' pages.")
@data_option
def command(folder: Path, *, with_text: bool, data: Path | None) -> None:
    """Make a public copy in the folder DIR, which plain Datasette serves with the same look.

    Nothing private is in it: no watches, notes or alerts, no addresses of applicants, no INN of
    private persons. The full texts of others stay out unless --with-text is given, and with them
    the history that would quote them. A copy that lies there already is renewed when the new one
    is whole.

    \b
    dozor publish /srv/dozor
    rsync -a --delete /srv/dozor/ server:/srv/dozor/

    Exit codes: 0 done; 2 wrong usage or set-up, or a disk that refused.
    """  # noqa: D301  click's own mark
    try:
        made = publish(data_folder(data), folder, with_text=with_text)
    except OSError as error:
        raise SetupError(f"no copy was made: {error.strerror or error} ({folder})") from error
    except sqlite3.Error as error:
        raise SetupError(
            f"no copy was made: {error}. `dozor check` says what is wrong with the database; "
            "one that an older Dozor wrote is brought up to date by the next crawl"
        ) from error
    rows = ", ".join(f"{made.rows[name]:,} {name}" for name in ("articles", "grants"))
    sample = ", sample data" if made.sample else ""
    told = [
        f"{made.folder}: {made.size / 1e6:,.1f} MB, {rows}, as of event {made.event_id}{sample}"
    ]
    told += [f"Left out: {what}" for what in made.left_out]
    told += [
        "Serve it where requirements.txt is installed:",
        f"  datasette {shlex.quote(str(made.folder))} --cors --port 8001",
    ]
    stdout().print("\n".join(told), soft_wrap=True, highlight=False, markup=False)
