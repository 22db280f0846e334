"""Titles without the name of the site."""

import re

from crawler.extraction.evidence import Findings, present
from crawler.extraction.main_heading import main_heading
from crawler.extraction.page import Page
from crawler.extraction.site_names import SEPARATOR, begins_with_host, begins_with_name, names_site
from crawler.extraction.text import fold, text_of

_HEADLINE = 20
"""Characters from which a heading is no name of a section."""

_LONGEST = 2000


def read(page: Page) -> Findings:
    """Read the title from the heading."""
    heading = main_heading(page)
    text = "" if heading is None else text_of(heading)
    return present({"title": None if names_site(page, text) or _is_section(page, text) else text})


def _is_section(page: Page, text: str) -> bool:
    """Tell the name of a section that a page has for a heading: its title is shown elsewhere."""
    title = page.document_title
    if len(text) >= _HEADLINE or len(title) < _HEADLINE or text.casefold() in title.casefold():
        return False
    leaves = (node for node in page.root.iter("span", "div", "p", "b", "strong", "td", "font"))
    said = (node.text for node in leaves if node.text and not len(node))
    return any(fold(text) == title for text in said if len(text) >= _HEADLINE)


def read_document(page: Page) -> Findings:
    """Read the title from the title element."""
    return present({"title": without_site(page, page.document_title)})


def without_site(page: Page, title: str) -> str:
    """Cut the name of the site, and everything behind it, off a title."""
    title = title[:_LONGEST]
    heading = main_heading(page)
    shown = "" if heading is None else text_of(heading)
    if shown and title != shown and title.startswith(shown):
        return shown
    title = _without_first(page, title)
    for separator in SEPARATOR.finditer(title):
        rest = title[separator.end() :]
        if separator.start() and names_site(page, SEPARATOR.split(rest)[0]) | _is_pipe(separator):
            return title[: separator.start()]
    return title if not names_site(page, title) else ""


def _without_first(page: Page, title: str) -> str:
    """Cut off the name of the site where a title begins with it."""
    for separator in SEPARATOR.finditer(title):
        name, rest = title[: separator.start()], title[separator.end() :]
        if names_site(page, name) or begins_with_host(page, name):
            return rest
        if begins_with_name(page, name) and _shows(page, rest):
            return rest
    return title


def _shows(page: Page, text: str) -> bool:
    """Tell a headline that a page shows outside of its headings."""
    return any(line.text == text for line in page.shown)


def _is_pipe(separator: re.Match[str]) -> bool:
    """No headline has a bar in it; what stands behind one is the site's."""
    return "|" in separator[0] or "::" in separator[0]
