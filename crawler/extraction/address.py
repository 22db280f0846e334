"""The day that a page's address states."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.extraction.evidence import Findings
from crawler.extraction.page import Page

_YEAR = r"(?P<year>19[89]\d|20[0-4]\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FILE = r"\.\w+/?$"
# Where a day is that of an event, a file or a list; in files' names eight figures are a number.
_OF_OTHERS = re.compile(
    r"/(?:afisha|афиша|events?|calendar|kalendar|raspisanie|schedule|concerts?|uploads?|files|tags?"
    r"|catalog)/",
    re.IGNORECASE,
)
_DATES = (
    re.compile(rf"/{_YEAR}([-/_.]){_MONTH}\2{_DAY}(?=[-/_.]|$)"),
    re.compile(rf"/{_DAY}([-_.]){_MONTH}\2{_YEAR}(?=/)"),
    re.compile(rf"/{_YEAR}{_MONTH}{_DAY}(?=[-/_.][^/])(?!{_FILE})"),
    re.compile(rf"/{_YEAR}-{_MONTH}/{_DAY}(?=/)"),
    re.compile(rf"/{_YEAR}/(?P<month>[1-9]|1[0-2])/(?P<day>[1-9]|[12]\d|3[01])(?=/)"),
    re.compile(rf"/{_YEAR}/(?P<month>{'|'.join(_NAMES)})/{_DAY}(?=/)"),
    re.compile(rf"/{_DAY}(?P<month>{'|'.join(_NAMES)}){_YEAR}(?=/)", re.IGNORECASE),
    re.compile(rf"/{_YEAR}/{_MONTH}(?=/[^/]*[^/\d.])"),
)


def read(page: Page) -> Findings:
    """Read the date of publication from the path of the address: a day, or a month."""
    try:
        path = urlsplit(page.url).path
    except ValueError:
        return {}
    if _OF_OTHERS.search(path):
        return {}
    for pattern in _DATES:
        if found := pattern.search(path):
            return {"published": "-".join(_parts(found.groupdict()))}
    return {}


def _parts(found: dict[str, str]) -> Iterator[str]:
    """Give the year, the month and the day, in figures, of two at least."""
    for name in ("year", "month", "day"):
        if part := found.get(name):
            name_of_month = part.lower()
            yield f"{_NAMES.index(name_of_month) + 1 if name_of_month in _NAMES else int(part):02}"
