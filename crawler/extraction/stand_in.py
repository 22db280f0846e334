"""When the text that a feed gives stands in for a page that gives none.

What decides is all here, and in crawler.extraction.body where the page has several texts:

- A page's own text stays first, however short. The feed's never replaces it.
- Where a page was read and has no text, the feed's stands in if the page is the entry's article:
  one of its headings or titles is the entry's. So no word of «удалено» becomes an article.
- A page that a script would fill, or that shows nothing at all, says nothing of its own. What its
  data for machines says of the article stays first; the rest is the entry's.
- A page that says that it is not there, a protection's, a cookie wall and a listing stay what they
  are: a feed keeps no article alive, and evades no block.
- A text that is cut short is none (see crawler.extraction.feed_text).
"""

from crawler.extraction.evidence import Findings
from crawler.extraction.feed_text import whole_text
from crawler.extraction.page import Page
from crawler.extraction.same import same_title
from crawler.extraction.unreadable import Bodiless, Unreadable
from crawler.told import BY_FEED, Told

Evidence = tuple[Findings, dict[str, str]]
"""What was found by field, and what found it."""
_OF_SHELL = frozenset({"own", "json-ld", "microdata", "address"})
"""What on an empty page can speak of its article alone; a title there is mostly the site's."""


def text_for(page: Page, told: Told | None) -> str:
    """Give the text of an entry that stands in for the one that a page lacks; empty if none."""
    if told is None or not told.title or not same_title(page, told.title):
        return ""
    return whole_text(told, page.url)


def for_shell(page: Page, told: Told, stated: Evidence) -> Evidence | None:
    """Give the evidence of an article whose page is empty; None where its feed has no text of it.

    `stated` is what the page says for machines.
    """
    text = whole_text(told, page.url) if told.title else ""
    if not text:
        return None
    values, origins = stated
    kept = [name for name, origin in origins.items() if _speaks(page, told, name, origin)]
    said: Findings = {"title": told.title or "", "body": text}
    said |= {name: value for name, value in _besides(told).items() if name not in kept}
    found = {name: values[name] for name in kept} | said
    by = {name: origins[name] for name in kept}
    return found, by | dict.fromkeys(said, BY_FEED)


def _speaks(page: Page, told: Told, name: str, origin: str) -> bool:
    """Tell whether a page's own word on a field is of the article, and not of the site."""
    if name in {"title", "body"}:
        return False
    of_article = origin == "opengraph" and same_title(page, told.title or "")
    return of_article or origin in _OF_SHELL


def _besides(told: Told) -> Findings:
    stated: Findings = {"author": told.authors, "tags": told.tags}
    return {name: value for name, value in stated.items() if value}


def silence_of(page: Page, error: Unreadable, title: str | None) -> Unreadable:
    """Give the error of a page without text as one that says nothing only under its old title."""
    return error if title and same_title(page, title) else Unreadable(error.reason, error.detail)


def is_silent(error: ValueError, text_by: str | None) -> bool:
    """Say whether a page without text is no news: it had none before, and the feed gave it.

    One that has come to say something else, if only by its title, is not silent.
    """
    return text_by == BY_FEED and isinstance(error, Bodiless)
