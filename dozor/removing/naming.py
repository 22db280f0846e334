"""Which archived feeds, sitemaps, listings and workbooks name a page that is to be erased."""

import gzip
import html
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from crawler.archive import ArchivedResponse, read_snapshot
from crawler.warc import BadRecord
from pipelines.visits import DISCOVERY

_ANSWERS = """
    SELECT snapshots.id, page_id, snapshots.body_sha256, warc_file, warc_offset, pages.kind
    FROM snapshots JOIN pages ON pages.id = page_id
    WHERE pages.source_id IN (SELECT value FROM json_each(?))
        AND thinned_at IS NULL AND removed IS NULL
    ORDER BY warc_file, warc_offset
"""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
Tick = Callable[[int], None]


class Naming(NamedTuple):
    """Ids of archived answers in which a page is named: by lists, and by other records' pages."""

    lists: list[int]
    others: list[int]


class Known(NamedTuple):
    """By what words a page is known, in which sources to look, and the ids of its own pages."""

    pattern: re.Pattern[str]
    sources: Collection[str]
    own: Collection[int]


def answers_that_name(
    connection: sqlite3.Connection, data: Path, known: Known, tick: Tick = lambda _: None
) -> Naming:
    """Give the archived answers of sources with words of a page in them, and their repeats.

    Its own answers are left out: they go anyhow.
    What is damaged cannot be looked into, and is passed over: `dozor check` names it.
    """
    rows = connection.execute(_ANSWERS, (json.dumps(sorted(known.sources)),)).fetchall()
    rows = [row for row in rows if row[1] not in known.own]
    bodies = set()
    for _, page_id, digest, warc_file, offset, _ in rows:
        tick(1)
        if (page_id, digest) not in bodies and _names(data, warc_file, offset, known.pattern):
            bodies.add((page_id, digest))
    found = [(row[0], row[5] in DISCOVERY) for row in rows if (row[1], row[2]) in bodies]
    lists = [one for one, is_list in found if is_list]
    return Naming(lists, [one for one, is_list in found if not is_list])


def _names(data: Path, warc_file: str, offset: int, pattern: re.Pattern[str]) -> bool:
    try:
        kept = read_snapshot(data, warc_file, offset)
    except (OSError, BadRecord, ValueError, IndexError):
        return False
    return any(pattern.search(text) for text in _texts(kept))


def _texts(kept: ArchivedResponse) -> Iterator[str]:
    """Give the texts of an answer: of its headers, its body, what is packed in it."""
    yield "\n".join(value for _, value in kept.headers)
    for part in _parts(kept.body):
        text = html.unescape(_decoded(part))
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\\/", "/")


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:  # either of the two, or both: a torn or mixed page
        return raw.decode("cp1251", "replace") + raw.decode("utf-8", "replace")


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
