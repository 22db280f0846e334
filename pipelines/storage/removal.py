"""A page taken out of the served file: its rows go, and what must stay says nothing of it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Literal

from pipelines.storage.removal_organisations import (
    known_from_here_alone,
    names_from_here_alone,
    other_name,
)
from pipelines.storage.removal_rows import Subject, columns_stored, conditions
from pipelines.storage.removal_scope import Scope
from pipelines.storage.removal_words import pattern_of, texts_with, words_of
from pipelines.storage.removals import PREFIX, digest_of
from pipelines.storage.rows import Row, insert, named, update
from pipelines.storage.search_rows import index_organisation

State = Literal["withheld", "erased"]
_FORGOTTEN = (
    *("moved_to", "twin_of", "etag", "last_modified", "body_sha256", "body_at", "led_to"),
    *("card_of", "goes_on", "next_visit", "first_failed", "missing_since", "gone_at"),
)
_ORGANISATION_TEXTS = {"revisions": ("record",), "changes": ("old", "new")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """How something is removed, when (UTC text), and why, in words that everybody can read."""

    state: State
    at: str
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Kept:
    """What brings a removal back: whole rows by table, and what columns of others held.

    `changed` holds table, rowid and the old values.
    """

    rows: list[tuple[str, Row]] = field(default_factory=list)
    changed: list[tuple[str, int, Row]] = field(default_factory=list)

    def to_json(self) -> str:
        """Write it as JSON; bytes as an object with their hexadecimal digits."""
        return json.dumps(
            asdict(self), ensure_ascii=False, default=lambda value: {"hex": value.hex()}
        )


def take_out(
    connection: sqlite3.Connection, scope: Scope, removal: Removal, names: Iterable[str] = ()
) -> Kept:
    """Take pages and records out, in the caller's transaction, and bar their names.

    `names` are further addresses to bar. Nothing of the archive is touched. Gives what was taken.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    kept = Kept()
    _organisation_names(connection, scope, kept)
    subject, searched = _subject(connection, scope)
    found = conditions(connection)
    kept.rows += _stories(connection, scope)
    for table, condition in found.items():  # before anything goes: what does takes others along
        kept.rows += ((table, row) for row in _rows(connection, table, condition, subject))
    for table, condition in found.items():
        connection.execute(f"DELETE FROM {table} WHERE {condition}", subject.parameters())  # noqa: S608
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(one,) for one in searched])
    _blank_pages(connection, scope, kept)
    _blank_snapshots(connection, scope, removal, kept)
    _blank_texts(connection, scope, kept)
    bar(connection, {*scope.names, *names}, removal)
    _leave_tombstones(connection, scope, removal)
    return kept


def bar(connection: sqlite3.Connection, names: Iterable[str], removal: Removal) -> None:
    """Note that pages and applications of these names must not be stored or asked for."""
    digests = sorted(map(digest_of, names))
    sql = """
        INSERT INTO removals (sha256, case_sha256, state, at, reason) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET case_sha256 = excluded.case_sha256, state = excluded.state,
            at = excluded.at, reason = excluded.reason
    """
    how = (removal.state, removal.at, removal.reason)
    connection.executemany(sql, [(one, digests[0], *how) for one in digests])


def tombstone(
    connection: sqlite3.Connection, page: Row, record: tuple[str, str] | None, removal: Removal
) -> None:
    """Add the event that something was removed; mirrors know it by the digest of its key."""
    row: Row = {"at": removal.at, "kind": removal.state}
    row |= {"source_id": page["source_id"], "page_id": page["id"]}
    if record is not None:
        row |= {"record_kind": record[0], "record_key": f"sha256:{digest_of(record[1])}"}
    insert(connection, "events", row)


def _subject(connection: sqlite3.Connection, scope: Scope) -> tuple[Subject, list[int]]:
    """Give whose rows go, and their entries in the search index."""
    organisations = known_from_here_alone(connection, scope)
    kinds = {kind for kind, _ in scope.records}
    ids = {kind: scope.ids(kind) for kind in kinds}
    ids["organisation"] = [row["id"] for row in organisations]
    keys = [(kind, row["key"], row["source_id"]) for kind, row in scope.records]
    keys += [("organisation", row["key"], "") for row in organisations]
    searched = [row["search_id"] for _, row in scope.records]
    searched += [row["search_id"] for row in organisations]
    return Subject(pages=scope.page_ids, records=ids, keys=keys), searched


def _rows(
    connection: sqlite3.Connection, table: str, condition: str, subject: Subject
) -> list[Row]:
    columns = ", ".join(columns_stored(connection, table))
    sql = f"SELECT {columns} FROM {table} WHERE {condition}"  # noqa: S608
    cursor = connection.execute(sql, subject.parameters())
    return [named(cursor, row) for row in cursor.fetchall()]


def _stories(connection: sqlite3.Connection, scope: Scope) -> list[tuple[str, Row]]:
    """Give the stories of articles: one that nobody else tells goes with them."""
    ids = [row["story_id"] for kind, row in scope.records if kind == "article" and row["story_id"]]
    sql = "SELECT * FROM stories WHERE id IN (SELECT value FROM json_each(?))"
    cursor = connection.execute(sql, (json.dumps(ids),))
    return [("stories", named(cursor, row)) for row in cursor.fetchall()]


def _organisation_names(connection: sqlite3.Connection, scope: Scope, kept: Kept) -> None:
    """Take out the names of organisations that stay which no other application prints."""
    gone: dict[int, set[str]] = {}
    for row in names_from_here_alone(connection, scope):
        kept.rows.append(("organisation_names", row))
        gone.setdefault(row["organisation_id"], set()).add(row["name"])
        sql = "DELETE FROM organisation_names WHERE (organisation_id, name, source_id) = (?, ?, ?)"
        connection.execute(sql, (row["organisation_id"], row["name"], row["source_id"]))
    for organisation_id, names in gone.items():
        cursor = connection.execute("SELECT * FROM organisations WHERE id = ?", (organisation_id,))
        stored = named(cursor, cursor.fetchone())
        if stored["name"] in names:
            _change(
                connection,
                "organisations",
                stored,
                {"name": other_name(connection, stored, names)},
                kept,
            )
        _organisation_history(connection, organisation_id, names, kept)
        index_organisation(connection, organisation_id)


def _organisation_history(
    connection: sqlite3.Connection, organisation_id: int, names: set[str], kept: Kept
) -> None:
    """Blank the names in versions and changes of an organisation that stays."""
    pattern = pattern_of(names)
    assert pattern is not None
    for table, columns in _ORGANISATION_TEXTS.items():
        sql = f"SELECT * FROM {table} WHERE record_kind = 'organisation' AND record_id = ?"  # noqa: S608
        cursor = connection.execute(sql, (organisation_id,))
        for row in [named(cursor, one) for one in cursor.fetchall()]:
            texts = {name: row[name] for name in columns if row[name]}
            fresh = {name: pattern.sub("[…]", text) for name, text in texts.items()}
            if fresh != texts:
                _change(connection, table, row, fresh, kept)


def _blank_pages(connection: sqlite3.Connection, scope: Scope, kept: Kept) -> None:
    for page in scope.pages:
        blank = dict.fromkeys(_FORGOTTEN)
        blank |= {"key": f"{PREFIX}{digest_of(page['key'])}", "url": "", "state": "moved"}
        _change(connection, "pages", page, blank, kept)


def _blank_snapshots(
    connection: sqlite3.Connection, scope: Scope, removal: Removal, kept: Kept
) -> None:
    sql = "SELECT * FROM snapshots WHERE page_id IN (SELECT value FROM json_each(?))"
    cursor = connection.execute(sql, (json.dumps(scope.page_ids),))
    blank: Row = {"final_url": "", "erased_at": removal.at, "removed": removal.state}
    for row in [named(cursor, one) for one in cursor.fetchall()]:
        erased = {"body_sha256": ""} if removal.state == "erased" else {}
        _change(connection, "snapshots", row, blank | erased, kept)


def _blank_texts(connection: sqlite3.Connection, scope: Scope, kept: Kept) -> None:
    pattern = pattern_of(words_of(scope))
    for table, rowid, old, new in list(texts_with(connection, pattern)) if pattern else ():
        kept.changed.append((table, rowid, old))
        settings = ", ".join(f"{name} = ?" for name in new)
        sql = f"UPDATE {table} SET {settings} WHERE rowid = ?"  # noqa: S608
        connection.execute(sql, (*new.values(), rowid))


def _change(connection: sqlite3.Connection, table: str, row: Row, fresh: Row, kept: Kept) -> None:
    kept.changed.append((table, row["id"], {name: row[name] for name in fresh}))
    update(connection, table, row["id"], fresh)


def _leave_tombstones(connection: sqlite3.Connection, scope: Scope, removal: Removal) -> None:
    for page, record in _told(scope):
        tombstone(connection, page, record, removal)


def _told(scope: Scope) -> Iterator[tuple[Row, tuple[str, str] | None]]:
    pages = {page["id"]: page for page in scope.pages}
    for kind, row in scope.records:
        nowhere = {"id": None, "source_id": row["source_id"]}
        yield pages.pop(row["page_id"], nowhere), (kind, row["key"])
    yield from ((page, None) for page in pages.values())
