"""Reading and writing single rows by column name. Names come from code alone, never from a page."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = dict[str, Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False)  # dumps would make one for each call
_NO_COLUMNS = frozenset({"origin", "silent"})


def one(connection: sqlite3.Connection, sql: str, *parameters: object) -> Row | None:
    """Give the first row of a query by column name, or None."""
    cursor = connection.execute(sql, parameters)
    row = cursor.fetchone()
    return None if row is None else named(cursor, row)


def named(cursor: sqlite3.Cursor, row: Sequence[Any]) -> Row:
    """Put the column names of a query to a row of it."""
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> int:
    """Insert a row and give its id."""
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    identity = connection.execute(sql, tuple(row.values())).lastrowid
    assert identity is not None
    return identity


def update(
    connection: sqlite3.Connection, table: str, row_id: int, row: Mapping[str, object]
) -> None:
    """Set columns of the row with this id."""
    settings = ", ".join(f"{name} = ?" for name in row)
    sql = f"UPDATE {table} SET {settings} WHERE id = ?"  # noqa: S608
    connection.execute(sql, (*row.values(), row_id))


def columns_of(record: "DataclassInstance") -> Row:
    """Give a record's fields as the columns of its table hold them, silent ones left out."""
    left_out = _NO_COLUMNS | getattr(record, "silent", frozenset())
    named = (f.name for f in fields(record) if f.name not in left_out)
    return {name: to_column(getattr(record, name)) for name in named}


def to_json(value: object) -> str:
    """Write a list or an object as the columns hold it: Cyrillic as it is."""
    return _ENCODER.encode(value)


def to_column(value: object) -> object:
    """Give what a column holds for a field's value: tuples and mappings become JSON."""
    if isinstance(value, tuple):
        return to_json(list(value))
    return to_json(dict(value)) if isinstance(value, Mapping) else value
