"""The tables of `dozor.db`, as migrations: each is applied once, in order, and never edited.

Generated columns are why tables change by ALTER TABLE alone: sqlite-utils' `transform()` would
drop them. Long columns stand last, because a facet over a table with long columns in mid-row takes
twice as long.
"""

from sqlite_utils import Database, Migrations

from pipelines.storage import tables

migrations = Migrations("dozor")


@migrations()
def core(db: Database) -> None:
    """Make the tables of records, pages, archive and runs."""
    run_script(db, tables.CORE)


@migrations()
def search(db: Database) -> None:
    """Make the full-text index: lemmas, under the `search_id` of each record."""
    run_script(db, tables.SEARCH)


@migrations()
def history(db: Database) -> None:
    """Make the tables of versions and changes, and the view of what a record said when."""
    run_script(db, tables.HISTORY)


@migrations()
def led_to(db: Database) -> None:
    """Note what the body with the stored digest led to, so that it need not be read again."""
    run_script(db, tables.LED_TO)


@migrations()
def health(db: Database) -> None:
    """Count what a run's health is judged by, and remember what people were told of a source."""
    run_script(db, tables.HEALTH)


@migrations()
def monitoring(db: Database) -> None:
    """Note what lists what, and let a version wait until its run is judged."""
    run_script(db, tables.MONITORING)


@migrations()
def hosts(db: Database) -> None:
    """Note who holds a host, when it was asked last, and how often it blocked us in a row."""
    run_script(db, tables.HOSTS)


@migrations()
def pace(db: Database) -> None:
    """Note the minutes that a feed, sitemap or listing is left alone, learned of its looks."""
    run_script(db, tables.PACE)


@migrations()
def body_at(db: Database) -> None:
    """Note which record of the archive has the body with the stored digest, by its date."""
    run_script(db, tables.BODY_AT)


@migrations()
def replay(db: Database) -> None:
    """Note which parser's version records agree with, and which snapshots were thinned."""
    run_script(db, tables.REPLAY)


@migrations()
def thinning(db: Database) -> None:
    """Find quickly what stands on a snapshot, and what lies in a file."""
    run_script(db, tables.THINNING)


@migrations()
def stealth(db: Database) -> None:
    """Note which edits were owned up to, and show those that were not."""
    run_script(db, tables.STEALTH)


def run_script(db: Database, script: str) -> None:
    """Run the statements of a script, each ended by a semicolon at the end of its line."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
