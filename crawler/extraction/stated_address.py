"""The address that a page states as its own."""

from crawler.extraction.page import Page


def stated_address(page: Page) -> str | None:
    """Give the address of the canonical link, else of og:url; two different ones state nothing."""
    links = {
        page.absolute(link.get("href"))
        for link in page.root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    }
    stated = links - {None} or {page.absolute(page.meta("og:url"))}
    return next(iter(stated)) if len(stated) == 1 else None
