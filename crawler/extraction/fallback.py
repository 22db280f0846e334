"""The last resort for a body: trafilatura's reading of the whole page."""

from crawler.extraction.evidence import Findings, present
from crawler.extraction.furniture import is_phrase
from crawler.extraction.page import Page
from crawler.extraction.text import fold


def read(page: Page) -> Findings:
    """Read the body; no other field, whose origin could not be told."""
    from trafilatura import extract  # noqa: PLC0415  half a second that few pages need

    text = extract(
        page.markup, url=page.url, include_comments=False, include_tables=False, with_metadata=False
    )
    paragraphs = (fold(line) for line in (text or "").splitlines())
    return present({"body": "\n".join(line for line in paragraphs if line and not is_phrase(line))})
