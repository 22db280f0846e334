"""`dozor withhold`: a page is taken out of sight, and can come back."""

from pathlib import Path

import click

from dozor.errors import SetupError
from dozor.keeping.removals import say_to_backups
from dozor.options import data_folder, data_option
from dozor.removing.withhold import give_back, withhold
from dozor.runs import read_only
from dozor.tables import several, stdout, words
from pipelines.storage.private import opened_private
from pipelines.storage.withheld_rows import withheld_cases


@click.command()
@click.argument("subject", metavar="URL|NUMBER", required=False)
@click.option("--reason", default="", metavar="TEXT", help="Why; everybody can read it.")
@click.option("--undo", is_flag=True, help="Bring it back as it was.")
@click.option("--list", "listing", is_flag=True, help="Show what is withheld.")
@data_option
def command(
    *, subject: str | None, reason: str, undo: bool, listing: bool, data: Path | None
) -> None:
    """Take a page or an application out of every view, search, feed and export.

    Its rows move from the served file into private/private.db, with all that leads to it: versions,
    changes, claims, leads, rejects, its addresses, alerts. It is not visited while it is withheld.
    Its archived answers stay where they are, and nothing serves them. Crawls may go on meanwhile.

    \b
    dozor withhold https://news.example/a/1 --reason "a court's order of 3 March"
    dozor withhold 23-2-003335
    dozor withhold 23-2-003335 --undo

    What was exported or published before holds it still: make that anew. Exit codes: 0 done; 2
    wrong usage or set-up.
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    read_only(folder).close()
    if listing:
        _list(folder)
        return
    if subject is None:
        raise SetupError("name an address or the number of an application, or say --list")
    done = give_back(folder, subject) if undo else withhold(folder, subject, reason)
    what = f"{several(done.pages, 'page')} and {several(done.records, 'record')}"
    alerts = f", {several(done.alerts, 'alert')} held back" if done.alerts else ""
    said = f"{what} are back." if undo else f"{what} withheld{alerts}."
    stdout().print(said, soft_wrap=True)
    say_to_backups(folder)


def _list(folder: Path) -> None:
    with opened_private(folder) as private:
        cases = withheld_cases(private.conn)
    for case in cases:
        line = f"{case['at'][:10]}  {case['subject']}  {case['reason']}"
        stdout().print(words(line.rstrip()), soft_wrap=True)
    if not cases:
        stdout().print("Nothing is withheld.")
