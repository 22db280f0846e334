"""The last resort for a body: trafilatura's reading of the whole page."""

import logging

from crawler.extraction.evidence import Findings, present
from crawler.extraction.language import is_cyrillic
from crawler.extraction.page import Page
from crawler.extraction.phrases import is_phrase
from crawler.extraction.text import fold

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it misses becomes a reject
_RUNNING = 60
_MOSTLY = 0.7


def read(page: Page) -> Findings:
    """Read the body; no other field, whose origin could not be told.

    Trafilatura gives something for every page. What is mostly menus and labels is no body.
    """
    from trafilatura import extract  # noqa: PLC0415  half a second that few pages need

    text = extract(
        page.markup,
        url=page.url,
        include_comments=False,
        include_tables=not is_cyrillic(page.document_title),
        with_metadata=False,
    )
    folded = (fold(line) for line in (text or "").splitlines())
    paragraphs = [line for line in folded if line and not is_phrase(line)]
    running = sum(len(line) for line in paragraphs if len(line) >= _RUNNING)
    mostly = _is_trusted(page) or running >= _MOSTLY * sum(map(len, paragraphs))
    return present({"body": "\n".join(paragraphs) if mostly else None})


def _is_trusted(page: Page) -> bool:
    """Tell an article in another script, whose short lines may be an interview or a list."""
    stated = page.meta("og:type") == "article" or "article:published_time" in page.metas
    return stated and not is_cyrillic(page.document_title)
