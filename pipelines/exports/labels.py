"""Columns that name rows of other tables, each beside what the row it names is called."""

import sqlite3
from collections.abc import Iterator, Sequence

Label = tuple[str, str, str, str]
"""A column, the table that it leads to, that table's key, and its column of names."""


def labelled(columns: Sequence[str], labels: Sequence[Label]) -> Iterator[str]:
    """Give the columns, each that has a label with `X_label` behind it."""
    named = {column for column, *_ in labels}
    for column in columns:
        yield from (column, f"{column}_label") if column in named else (column,)


def with_labels(
    connection: sqlite3.Connection, columns: list[str], rows: Iterator[Sequence[object]],
    labels: Sequence[Label],
) -> Iterator[Sequence[object]]:  # fmt: skip
    """Put beside each value that names another row what that row is called."""
    if not labels:
        yield from rows
        return
    asked = {
        column: f"SELECT [{label}] FROM [{other}] WHERE [{key}] = ?"  # noqa: S608
        for column, other, key, label in labels
    }
    for row in rows:
        wide: list[object] = []
        for column, value in zip(columns, row, strict=True):
            wide.append(value)
            if column in asked:
                found = connection.execute(asked[column], (value,)).fetchone()
                wide.append(found[0] if found else None)
        yield wide
