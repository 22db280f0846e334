"""Datasette's pages of a sorted table, asked for so that an index leads to each at once.

Datasette goes on from a row by `(a < :x or a is null or (a = :x and id > :y))`, for which SQLite
reads an index from its beginning; and it orders the first page by `a` alone, the others by `a` and
id, so that rows with an equal `a` can be lost between two pages. Both are put right here in the SQL
itself; what is of no known form stays as it is.
"""

import re
from typing import NamedTuple

_COLUMN = r"\[?\w+\]?"
_AFTER_KEY = r"\(\((?P<key>\[?\w+\]?) > :p\d+\)\)"
_NEXT = re.compile(
    rf"\((?P<column>{_COLUMN}) (?P<sign>[<>]) :(?P<value>p\d+)(?P<nulls> or (?P=column) is null)?"
    rf" or \((?P=column) = :(?P=value) and {_AFTER_KEY}\)\)"
)
_AMONG_NULLS = re.compile(rf"\({_COLUMN} is null and {_AFTER_KEY.replace('?P<key>', '?:')}\)")
_KEY_ALONE = re.compile(_AFTER_KEY)
_ROWS = re.compile(r"select \[?id\]?, [^()]+ from \[?\w+\]? (?:where|order)")
_ORDER = re.compile(rf"order by (?P<column>{_COLUMN})(?P<way> desc)? limit \d+\s*$")


class Page(NamedTuple):
    """How to ask for a page: first so; and so for what is lacking, where rows have no value."""

    sql: str
    rest: str | None = None


def quick_page(sql: str) -> Page:
    """Give the SQL of a page of a table that has an `id`, to the same rows.

    >>> quick_page("select id, a from t order by b desc limit 31").sql
    'select id, a from t order by b desc, id limit 31'
    """
    if not _ROWS.match(sql) or " group by " in sql:
        return Page(sql)
    if order := _ORDER.search(sql):
        end = order.end("way") if order["way"] else order.end("column")
        if order["column"] != "id":
            sql = f"{sql[:end]}, id{sql[end:]}"
    after = _NEXT.search(sql)
    if after is None:
        return Page(sql)
    bound = f"{after['column']} {after['sign']}= :{after['value']} and "
    within = f"{sql[: after.start()]}{bound}{sql[after.start() :]}"
    rest = f"{after['column']} is null"
    if not after["nulls"]:
        return Page(within)
    return Page(within, f"{sql[: after.start()]}{rest}{sql[after.end() :]}")


def of_all_pages(sql: str) -> str:
    """Give the SQL of a facet without the part that leaves out the pages before this one.

    >>> of_all_pages("select * from t where a = 1 and (b is null and ((id > :p0)))")
    'select * from t where a = 1 and 1'
    """
    for form in (_NEXT, _AMONG_NULLS, _KEY_ALONE):
        sql, found = form.subn("1", sql)
        if found:
            break
    return sql
