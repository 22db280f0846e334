"""The SQL by which a table is narrowed to what is searched for, in one of three ways.

`:search` stands for an FTS5 expression. Which way is quick depends on how many rows match; the rows
are the same. A tally never asks the index row by row: it reads the matches once, and of the table
no more than an index.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pipelines.search_ids import SPAN, span


def _as_pattern(sql: str, places: Mapping[str, str]) -> str:
    pattern = re.escape(sql)
    for place, form in places.items():
        pattern = pattern.replace(place, form)
    return pattern


FEW: Final = 1_000
MANY: Final = 50_000
_MATCHES = "FROM search WHERE search MATCH :search AND search.rowid BETWEEN {first} AND {last}"
_IDS = f"IN (SELECT rowid - {{first}} {_MATCHES})"
_ONE = "FROM search WHERE search MATCH :search AND search.rowid = {table}.id + {first}"
_PLACES = {r"\{table\}": r"\w+", r"\{first\}": r"(\d+)"}
_ONE_BY_ONE = re.compile(rf"EXISTS \(SELECT 1 {_as_pattern(_ONE, _PLACES)}\)")
_COUNT_ALONE = re.compile(
    r"select count\(\*\) from \[?\w+\]? where \+?id IN \(SELECT rowid - \d+ ([^()]+)\)\s*$"
)


def matches_query(kind: str, most: int) -> str:
    """Give the query for a kind's matches, as the ids of its records, so many at most."""
    first, last = span(kind)
    return f"SELECT rowid - {first} {_MATCHES.format(first=first, last=last)} LIMIT {most}"


def count_query(kind: str) -> str:
    """Give the query that counts a kind's matches, as far as MANY."""
    return f"SELECT count(*) FROM ({matches_query(kind, MANY)})"  # noqa: S608


def with_ids(sql: str, kind: str, ids: Iterable[int]) -> str:
    """Put ids that are known already in the place of the search for them."""
    first, last = span(kind)
    return sql.replace(_IDS.format(first=first, last=last), f"IN ({','.join(map(str, ids))})")


def match_clause(kind: str, table: str, count: int | None, *, beginnings: bool = False) -> str:
    """Give the clause for a table of a kind of which `count` records match, as far as MANY.

    Few are looked up by id, whatever the order (`count` None where no index serves the order);
    of more the rows are taken in their order and looked for among the matches; of very many each
    row is looked for in the index, but not where it would gather the words of `beginnings` anew.
    """
    first, last = span(kind)
    if count is not None and count >= MANY and not beginnings:
        return f"EXISTS (SELECT 1 {_ONE.format(table=table, first=first)})"
    among = _IDS.format(first=first, last=last)
    return f"id {among}" if count is None or count <= FEW else f"+id {among}"


def for_tally(sql: str) -> str:
    """Give a count or facet of a search as one that reads the matches once."""

    def among(found: re.Match[str]) -> str:
        first = int(found[1])
        return f"+id {_IDS.format(first=first, last=first + SPAN - 1)}"

    plain = _ONE_BY_ONE.sub(among, sql)
    alone = _COUNT_ALONE.match(plain)
    return f"select count(*) {alone[1]}" if alone else plain
