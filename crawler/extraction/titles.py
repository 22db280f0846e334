"""Titles without the name of the site."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction.evidence import Findings, present
from crawler.extraction.page import Page
from crawler.extraction.structure import main_heading
from crawler.extraction.text import fold, lines, text_of

_SEPARATOR = re.compile(r"\s+(?:[|/»«•·:—–-]|::)\s+|\s*\|\s*|:\s+")
_NAME = 8
"""Letters from which what a text begins with is a site's name, and no word of a headline."""
_SIGNS = re.compile(r"[\W_]+")


def read(page: Page) -> Findings:
    """Read the title from the heading."""
    heading = main_heading(page)
    text = "" if heading is None else text_of(heading)
    return present({"title": None if names_site(page, text) else text})


def read_document(page: Page) -> Findings:
    """Read the title from the title element."""
    return present({"title": without_site(page, page.document_title)})


def without_site(page: Page, title: str) -> str:
    """Cut the name of the site, and everything behind it, off a title."""
    heading = main_heading(page)
    shown = "" if heading is None else text_of(heading)
    if shown and title != shown and title.startswith(shown):
        return shown
    first = _SEPARATOR.search(title)
    if first is not None and first.start():
        before, behind = title[: first.start()], title[first.end() :]
        if names_site(page, before) or (_begins_with_site(page, before) and _shows(page, behind)):
            return without_site(page, behind)
    for separator in _SEPARATOR.finditer(title):
        rest = title[separator.end() :]
        if separator.start() and names_site(page, _SEPARATOR.split(rest)[0]) | _is_pipe(separator):
            return title[: separator.start()]
    return title if not names_site(page, title) else ""


def _begins_with_site(page: Page, text: str) -> bool:
    """Tell the site's name with more behind it: «Name in Town»."""
    return any(len(name) >= _NAME and _letters(text).startswith(name) for name in _names(page))


def _shows(page: Page, text: str) -> bool:
    """Tell a headline that a page shows outside of its headings."""
    return any(line.text == text for line in lines(page.root))


def _of_feeds(page: Page) -> Iterator[str]:
    """Give what the links to the page's feeds call the site: «Name » Feed», «Name - RSS»."""
    for link in page.root.iterfind('.//head//link[@type="application/rss+xml"]'):
        yield _SEPARATOR.split(fold(link.get("title")))[0]


def _is_pipe(separator: re.Match[str]) -> bool:
    """No headline has a bar in it; what stands behind one is the site's."""
    return "|" in separator[0] or "::" in separator[0]


def names_site(page: Page, text: str) -> bool:
    """Tell the site's name, as it, its source, its host or a link to its front page has it."""
    wanted = _letters(text)
    return not wanted or wanted in _names(page)


@lru_cache(maxsize=4)
def _names(page: Page) -> frozenset[str]:
    parts = urlsplit(page.url)
    host = (parts.hostname or "").removeprefix("www.")
    names = [page.meta("og:site_name", "application-name") or "", host, host.rpartition(".")[0]]
    names += [page.source.title] if page.source else []
    names += _of_feeds(page)
    home = f"{parts.scheme}://{parts.netloc}"
    for link in page.root.xpath("//a[@href=$root or @href=$home or @href=$slash]",
                                root="/", home=home, slash=f"{home}/"):  # fmt: skip
        names += [text_of(link), link.get("title") or "", *link.xpath(".//img/@alt")]
    return frozenset(_letters(name) for name in names if name)


def _letters(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
