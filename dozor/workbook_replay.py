"""The last workbook of a source, read again from the archive by the parser as it is now."""

import hashlib
from functools import partial
from pathlib import Path

from crawler import clock
from crawler.archive import read_snapshot
from crawler.extraction.workbook import read_workbook
from crawler.filters import search_address
from crawler.items import Place, Snapshot
from crawler.sources import Source
from dozor.runs import database
from pipelines.storage.connection import opened
from pipelines.storage.rows import Row
from pipelines.storage.workbook_import import import_workbook, last_workbook
from pipelines.visits import NormalizedVisit


def replay_workbook(data: Path, source: Source, parser: str) -> str | None:
    """Read a source's last workbook again where another version of the parser had read it.

    What comes out differently is stored as the parser's doing. Gives why it cannot be read again,
    None where all is well. Raises StorageError.
    """
    with opened(database(data)) as db:
        last = last_workbook(db.conn, source.id)
    if last is None or last["parser_version"] == parser:
        return None
    body = _body(data, last)
    if body is None:
        return "its archived answer is missing or damaged"
    visit = _visit(source, last, body, parser)
    came = import_workbook(database(data), visit, last["run_id"], replayed=True)
    return came.rejection.detail if came.rejection else None


def _body(data: Path, last: Row) -> bytes | None:
    try:
        kept = read_snapshot(data, last["warc_file"], last["warc_offset"])
    except (OSError, ValueError, EOFError):  # missing, torn or damaged
        return None
    same = hashlib.sha256(kept.body).hexdigest() == last["body_sha256"]
    return kept.body if same else None


def _visit(source: Source, last: Row, body: bytes, parser: str) -> NormalizedVisit:
    address = search_address(source.listings[0]) if source.listings else last["final_url"]
    return NormalizedVisit(
        place=Place(
            source_id=source.id,
            url=last["url"],
            key=last["key"],
            kind="workbook",
            published=last["stated_on"],
        ),
        fetched_at=clock.from_text(last["fetched_at"]),
        http_status=last["http_status"],
        final_url=last["final_url"],
        snapshot=Snapshot(
            warc_file=last["warc_file"],
            warc_offset=last["warc_offset"],
            body_sha256=last["body_sha256"],
            length=last["length"],
        ),
        parser=parser,
        workbook=partial(read_workbook, body, address=address),
    )
