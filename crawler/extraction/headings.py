"""Which words of a page are its headline, told by its title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from crawler.extraction.page import Page
from crawler.extraction.site_names import begins_with_host, names_site
from crawler.extraction.text import Element, Line, Skip, fold, lines, text_of

_HEADLINE = 20
"""Characters from which a text that the title begins with is no name of a section or site."""
_LONGEST = 2000
_AFTER = re.compile(r"\s+[^\w\s«\"„(]|[|/:»]")
_BEFORE = re.compile(r"(?:\s[^\w\s«\"„(]|[|/:»])\s*$")

Heading = tuple[Element, str]


def heading_of(page: Page, headings: Sequence[Heading], *, closely: bool = False) -> Element | None:
    """Give the heading that a title begins with, else one that is a later part of it.

    Of a title that goes on without a sign, only an h1 is the beginning where it is `closely` read.
    """
    titles = _titles(page)
    for node, text in headings:
        part = text.casefold()
        begins = _begins if closely and node.tag != "h1" else str.startswith
        begun = any(begins(title, part) for title in titles) and not names_site(page, text)
        if begun and (part in titles or not leads_home(page, node)):
            return node
    for node, text in headings:
        behind = any(_stands_behind(title, text) for title in titles)
        if behind and not (names_site(page, text) or leads_home(page, node)):
            return node
    return None


def in_title(page: Page, text: str) -> bool:
    """Tell a text that stands somewhere in a title of the page."""
    part = text.casefold()
    return any(part in title for title in _titles(page))


def leads_home(page: Page, heading: Element) -> bool:
    """Tell the site's name: a heading that is a link to the front page."""
    link = heading.find(".//a[@href]")
    if link is None:
        link = next(heading.iterancestors("a"), None)
    address = "" if link is None else page.absolute(link.get("href")) or ""
    return bool(address) and not urlsplit(address).path.strip("/") and not urlsplit(address).query


def headline_above(page: Page, heading: Element) -> Element:
    """Give the element before a heading that a title begins with, or the heading.

    Some sites put their headline into a plain element, and what they say of it into the h1.
    """
    titles = _titles(page)
    for node in heading.itersiblings(preceding=True):
        text = text_of(node)
        if len(text) >= _HEADLINE and any(_begins(title, text) for title in titles):
            return node
    return heading


def plain_heading(page: Page, skip: Skip) -> Element | None:
    """Give the headline of a page without a heading: a line that the title begins or ends with.

    A paragraph that is a whole sentence is none: some titles are the text's first.
    """
    titles = _titles(page)
    shown = (line for line in lines(page.root, skip) if not line.linked)
    long = (line for line in shown if len(line.text) >= _HEADLINE and not _is_sentence(line))
    named = (
        _element(line)
        for line in long
        if any(_begins(title, line.text) or _ends(page, title, line.text) for title in titles)
        and not names_site(page, line.text)
    )
    return next((node for node in named if node is not None), None)


def _is_sentence(line: Line) -> bool:
    return line.block.tag == "p" and line.text.endswith((".", "…"))


def is_headline(line: Line, headline: Element | None) -> bool:
    """Tell a line that stands in the headline, or that an inline headline makes up."""
    if headline is None:
        return False
    if line.block is headline or headline in line.block.iterancestors():
        return True
    return line.block in headline.iterancestors() and line.text == text_of(headline)


def _titles(page: Page) -> list[str]:
    stated: Iterable[str | None] = (page.meta("og:title"), page.document_title)
    return [title.casefold()[:_LONGEST] for title in stated if title]


def _begins(title: str, text: str) -> bool:
    part = text.casefold()
    rest = title[len(part) :]
    return title.startswith(part) and (not rest or _AFTER.match(rest) is not None)


def _ends(page: Page, title: str, text: str) -> bool:
    """Tell the longer part of a title, behind the name of the site or of a section."""
    part = text.casefold()
    if len(part) < _HEADLINE or not _stands_behind(title, text):
        return False
    name = title[: title.find(part, 1)].rstrip(" :|/»—–-•·")
    if names_site(page, name) or begins_with_host(page, name):
        return True
    return len(name) < len(part) and name in _short_texts(page)


def _stands_behind(title: str, text: str) -> bool:
    """Tell a text that begins behind a sign in a title, and ends with it or before another sign."""
    part = text.casefold()
    at = title.find(part, 1)
    rest = title[at + len(part) :]
    begins = at > 0 and _BEFORE.search(title[:at]) is not None
    return begins and (not rest or _AFTER.match(rest) is not None)


def _short_texts(page: Page) -> set[str]:
    """Give what the page's links and list items say: its sections, and itself."""
    texts = page.root.xpath("//a//text() | //li/text()")
    return {fold(text).casefold() for text in texts if len(text) < 2 * _HEADLINE}


def _element(line: Line) -> Element | None:
    """Give the smallest element that says what a line says."""
    found: Iterator[Element] = (
        node for node in line.block.iter() if isinstance(node.tag, str) and _says(node, line.text)
    )
    return next(iter(list(found)[-1:]), None)


def _says(node: Element, text: str) -> bool:
    return text_of(node) == text
