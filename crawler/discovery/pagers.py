"""The pager of a listing whose markup does not say which of its links it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import unquote, urlsplit

Link = tuple[str, str | None]
"""Address and text of a link."""

_DIGITS = re.compile(r"(\d+)")
_CALENDAR = re.compile(r"(?:^|[?&])(?:d|day|date|den|year|month|y|m|god)=$", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,4}")
_PAGE = r"(?:/(?:page|str|p))?/[0-9]{1,4}"
_BELOW = re.compile(rf"(?:{_PAGE})?")
_ONWARD = re.compile(
    r"(?:далее|дальше|раньше|следующ\w+(?: страница)?|вперёд|вперед|старые записи|ранее"
    r"|предыдущие (?:записи|новости)|следующие (?:записи|новости)|older(?: posts)?|next(?: page)?)"
    r"[\s→»›>]*",
    re.IGNORECASE,
)
_Row = dict[int, tuple[int, Link]]
"""By the text of each link the number in its address, and the link."""


def plain_pager(links: Iterable[Link], url: str) -> list[Link]:
    """Give the links among all of a page that lead to other pages of its list.

    They are either numbers in a row, whose addresses differ in one number that grows with them, or
    the one link that says «раньше» or the like; and they lead to the same path, but for a number
    at its end, so that neither calendars nor counts of comments are taken for a pager.
    """
    near = [link for link in dict.fromkeys(links) if _is_near(link[0], url)]
    rows = [row for row in _rows(near) if _is_even(row)]
    if rows:
        return [link for _, link in max(rows, key=len).values()]
    onward = [link for link in near if link[1] and _ONWARD.fullmatch(link[1])]
    return onward if len({address for address, _ in onward}) == 1 else []


def next_in_row(pager: Sequence[Link], url: str) -> str | None:
    """Give the address behind the number that follows this page's; None where no such is there.

    A page that none of the numbers leads to is the first.

    >>> links = [("https://a.example/?start=10", "2"), ("https://a.example/?start=20", "3")]
    >>> next_in_row(links, "https://a.example/"), next_in_row(links, links[0][0])
    ('https://a.example/?start=10', 'https://a.example/?start=20')
    """
    told = {int(text): address for address, text in pager if text and _is_number(text)}
    here = next((number for number, address in told.items() if address == url), 1)
    return told.get(here + 1)


def is_row(pager: Iterable[Link]) -> bool:
    """Say whether the links of a pager are numbers in a row, so that one of them is the next."""
    return any(_is_even(row) for row in _rows(pager))


def _is_near(address: str, url: str) -> bool:
    """Tell an address on the path of another, or one number below it."""
    there, here = urlsplit(address), urlsplit(url)
    if there.hostname != here.hostname:
        return False
    own = re.sub(rf"{_PAGE}$", "", here.path.rstrip("/"))
    path = there.path.rstrip("/")
    return path.startswith(own) and _BELOW.fullmatch(path.removeprefix(own)) is not None


def _rows(links: Iterable[Link]) -> Iterable[_Row]:
    """Group links with numbers for texts by their addresses around one number."""
    rows: dict[tuple[str, str], _Row] = defaultdict(dict)
    for address, text in links:
        if not _is_number(text):
            continue
        pieces = _DIGITS.split(address)
        for at in range(1, len(pieces), 2):
            before, after = "".join(pieces[:at]), "".join(pieces[at + 1 :])
            if not _CALENDAR.search(unquote(before)):
                rows[before, after][int(text or "")] = int(pieces[at]), (address, text)
    return rows.values()


def _is_even(row: _Row) -> bool:
    """Tell numbers that grow evenly with the texts of their links; 2 alone is that of page 2."""
    texts = sorted(row)
    if len(texts) == 1:
        return texts == [2] and row[2][0] in {1, 2}
    steps = {
        (row[second][0] - row[first][0]) / (second - first) for first, second in pairwise(texts)
    }
    return len(steps) == 1 and min(steps) > 0


def _is_number(text: str | None) -> bool:
    return text is not None and _NUMBER.fullmatch(text) is not None
