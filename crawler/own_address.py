"""Pages that state another address as their own: a reduced edition, a second section, a copy."""

from urllib.parse import SplitResult, urlsplit

from crawler.addresses import canonical
from crawler.discovery.pages import address_to_fetch, is_page
from crawler.items import RawArticle, Visit
from crawler.sources import Source

# So short a last part of an address (1, index.html) may be that of another article.
_TELLING = 12


def own_address(visit: Visit, source: Source) -> str | None:
    """Give the address under which to ask for an article, that the page states for itself.

    None where it is the one that answered, and where it cannot be believed: an address of another
    site, of no page, or that has nothing in common with the page's own. A page that was visited
    before keeps its address.
    """
    record = next(iter(visit.records), None)
    stated = record.canonical if isinstance(record, RawArticle) else None
    if visit.place.known or not stated or not is_page(stated, source):
        return None
    answered = visit.final_url or visit.place.url
    here, there = urlsplit(answered), urlsplit(stated)
    same_place = _plain(here) == _plain(there)
    if canonical(stated, source) == canonical(answered, source):
        return None if same_place else address_to_fetch(stated, source)
    return address_to_fetch(stated, source) if same_place or _same_end(here, there) else None


def is_same_article(found: Visit, stated: Visit) -> bool:
    """Say whether the address that a page states leads to the article that it was stated by."""
    title, other = _title(found), _title(stated)
    return title is not None and title == other


def _title(visit: Visit) -> str | None:
    titles = [record.title for record in visit.records if isinstance(record, RawArticle)]
    return " ".join(titles[0].casefold().split()) if len(titles) == 1 and titles[0] else None


def _plain(parts: SplitResult) -> tuple[str, str]:
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _same_end(here: SplitResult, there: SplitResult) -> bool:
    """Whether two paths end alike in what names an article: a number, or a long word."""
    end = there.path.rstrip("/").rpartition("/")[2]
    telling = len(end) >= _TELLING or sum(sign.isdigit() for sign in end) >= 4  # noqa: PLR2004
    return telling and end == here.path.rstrip("/").rpartition("/")[2]
