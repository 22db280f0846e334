"""The tables of `dozor.db`, as migrations: each is applied once, in order, and never edited.

Generated columns are why tables change by ALTER TABLE alone: sqlite-utils' `transform()` would
drop them. Long columns stand last, because a facet over a table with long columns in mid-row takes
twice as long.
"""

from sqlite_utils import Database, Migrations

from pipelines.storage import (
    added_columns,
    claim_tables,
    competition_tables,
    enrichment_tables,
    lead_tables,
    newsroom_tables,
    portal_tables,
    query_tables,
    removal_tables,
    result_tables,
    run_tables,
    search_tables,
    tables,
)
from pipelines.storage.snapshot_rows import chain_anew

migrations = Migrations("dozor")


@migrations()
def core(db: Database) -> None:
    """Make the tables of records, pages, archive and runs."""
    _run(db, tables.CORE)


@migrations()
def search(db: Database) -> None:
    """Make the full-text index: lemmas, under the `search_id` of each record."""
    _run(db, tables.SEARCH)


@migrations()
def history(db: Database) -> None:
    """Make the tables of versions and changes, and the view of what a record said when."""
    _run(db, tables.HISTORY)


@migrations()
def led_to(db: Database) -> None:
    """Note what the body with the stored digest led to, so that it need not be read again."""
    _run(db, tables.LED_TO)


@migrations()
def health(db: Database) -> None:
    """Count what a run's health is judged by, and remember what people were told of a source."""
    _run(db, tables.HEALTH)


@migrations()
def monitoring(db: Database) -> None:
    """Note what lists what, and let a version wait until its run is judged."""
    _run(db, tables.MONITORING)


@migrations()
def hosts(db: Database) -> None:
    """Note who holds a host, when it was asked last, and how often it blocked us in a row."""
    _run(db, tables.HOSTS)


@migrations()
def pace(db: Database) -> None:
    """Note the minutes that a feed, sitemap or listing is left alone, learned of its looks."""
    _run(db, tables.PACE)


@migrations()
def body_at(db: Database) -> None:
    """Note which record of the archive has the body with the stored digest, by its date."""
    _run(db, tables.BODY_AT)


@migrations()
def replay(db: Database) -> None:
    """Note which parser's version records agree with, and which snapshots were thinned."""
    _run(db, tables.REPLAY)


@migrations()
def thinning(db: Database) -> None:
    """Find quickly what stands on a snapshot, and what lies in a file."""
    _run(db, tables.THINNING)


@migrations()
def stealth(db: Database) -> None:
    """Note which edits were owned up to, and show those that were not."""
    _run(db, tables.STEALTH)


@migrations()
def digests(db: Database) -> None:
    """Let the chain bind digests of what snapshots say, so that it holds where one is erased."""
    _run(db, added_columns.DIGESTS)
    chain_anew(db.conn)


@migrations()
def standing(db: Database) -> None:
    """Note since when a source's health is as it is, and records that came out the same."""
    _run(db, run_tables.STANDING)
    _run(db, run_tables.BACKFILL)


@migrations()
def claims(db: Database) -> None:
    """Keep apart what each origin says of a record: what is stored was said by the cards."""
    _run(db, claim_tables.CLAIMS)
    _run(db, claim_tables.BACKFILL)
    _run(db, claim_tables.WORKBOOKS)


@migrations()
def portals(db: Database) -> None:
    """Note which record a card leads to, and where a long listing is to be gone on with."""
    _run(db, portal_tables.PORTALS)


@migrations()
def organisations(db: Database) -> None:
    """Say more of organisations, keep what does not add up, and what people noted of it."""
    _run(db, lead_tables.ORGANISATIONS)


@migrations()
def competitions(db: Database) -> None:
    """Make the table of calls for applications, and the view of which are open now."""
    _run(db, competition_tables.COMPETITIONS)


@migrations()
def enabled_at(db: Database) -> None:
    """Note when a person enabled a source: one of the catalogue is crawled by request alone."""
    _run(db, added_columns.ENABLED_AT)


@migrations()
def enrichment(db: Database) -> None:
    """Note who articles speak of and which of them tell one story."""
    _run(db, enrichment_tables.ENRICHMENT)
    for trigger in enrichment_tables.TRIGGERS:
        db.execute(trigger)


@migrations()
def search_spans(db: Database) -> None:
    """Give each kind of record a span of numbers of its own in the full-text index."""
    _run(db, search_tables.SEARCH_SPANS)


@migrations()
def removals(db: Database) -> None:
    """Note by digests what was lawfully taken out, and which snapshots went with it."""
    _run(db, removal_tables.REMOVALS)


@migrations()
def newsroom(db: Database) -> None:
    """Make the indexes that pages need at a million records."""
    _run(db, newsroom_tables.NEWSROOM)


@migrations()
def results(db: Database) -> None:
    """Note which application each page of a site of results tells of."""
    _run(db, result_tables.RESULTS)


@migrations()
def queries(db: Database) -> None:
    """Make the indexes that feeds and ready questions need at a million records."""
    _run(db, query_tables.QUERIES)


@migrations()
def totals(db: Database) -> None:
    """Add up the sums of organisations without reading their applications."""
    _run(db, lead_tables.TOTALS)


@migrations()
def persons(db: Database) -> None:
    """Find quickly what somebody signed."""
    _run(db, newsroom_tables.PERSONS)


def _run(db: Database, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
