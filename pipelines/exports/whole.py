"""The whole of what a page of Datasette shows a part of."""

import re

# Datasette ends the SQL of a table's page so, and lets nothing of an address stand behind it.
_TAIL = re.compile(
    r'(?: order by (?P<order>(?:"[^"]*"|\[[^\]]*\]|[\w\s,])+))? ?limit \d+(?: offset \d+)?\s*$'
)


def without_page(sql: str) -> str:
    """Give the SQL of a table's page without its limit, its order kept.

    >>> without_page("select * from grants where a = :p0 order by submitted_on desc limit 31")
    'select * from grants where a = :p0 order by submitted_on desc'
    """
    tail = _TAIL.search(sql)
    if not tail:
        return sql
    order = tail["order"]
    return f"{sql[: tail.start()]}{f' order by {order}' if order else ''}".rstrip()


def without_order(sql: str) -> str:
    """Give the SQL of a table's page without its limit and order.

    >>> without_order("select id from [a b] order by [a b], id desc limit 31 offset 30")
    'select id from [a b]'
    """
    return _TAIL.sub("", sql).rstrip()
