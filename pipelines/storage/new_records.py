"""Applications that nobody spoke of before, written by the thousand as each alone would be."""

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from operator import itemgetter

from crawler import clock
from pipelines.claims import COLUMNS, Claim, alone
from pipelines.storage.organisation_rows import organisation_of
from pipelines.storage.rows import Row, to_json
from pipelines.storage.search_rows import PUT_LEMMAS, lemmas_of
from pipelines.storage.seen import Seen

_STORED = ("id", "first_seen", "last_seen", "snapshot_id", "organisation_id", *COLUMNS)
_GRANT = f"""
    INSERT INTO grants ({", ".join(_STORED)}) VALUES ({", ".join("?" * len(_STORED))})
"""  # noqa: S608
_CLAIM = """
    INSERT INTO claims (record_kind, record_id, field, origin, snapshot_id, first_seen, last_seen,
        found_by, problem, value, text)
    VALUES ('grant', ?, ?, '{origin}', {snapshot}, '{at}', '{at}', ?, ?, ?, ?)
"""
_FIELD = itemgetter(0)
_REVISION = """
    INSERT INTO revisions (
        record_kind, record_id, snapshot_id, seen_at, cause, parser_version, origin, record
    ) VALUES ('grant', ?, ?, ?, ?, ?, ?, ?)
"""
_EVENT = """
    INSERT INTO events (at, kind, source_id, record_kind, record_key, page_id, run_id)
    VALUES (?, 'created', ?, 'grant', ?, ?, ?)
"""
_JSON = ("aims", "tasks", "target_groups", "texts", "origins", "problems")
_PLAIN = tuple(name for name in COLUMNS if name not in _JSON)
_LAST_ID = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'grants'"
_REMEMBERED = 1 << 18
"""Organisations, by digests: 40 MB. 188,000 applications came of some 60,000."""
Made = tuple[str, Sequence[Claim]]
"""An application's number and all that its one origin says of it."""


class NewRecords:
    """Creates records with claims, versions, events, organisations and index; see record_rows."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._organisations: dict[bytes, int | None] = {}
        # What all claims share stands in the statement: binding it each time costs a fifth.
        facts = {
            "snapshot": seen.snapshot_id or "NULL",
            "at": clock.to_text(clock.from_text(seen.at)),
        }
        self._add_claim = _CLAIM.format(origin=seen.origin, **facts)

    def forget(self) -> None:
        """Forget the organisations met so far: those made last may have been undone."""
        self._organisations.clear()

    def create(self, connection: sqlite3.Connection, made: Sequence[Made]) -> list[int]:
        """Create records in the caller's transaction and give their ids, in the same order."""
        first = connection.execute(_LAST_ID).fetchone()[0] + 1
        rows = [self._row(connection, first + i, one) for i, one in enumerate(made)]
        ids = [row["id"] for row in rows]
        connection.executemany(_GRANT, map(itemgetter(*_STORED), rows))
        connection.executemany(self._add_claim, self._claims(ids, made))
        connection.executemany(_REVISION, map(self._revision, rows))
        connection.executemany(PUT_LEMMAS, (lemmas_of("grant", row) for row in rows))
        connection.executemany(_EVENT, map(self._event, rows))
        return ids

    def _row(self, connection: sqlite3.Connection, record_id: int, made: Made) -> Row:
        number, claims = made
        seen = self._seen
        row = {"id": record_id, "key": number, "source_id": seen.source_id, **alone(claims)}
        row |= {"first_seen": seen.at, "last_seen": seen.at, "snapshot_id": seen.snapshot_id}
        row["organisation_id"] = self._organisation(connection, row)
        return row

    def _organisation(self, connection: sqlite3.Connection, row: Row) -> int | None:
        said = f"{row['inn']}\x1f{row['ogrn']}\x1f{row['organisation']}"
        known = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if len(self._organisations) > _REMEMBERED:
            self.forget()
        if known not in self._organisations:
            self._organisations[known] = organisation_of(connection, row, self._seen)
        return self._organisations[known]

    def _claims(self, ids: Sequence[int], made: Sequence[Made]) -> Iterator[tuple[object, ...]]:
        for record_id, (_, claims) in zip(ids, made, strict=True):
            for field, _, value, text, found_by, problem in sorted(claims, key=_FIELD):
                # in the order of the table: half the price
                said = None if value is None else str(value)
                yield record_id, field, found_by, problem, said, text

    def _revision(self, row: Row) -> tuple[object, ...]:
        seen = self._seen
        told = _told(row)
        facts = (seen.snapshot_id, seen.at, seen.cause, seen.parser, seen.origin)
        return (row["id"], *facts, told)

    def _event(self, row: Row) -> tuple[object, ...]:
        seen = self._seen
        return (seen.at, seen.source_id, row["key"], seen.page_id, seen.run_id)


def _told(row: Row) -> str:
    """Give what the first version tells, as JSON: what is null or empty in it is left out."""
    plain = to_json({name: row[name] for name in _PLAIN if row[name] is not None})
    parts = [f', "{name}": {row[name]}' for name in _JSON if row[name] not in {"[]", "{}"}]
    return f"{plain[:-1]}{''.join(parts)}}}"
