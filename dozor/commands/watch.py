"""`dozor watch`: what people want to be told of."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.table import Table

from crawler import clock
from crawler.addresses import canonical
from dozor.config import load_config
from dozor.errors import SetupError
from dozor.options import Moment, data_folder, data_option, unknown
from dozor.runs import read_only
from dozor.tables import several, stdout, words
from dozor.watching.happenings import Baseline, Events
from dozor.watching.matching import alerts_of
from dozor.watching.messages import Message
from dozor.watching.targets import deliver, require_target
from dozor.watching.turns import last_run
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.rows import Row
from pipelines.storage.watch_rows import (
    add_watch,
    all_watches,
    pause_watch,
    remove_watch,
    watch_named,
)
from pipelines.watches import KINDS, BadWatch, checked_target, reason

_SHOWN = 5
_FAR = timedelta(days=3650)


@click.group()
def command() -> None:
    """Be told when something happens.

    A watch asks for one thing; `dozor notify`, which every crawl calls at its end, tells of what
    answers it. A new watch tells of what comes from now on, never of what is there already.

    \b
    dozor watch add parks search "дворовые инициативы" --to desk
    dozor watch test parks
    """  # noqa: D301  click's own mark


@command.command("add")
@click.argument("name")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("target")
@click.option("--to", "delivery", required=True, help="A delivery of dozor.toml.")
@click.option(
    "--digest",
    type=click.Choice(["now", "hour", "day"]),
    default="now",
    show_default=True,
    help="Each alert at once, or gathered by the hour or day.",
)
@click.option(
    "--cap",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="Alerts an hour beyond which they are gathered into one.",
)
@data_option
def add(  # noqa: PLR0913  its options
    *, name: str, kind: str, target: str, delivery: str, digest: str, cap: int, data: Path | None
) -> None:
    """Add a watch called NAME, of a KIND, for a TARGET.

    \b
    search        words, as in the search box
    organisation  an INN or OGRN
    source        a source's id: its records, its redesigns, its health
    page          the address of a page that Dozor knows
    region        a code or a name: RU-PSK, Псковская область
    status        won, not_supported, withdrawn ...
    sum           that much or more, in roubles
    deadline      days before calls close

    \b
    dozor watch add parks search "парк -аварийный" --to desk
    dozor watch add fond organisation 6027000017 --to desk --digest day
    dozor watch add portal source president_grants --to desk
    dozor watch add decree page https://ysia.ru/some-article/ --to desk
    dozor watch add pskov region RU-PSK --to desk --digest day
    dozor watch add winners status won --to desk
    dozor watch add large sum "5 млн" --to desk
    dozor watch add closing deadline 7 --to desk --digest day
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    require_target(delivery, load_config().delivery)
    wanted = _target(folder, kind, target)
    row: Row = {"name": name, "kind": kind, "target": wanted, "delivery": delivery}
    row |= {"digest": digest, "cap": cap, "created": clock.timestamp()}
    with closing(read_only(folder)) as connection:
        events = Events(connection)
        row |= {"cursor": events.last_id(), "run_cursor": last_run(connection)}
        standing = _count(events, row | {"id": 0}, row["cursor"])
    _keep(folder, row)
    stdout().print(
        f"{name}: of what is there already, {several(standing, 'thing')} would have answered it; "
        "it tells of what comes from now on.",
        soft_wrap=True,
    )


def _keep(folder: Path, row: Row) -> None:
    name = row["name"]
    with opened_private(folder) as private:
        if watch_named(private.conn, name) is not None:
            raise SetupError(f"there is a watch called {name} already; remove it, or name another")
        with immediate(private) as connection:
            add_watch(connection, row)


@command.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the watches.

    \b
    dozor watch list
    """  # noqa: D301  click's own mark
    with opened_private(data_folder(data)) as private:
        rows = all_watches(private.conn)
    if not rows:
        stdout().print("No watches. `dozor watch add --help` shows how to add one.")
        return
    stdout().print(_table(rows))


@command.command("pause")
@click.argument("name")
@click.option("--until", type=Moment(), help="Wake it then.  [default: when you say --wake]")
@click.option("--wake", is_flag=True, help="Let it tell again.")
@data_option
def pause(name: str, until: datetime | None, wake: bool, data: Path | None) -> None:
    """Let a watch rest, or wake it; what happens meanwhile is left out.

    \b
    dozor watch pause parks --until 2026-03-09
    dozor watch pause parks --wake
    """  # noqa: D301  click's own mark
    until = None if wake else until or clock.now() + _FAR
    with opened_private(data_folder(data)) as private:
        row = _known(private.conn, name)
        with immediate(private) as connection:
            pause_watch(connection, row["id"], clock.to_text(until) if until else None)


@command.command("remove")
@click.argument("name")
@data_option
def remove(name: str, data: Path | None) -> None:
    """Remove a watch; what it still had to tell is left out.

    \b
    dozor watch remove parks
    """  # noqa: D301  click's own mark
    with opened_private(data_folder(data)) as private:
        row = _known(private.conn, name)
        with immediate(private) as connection:
            remove_watch(connection, row["id"])


@command.command("test")
@click.argument("name")
@click.option("--send", is_flag=True, help="Send one message to the watch's delivery, too.")
@data_option
def test(name: str, send: bool, data: Path | None) -> None:
    """Show what a watch would have told of the newest things, and send nothing.

    \b
    dozor watch test parks --send
    """  # noqa: D301  click's own mark
    folder, config = data_folder(data), load_config()
    with closing(read_only(folder)) as connection, opened_private(folder) as private:
        watch = _known(private.conn, name)
        events = Events(connection)
        found = list(alerts_of(events, watch, (0, events.last_id()), config.site))
    for alert in found[-_SHOWN:]:
        stdout().print(words(alert.text) + "\n", soft_wrap=True)
    stdout().print(
        f"{several(len(found), 'alert')} of all that ever happened; the newest are shown."
    )
    if send:
        address = require_target(watch["delivery"], config.delivery)
        error = deliver(address, Message(f"Dozor: test of {name}", "Alerts will come here."))
        if error:
            raise SetupError(f"delivery {watch['delivery']}: {error}")
        stdout().print(f"A message was sent to {watch['delivery']}.")


def _target(folder: Path, kind: str, target: str) -> str:
    try:
        wanted = checked_target(kind, target)
    except BadWatch as error:
        raise SetupError(str(error)) from error
    with closing(read_only(folder)) as connection:
        if kind == "source":
            known = [row[0] for row in connection.execute("SELECT id FROM sources")]
            if wanted not in known:
                raise unknown("source", wanted, known, "`dozor status` shows those crawled.")
        if kind == "page":
            return _page_key(connection, wanted)
    return wanted


def _page_key(connection: sqlite3.Connection, url: str) -> str:
    sql = "SELECT key FROM pages WHERE url = ? OR key = ?"
    row = connection.execute(sql, (url, canonical(url))).fetchone()
    if row is None:
        raise SetupError(f"{url} was never visited; give the address of a page that Dozor knows")
    return str(row[0])


def _count(events: Events, watch: Row, until: int) -> int:
    happened = (
        one.happened if isinstance(one, Baseline) else one for one in events.between(0, until)
    )
    return sum(reason(watch["kind"], watch["target"], one) is not None for one in happened)


def _known(connection: sqlite3.Connection, name: str) -> Row:
    row = watch_named(connection, name)
    if row is None:
        names = [one["name"] for one in all_watches(connection)]
        raise unknown("watch", name, names, "`dozor watch list` shows them.")
    return row


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("Name", "Kind", "For", "To", "Digest", "Paused until"):
        table.add_column(column)
    for row in rows:
        cells = (row["name"], row["kind"], row["target"], row["delivery"], row["digest"])
        table.add_row(*map(words, cells), row["paused_until"] or "")
    return table
