"""By which parser's version stored records were read, and so whose doing a difference is.

`sources.parser_version` is the version that all records of a source agree with; a page whose
record agrees with another has that in `pages.read_by`.
"""

import sqlite3
from typing import Literal

from pipelines.storage.rows import Row, update

Cause = Literal["source", "parser", "correction"]

_FIRST = """
    UPDATE sources SET parser_version = ?
    WHERE id = ? AND parser_version IS NULL AND NOT EXISTS (
        SELECT 1 FROM pages JOIN snapshots ON snapshots.page_id = pages.id
        WHERE pages.source_id = sources.id
    )
"""


def cause_of(connection: sqlite3.Connection, page: Row, parser: str | None) -> Cause:
    """Say whose doing a difference is that `parser` finds on a page (see `page_rows.page_of`).

    It is the source's only where the stored record was read by that same version, or where the
    page was never looked at. A source that nothing is stored of takes the version as its own. To be
    asked before the visit's snapshot is stored.
    """
    agreed = page["read_by"] or page["parser_version"]
    if parser is None or parser == agreed:
        return "source"
    if agreed is None and connection.execute(_FIRST, (parser, page["source_id"])).rowcount:
        return "source"
    return "parser" if page["visits"] else "source"


def note_reader(connection: sqlite3.Connection, page: Row, parser: str | None) -> None:
    """Note that a page's record now agrees with this version."""
    if parser is None:
        return
    sql = "SELECT parser_version FROM sources WHERE id = ?"
    (agreed,) = connection.execute(sql, (page["source_id"],)).fetchone()
    read_by = None if parser == agreed else parser
    if page["read_by"] != read_by:
        update(connection, "pages", page["id"], {"read_by": read_by})
