"""The heading that is a page's headline."""

from collections.abc import Iterator
from functools import lru_cache

from crawler.extraction.furniture import skipper
from crawler.extraction.headings import (
    heading_of,
    headline_above,
    in_title,
    leads_home,
    plain_heading,
)
from crawler.extraction.no_headlines import (
    heads_box,
    in_text,
    is_apart,
    is_section,
    leads_elsewhere,
)
from crawler.extraction.page import Page
from crawler.extraction.text import Element, text_of

_HEADLINE = 20
"""Characters from which a heading that the title begins with is no name of a section or site."""
_Heading = tuple[Element, str]


@lru_cache(maxsize=4)
def main_heading(page: Page) -> Element | None:
    """Return the heading that is the page's: the h1 that its title begins with.

    Where none is that, it is another heading that is the title; then one that is the title's end,
    behind the name of the site; then what stands before the first h1 and is the title; else that
    h1, whose words may differ from the title's.
    """
    shown = [(node, text) for node in page.root.iter("h1") if (text := text_of(node))]
    first = [(node, text) for node, text in shown if not is_apart(node)] or shown
    sections = {text for _, text in first if is_section(page, text, whole=_is_title(page, text))}
    whole = [(node, text) for node, text in first if text not in sections]
    own = next((node for node, _ in whole if not leads_home(page, node)), None)
    longer = list(_others(page, beside=own))
    if (named := heading_of(page, [*whole, *longer], closely=own is not None)) is not None:
        return named
    if own is not None:
        return headline_above(page, own)
    if (titled := _titled(page)) is not None:
        return titled
    plain = plain_heading(page, skipper([]))
    return first[0][0] if plain is None and first else plain


def _is_title(page: Page, text: str) -> bool:
    return text.casefold() == page.document_title.casefold()


def _others(page: Page, beside: Element | None) -> Iterator[_Heading]:
    """Yield the headings of lower rank that may be the headline, and not the text's.

    One that is a link to another page is none `beside` an h1.
    """
    for node in page.root.iter("h2", "h3"):
        text = text_of(node)
        if not in_title(page, text) or len(text) < _HEADLINE or is_apart(node) or in_text(node):
            continue
        if beside is None or not leads_elsewhere(page, node):
            yield node, text


def _titled(page: Page) -> Element | None:
    """Return the one heading with a class of titles, on a page whose title names the site alone.

    Where no heading has such a class, it is the only one of the second rank.
    """
    if len(page.document_title) >= _HEADLINE:
        return None
    named = page.root.xpath("//*[(self::h2 or self::h3) and contains(@class, 'title')][not(.//a)]")
    found = named or page.root.xpath("//h2[not(.//a)]")
    if len(found) != 1 or len(text_of(found[0])) < _HEADLINE:
        return None
    return None if in_text(found[0]) or heads_box(page, found[0]) else found[0]
