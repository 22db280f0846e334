"""Titles without the name of the site."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction.evidence import Findings, present
from crawler.extraction.page import Page
from crawler.extraction.structure import main_heading
from crawler.extraction.text import letters, text_of

_SEPARATOR = re.compile(r"\s+(?:[|/»«•·:—–-]|::)\s+|\s*\|\s*|:\s+")


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
    for separator in _SEPARATOR.finditer(title):
        rest = title[separator.end() :]
        if separator.start() and names_site(page, _SEPARATOR.split(rest)[0]) | _is_pipe(separator):
            return title[: separator.start()]
    return title if not names_site(page, title) else ""


def _is_pipe(separator: re.Match[str]) -> bool:
    """No headline has a bar in it; what stands behind one is the site's."""
    return "|" in separator[0] or "::" in separator[0]


def names_site(page: Page, text: str) -> bool:
    """Tell the site's name, as it, its source, its host or a link to its front page has it."""
    wanted = letters(text)
    return not wanted or wanted in _names(page)


@lru_cache(maxsize=4)
def _names(page: Page) -> frozenset[str]:
    parts = urlsplit(page.url)
    host = (parts.hostname or "").removeprefix("www.")
    names = [page.meta("og:site_name", "application-name") or "", host, host.rpartition(".")[0]]
    names += [page.source.title] if page.source else []
    home = f"{parts.scheme}://{parts.netloc}"
    for link in page.root.xpath("//a[@href=$root or @href=$home or @href=$slash]",
                                root="/", home=home, slash=f"{home}/"):  # fmt: skip
        names += [text_of(link), link.get("title") or "", *link.xpath(".//img/@alt")]
    return frozenset(letters(name) for name in names if name)
