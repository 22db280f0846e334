"""What there is of a page to erase: in the served file, or of what was withheld before."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from pipelines.storage.page_records import TABLES
from pipelines.storage.removal import Kept
from pipelines.storage.removal_scope import Scope, scope_of
from pipelines.storage.removal_words import words_of
from pipelines.storage.removals import PREFIX, case_of, digest_of
from pipelines.storage.rows import Row
from pipelines.storage.withheld_rows import withheld_case

_PAGES = "SELECT id, source_id FROM pages WHERE key IN (SELECT value FROM json_each(?))"
_KINDS = {table: kind for kind, table in TABLES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """A page's scope in the served file, its rows of `removals`, and how it is known elsewhere.

    `names` is empty where nobody ever knew it; `records` are (kind, key).
    """

    scope: Scope
    removed: tuple[Row, ...]
    names: frozenset[str]
    words: frozenset[str]
    records: frozenset[tuple[str, str]]
    sources: frozenset[str]
    page_ids: frozenset[int]

    @property
    def is_erased(self) -> bool:
        """Whether all of it had been erased before."""
        states = {row["state"] for row in self.removed}
        return states == {"erased"} and not self.scope.pages and not self.scope.records


def remains_of(
    connection: sqlite3.Connection,
    private: sqlite3.Connection,
    names: Collection[str],
    digests: Collection[str] = (),
) -> Remains:
    """Find what is there of some keys, addresses or numbers, or digests of such, in both files."""
    scope = scope_of(connection, names)
    removed = case_of(connection, {*map(digest_of, names), *digests})
    known = _withheld(private, removed)
    whole = Scope(
        pages=scope.pages,
        records=(*scope.records, *known.records),
        names=scope.names | known.names | (frozenset(names) if removed else frozenset()),
        titles=scope.titles | known.titles,
    )
    keys = [f"{PREFIX}{row['sha256']}" for row in removed]
    blank = connection.execute(_PAGES, (json.dumps(keys),)).fetchall()
    sources = {source for _, source in blank} | {page["source_id"] for page in scope.pages}
    sources |= {row["source_id"] for _, row in whole.records}
    return Remains(
        scope=scope,
        removed=tuple(removed),
        names=whole.names,
        words=words_of(whole),
        records=frozenset((kind, row["key"]) for kind, row in whole.records),
        sources=frozenset(sources),
        page_ids=frozenset({*scope.page_ids, *(page_id for page_id, _ in blank)}),
    )


def _withheld(private: sqlite3.Connection, removed: list[Row]) -> Scope:
    """Read out of what was withheld what erased texts are known by."""
    found = [withheld_case(private, case) for case in {row["case_sha256"] for row in removed}]
    rows, names = list[tuple[str, Row]](), set[str]()
    for kept in (one[1] for one in found if one):
        rows += [(_KINDS[table], row) for table, row in kept.rows if table in _KINDS]
        names |= _addresses(kept)
    names |= {row[name] for _, row in rows for name in ("key", "url")}
    names |= {row["application_number"] for _, row in rows if row.get("application_number")}
    titles = {row["title"] for _, row in rows}
    return Scope(records=tuple(rows), names=frozenset(names), titles=frozenset(titles))


def _addresses(kept: Kept) -> set[str]:
    found = {old.get(name) for _, _, old in kept.changed for name in ("key", "url", "final_url")}
    return {name for name in found if name}
