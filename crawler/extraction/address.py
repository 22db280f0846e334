"""The day that a page's address states."""

import re
from urllib.parse import urlsplit

from crawler.extraction.evidence import Findings
from crawler.extraction.page import Page

_YEAR = r"(?P<year>19[89]\d|20[0-4]\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_DATES = (
    re.compile(rf"/{_YEAR}([-/_.]){_MONTH}\2{_DAY}(?=[-/_.]|$)"),
    re.compile(rf"/{_DAY}([-_.]){_MONTH}\2{_YEAR}(?=/)"),
    re.compile(rf"/{_YEAR}{_MONTH}{_DAY}(?=[-/_.]|$)"),
    re.compile(rf"/{_YEAR}/{_MONTH}(?=/[^/]*[^/\d.])"),
)


def read(page: Page) -> Findings:
    """Read the date of publication from the path of the address: a day, or a month."""
    try:
        path = urlsplit(page.url).path
    except ValueError:
        return {}
    for pattern in _DATES:
        if found := pattern.search(path):
            parts = (found.groupdict().get(name) for name in ("year", "month", "day"))
            return {"published": "-".join(part for part in parts if part)}
    return {}
