"""Archives by month: one address with `{year}` and `{month}` stands for a listing of each month.

`{month}` has two digits, `{m}` as many as it needs: `https://paper.example/{year}/{month}/`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

_PLACE = re.compile(r"\{(\w*)\}")
PLACES = frozenset({"year", "month", "m"})
_LONGEST = 600
"""Months, fifty years of them: what a slip of the pen in a date must not exceed."""


def is_archive(url: str) -> bool:
    """Say whether an address stands for one of each month."""
    return "{" in url


def fault_of(url: str) -> str | None:
    """Say what is wrong with the places in an address; None where they are right or none."""
    named = set(_PLACE.findall(url))
    if named - PLACES:
        return f"listings know {{year}}, {{month}} and {{m}}, and no other place: {url!r}"
    if named and ("year" not in named or not named & {"month", "m"}):
        return f"an archive by month needs {{year}} and {{month}}: {url!r}"
    return None


def expanded(urls: Iterable[str], *, earliest: datetime, now: datetime) -> Iterator[str]:
    """Give addresses, each archive's as those of its months from that of `now` back to `earliest`.

    Both are aware; the months are those of their own zones.

    >>> from datetime import UTC
    >>> here = datetime(2026, 1, 5, tzinfo=UTC)
    >>> list(expanded(["https://a.example/{year}/{m}/"], earliest=datetime(2025, 12, 9), now=here))
    ['https://a.example/2026/1/', 'https://a.example/2025/12/']
    """
    for url in urls:
        if not is_archive(url):
            yield url
            continue
        for year, month in _months(earliest, now):
            yield url.format(year=f"{year:04}", month=f"{month:02}", m=month)


def _months(earliest: datetime, now: datetime) -> Iterator[tuple[int, int]]:
    last = now.year * 12 + now.month - 1
    first = max(earliest.year * 12 + earliest.month - 1, last - _LONGEST)
    for number in range(last, min(first, last) - 1, -1):
        yield number // 12, number % 12 + 1
