"""Results: which application a project of the site of results is, as far as anything says so.

Its number says so; the GUID of a card with the same title; an organisation's INN with a title
that just one of its applications has, once all of them are known. A project that none of these
joins is a record of its own, under the site of results, until something does: nothing is guessed.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from pipelines.records import Grant, Record
from pipelines.storage.errors import UnjoinedRecord
from pipelines.storage.redesign_rows import EndedRun
from pipelines.storage.result_joining import hand_over
from pipelines.storage.rows import Row, named, one, to_json
from pipelines.storage.seen import Seen
from pipelines.text import fold

_KNOWN = """
    SELECT grants.*, home_id FROM pages
    JOIN result_pages ON result_pages.page_id = pages.id JOIN grants ON grants.id = record_id
    WHERE pages.source_id = ? AND pages.key = ?
"""
_HOMES = """
    SELECT DISTINCT home_id FROM result_pages JOIN sources ON sources.id = home_id
    WHERE EXISTS (SELECT 1 FROM sources AS ended WHERE ended.id = ? AND ended.kind = 'grants')
"""
_HOME = "SELECT home_url FROM sources WHERE id = ?"
_GUID = 36
# A plus keeps the index of a source's records, which are 200,000, from being asked.
_MATCHES = """
    SELECT key, title FROM grants WHERE source_id = :home AND key = :number
    UNION SELECT grants.key, title FROM pages JOIN grants ON grants.page_id = pages.id
    WHERE pages.source_id = :home AND pages.key = :card
    UNION SELECT key, title FROM grants WHERE +source_id = :home AND inn = :inn AND (
        EXISTS (SELECT 1 FROM workbooks WHERE source_id = :home AND state = 'read')
        OR EXISTS (SELECT 1 FROM runs WHERE source_id = :home AND complete = 1)
    )
"""
_ALONE = """
    SELECT grants.*, home_id, pages.key AS item, pages.id AS item_id FROM result_pages
    JOIN grants ON grants.id = record_id
    JOIN pages ON pages.id = result_pages.page_id AND pages.source_id = grants.source_id
    WHERE grants.source_id <> home_id AND :source IN (home_id, grants.source_id)
        AND (
            EXISTS (
                SELECT 1 FROM grants AS other
                WHERE other.source_id = home_id AND other.key = grants.application_number
            ) OR EXISTS (
                SELECT 1 FROM grants AS other
                WHERE other.inn = grants.inn AND +other.source_id = home_id
            ) OR EXISTS (
                SELECT 1 FROM pages AS card
                WHERE card.source_id = home_id AND card.key = :cards || substr(pages.key, -36)
            )
        )
    GROUP BY grants.id
"""
_NOTE = """
    INSERT INTO result_pages (page_id, record_id, home_id)
    SELECT ?, id, ? FROM grants WHERE source_id = ? AND key = ?
    ON CONFLICT DO UPDATE SET record_id = excluded.record_id
"""


def is_result(record: Record) -> TypeGuard[Grant]:
    """Say whether a record is what a site of results says of an application."""
    return isinstance(record, Grant) and record.origin == "results"


def store_home(connection: sqlite3.Connection, record: Grant, seen: Seen) -> tuple[Grant, Seen]:
    """Give a result as a statement on the application that it is of, with where that stands.

    What stood alone of it until now goes over to that. Raises UnjoinedRecord for one without a
    title whose project nobody has read yet.
    """
    item = seen.page_key if record.application_number else record.key
    known = one(connection, _KNOWN, seen.source_id, item)
    key = _application(connection, record, item)
    if key is not None:
        if known is not None and known["source_id"] == seen.source_id:
            hand_over(connection, known, (record.source_id, key), seen)
        return replace(record, key=key), replace(seen, source_id=record.source_id)
    if known is not None:
        return replace(record, key=known["key"]), replace(seen, source_id=known["source_id"])
    if not record.title:
        raise UnjoinedRecord("the project that this is the result of has not been read")
    return record, seen


def with_other_words(past: Row, row: Row) -> Row:
    """Give what an item or a result says with the words of the other: one origin speaks in both."""
    told = {}
    for name in ("texts", "origins", "problems"):
        before = json.loads(past[name])
        kept = {field: words for field, words in before.items() if field not in row}
        told[name] = to_json(dict(sorted((kept | json.loads(row[name])).items())))
    return row | told


def note_result(connection: sqlite3.Connection, record: Grant, home: Seen) -> None:
    """Note which application the page that was seen tells of; `home` says where that stands."""
    facts = (home.page_id, record.source_id, home.source_id, record.key)
    connection.execute(_NOTE, facts)


def join_results(connection: sqlite3.Connection, run: EndedRun) -> None:
    """Join what stands alone of results to applications that have become known in a run."""
    for home in _homes(connection, run):
        asked = {"source": run.source_id, "cards": _card(connection, home, "")}
        for row in _rows(connection, _ALONE, asked):
            key = _matching(connection, row, home, row["item"])
            if key is not None:
                seen = Seen(
                    at=run.at,
                    source_id=row["source_id"],
                    run_id=run.id,
                    page_id=row["item_id"],
                    page_key=row["item"],
                    snapshot_id=row["snapshot_id"],
                )
                hand_over(connection, row, (home, key), seen)


def _homes(connection: sqlite3.Connection, run: EndedRun) -> list[str]:
    """Give whose applications results may be of; none after a run of news, which tell of none."""
    return [home for (home,) in connection.execute(_HOMES, (run.source_id,))]


def _application(connection: sqlite3.Connection, record: Grant, item: str) -> str | None:
    """Give the key of the application that a result is of, as its own portal has it."""
    if one(connection, _HOME, record.source_id) is None:
        return None
    if record.application_number is not None:
        return record.application_number
    asked = {"inn": record.inn, "title": record.title}
    return _matching(connection, asked, record.source_id, item) if record.title else None


def _matching(connection: sqlite3.Connection, said: Row, home: str, item: str) -> str | None:
    """Give the one application that a project without a number is, by card or organisation."""
    asked = {"home": home, "inn": said["inn"]}
    asked["card"] = _card(connection, home, item[-_GUID:])
    asked["number"] = said.get("application_number")
    found = {
        row["key"]
        for row in _rows(connection, _MATCHES, asked)
        if row["key"] == asked["number"] or fold(row["title"]) == fold(said["title"])
    }
    return found.pop() if len(found) == 1 else None


def _card(connection: sqlite3.Connection, home: str, guid: str) -> str:
    row = one(connection, _HOME, home)
    assert row is not None
    site = row["home_url"].partition("://")[2].removeprefix("www.").rstrip("/")
    return f"{site}/public/application/item?id={guid}"


def _rows(connection: sqlite3.Connection, sql: str, asked: Row) -> Iterator[Row]:
    cursor = connection.execute(sql, asked)
    return iter([named(cursor, row) for row in cursor.fetchall()])
