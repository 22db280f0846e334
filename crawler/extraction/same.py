"""Whether a piece of evidence speaks of this page or of another."""

from crawler.addresses import canonical
from crawler.extraction.page import Page
from crawler.extraction.text import letters, text_of

_SHORTEST = 12


def same_page(page: Page, address: str) -> bool:
    """Tell whether an address leads to the page."""
    absolute = page.absolute(address)
    return bool(absolute) and canonical(absolute or "", page.source) == canonical(
        page.url, page.source
    )


def same_title(page: Page, title: str) -> bool:
    """Tell whether a title is that of the page: one of its headings or what its metas say."""
    wanted = letters(title)
    if not wanted:
        return False
    stated = [page.document_title, page.meta("og:title") or ""]
    stated += [text_of(node) for node in page.root.iter("h1")]
    return any(_agree(wanted, letters(text)) for text in stated)


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts differ in signs and letter case alone."""
    return letters(one) == letters(other)


def _agree(one: str, other: str) -> bool:
    """Equal, or one cut off or followed by the site's name."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST and longer.startswith(shorter))
