"""`dozor erase`: nothing of a page stays, and nobody fetches it again."""

import sys
from pathlib import Path

import click

from dozor.counting import counted
from dozor.keeping.removals import say_to_backups
from dozor.options import data_folder, data_option
from dozor.removing.erase import Erased, Wish, erase
from dozor.runs import read_only
from dozor.tables import several, stderr, stdout
from pipelines.display.numbers import plural


@click.command()
@click.argument("subject", metavar="URL|NUMBER")
@click.option("--reason", required=True, metavar="TEXT", help="Why; everybody can read it.")
@click.option(
    "--spare-others",
    "spare",
    is_flag=True,
    help="Leave the archived answers of other records' pages that name it.",
)
@click.option("--beforehand", is_flag=True, help="Bar an address that was never crawled.")
@data_option
def command(*, subject: str, reason: str, spare: bool, beforehand: bool, data: Path | None) -> None:
    """Remove a page or an application for good, from the archive too, and never fetch it again.

    Gone are its records with all versions, changes and claims, its addresses, its archived answers,
    the alerts and watches of it, and every archived answer of its source in which its address,
    number or title stands: feeds, listings, workbooks, and other pages that named it, which are
    asked anew at the next crawl. What stays is a tombstone: a digest, the moment and the reason.
    The chain of digests still holds, and packs of other pages verify.

    What other records themselves say of it is theirs to answer for, and stays. Lists that go on
    naming it are read, and their answers leave the archive at the end of each crawl.

    Backups made before hold it still; the list beside them says that it is erased, and restoring
    one erases it again. What was exported or published before must be made anew.

    Exit codes: 0 done; 1 a file of the archive could not be written anew; 2 wrong usage or set-up,
    or a crawl is at work.

    \b
    dozor erase https://news.example/a/1 --reason "a court's order of 3 March"
    """  # noqa: D301  click's own mark
    folder = data_folder(data)
    read_only(folder).close()
    wish = Wish(subject=subject, reason=reason, spare=spare, beforehand=beforehand)
    with counted(stderr(), 0, "Looking through the archive") as tick:
        done = erase(folder, wish, tick=tick)
    stdout().print(_words(done, spare=spare), soft_wrap=True)
    say_to_backups(folder)
    sys.exit(1 if done.left else 0)


def _words(done: Erased, *, spare: bool) -> str:
    if not done.pages and not done.records and not done.again:
        return "Nothing was there of it; it will not be fetched."
    if done.again:
        said = "It was erased before;"
    else:
        said = f"{several(done.pages, 'page')} and {several(done.records, 'record')} erased,"
    parts = [f"{said} {several(done.answers, 'archived answer')} taken out."]
    watches = f"{done.watches} {plural(done.watches, ('watch', 'watches'))}"
    parts += [f"{several(done.alerts, 'alert')} and {watches} went with it."] * bool(
        done.alerts or done.watches
    )
    parts += [
        f"{several(done.others, 'archived answer')} of other pages named it: "
        + ("they are left." if spare else "they went, and are asked anew.")
    ] * bool(done.others)
    damaged = several(done.left, "damaged file")
    parts += [f"{damaged} of the archive left as found."] * bool(done.left)
    return " ".join(parts)
