"""Which archived feeds, sitemaps, listings and workbooks name a page that is to be erased."""

import gzip
import html
import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from crawler.archive import ArchivedResponse, read_snapshot
from crawler.warc import BadRecord
from pipelines.visits import DISCOVERY

_ANSWERS = """
    SELECT snapshots.id, page_id, body_sha256, warc_file, warc_offset
    FROM snapshots JOIN pages ON pages.id = page_id
    WHERE pages.source_id IN (SELECT value FROM json_each(:sources))
        AND thinned_at IS NULL AND removed IS NULL
        AND (:everywhere OR pages.kind IN (SELECT value FROM json_each(:kinds)))
    ORDER BY warc_file, warc_offset
"""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ENCODINGS = ("utf-8", "cp1251")
Tick = Callable[[int], None]


def answers_that_name(
    connection: sqlite3.Connection,
    data: Path,
    asked: dict[str, object],
    pattern: re.Pattern[str],
    tick: Tick = lambda _: None,
) -> list[int]:
    """Give the ids of archived answers with words of a page in them, and of their repeats.

    `asked` has `sources` and `kinds` as JSON lists, and `everywhere` to look into all answers.
    What is damaged cannot be looked into, and is passed over: `dozor check` names it.
    """
    found, bodies = list[int](), set[tuple[int, str]]()
    rows = connection.execute(_ANSWERS, asked).fetchall()
    for snapshot_id, page_id, digest, warc_file, offset in rows:
        tick(1)
        try:
            kept = read_snapshot(data, warc_file, offset)
        except (OSError, BadRecord, ValueError, IndexError):
            continue
        if any(pattern.search(text) for text in _texts(kept)):
            found.append(snapshot_id)
            bodies.add((page_id, digest))
    alike = [row[0] for row in rows if (row[1], row[2]) in bodies]
    return sorted({*found, *alike})


def kinds_of_lists() -> Collection[str]:
    """Give the kinds of pages that name others."""
    return sorted(DISCOVERY)


def _texts(kept: ArchivedResponse) -> Iterator[str]:
    """Give the texts of an answer: of its headers, its body, what is packed in it."""
    yield "\n".join(value for _, value in kept.headers)
    for part in _parts(kept.body):
        for encoding in _ENCODINGS:
            text = html.unescape(part.decode(encoding, "replace"))
            yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\\/", "/")


def _parts(body: bytes) -> Iterator[bytes]:
    if body.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as packed:
                yield from (packed.read(name) for name in packed.namelist())
        except (zipfile.BadZipFile, OSError, zlib.error):
            yield body
    elif body.startswith(b"\x1f\x8b"):
        try:
            yield gzip.decompress(body)
        except (OSError, EOFError, zlib.error):
            yield body
    else:
        yield body
