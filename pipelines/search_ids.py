"""Under which number the full-text index keeps a record: each kind has a span of its own.

So one kind is searched, newest first, without stepping over the others: FTS5 seeks within a range
of row ids. An article's number is its id.
"""

from typing import Final

KINDS: Final = ("article", "grant", "organisation", "competition")
SPAN: Final = 1 << 40


def search_id(kind: str, record_id: int) -> int:
    """Give the number of a record in the index.

    >>> search_id("article", 7), search_id("grant", 7)
    (7, 1099511627783)
    """
    return record_id + KINDS.index(kind) * SPAN


def span(kind: str) -> tuple[int, int]:
    """Give the first and the last number that a kind may have."""
    first = KINDS.index(kind) * SPAN
    return first, first + SPAN - 1
