"""The last resort for a body: trafilatura's reading of the whole page."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from crawler.extraction import jsonld
from crawler.extraction.dates import is_date
from crawler.extraction.evidence import Findings, present
from crawler.extraction.language import is_cyrillic
from crawler.extraction.main_heading import main_heading
from crawler.extraction.page import Page
from crawler.extraction.phrases import is_phrase
from crawler.extraction.same import same_words
from crawler.extraction.text import Element, fold, letters, text_of
from crawler.extraction.text import lines as shown
from crawler.extraction.world_dates import date_of_byline

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it misses becomes a reject
_RUNNING = 60
_MOSTLY = 0.7
_ENOUGH = 100
"""Characters of running text that an article in another script has, unless it is stated."""
_HEAD_LINES = 3
_ENDS = (".", "!", "?", "…", "。", "！", "？", "»", "”", '"')
_SECTION = re.compile(r"<(/?)section\b", re.IGNORECASE)
_ADVERTISES = re.compile(
    r"\W*(?:advertisement|story continues below(?: this)? advertisement|advertisement[\s:–—-]+"
    r"(?:story|article) continues below|publicidade?|publicité|pubblicità|anzeige|werbung|"
    r"advertentie)\W*",
    re.IGNORECASE,
)
_READ_ON = re.compile(
    r"(?:read (?:more|also|next)|also read|more|related|(?:à )?lire aussi|leia (?:mais|também)|"
    r"le[ae] también|leggi anche|lesen sie auch|lees ook)\s*:\s*(.+)",
    re.IGNORECASE,
)
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def read(page: Page) -> Findings:
    """Read the body; no other field, whose origin could not be told.

    Trafilatura gives something for every page. What is mostly menus and labels is no body.
    """
    of_the_world = not is_cyrillic(page.headline)
    from trafilatura import extract  # noqa: PLC0415  half a second that few pages need

    text = extract(
        _markup(page),
        url=page.url,
        include_comments=False,
        include_tables=of_the_world,
        with_metadata=False,
    )
    folded = (fold(line) for line in (text or "").splitlines())
    if of_the_world:
        lines = _without_head(page, list(_without_strangers(page, folded)))
        enough = _is_stated(page) or sum(map(_weight, lines)) >= _ENOUGH
        return present({"body": "\n".join(lines) if enough else None})
    paragraphs = [line for line in folded if line and not is_phrase(line)]
    running = sum(len(line) for line in paragraphs if len(line) >= _RUNNING)
    mostly = running >= _MOSTLY * sum(map(len, paragraphs))
    return present({"body": "\n".join(paragraphs) if mostly else None})


def _markup(page: Page) -> str:
    """Give the markup where no text stands straight in a section: its first lines would be lost."""
    sections = page.root.iter("section")
    if any(len(fold(section.text or "")) >= _RUNNING for section in sections):
        return _SECTION.sub(r"<\1div", page.markup)
    return page.markup


def _without_strangers(page: Page, lines: Iterable[str]) -> Iterator[str]:
    """Leave out the labels of advertisements and the lines that lead to another article."""
    for line in lines:
        read_on = _READ_ON.fullmatch(line)
        if line and not _ADVERTISES.fullmatch(line) and not (read_on and _leads(page, read_on)):
            yield line


def _leads(page: Page, read_on: re.Match[str]) -> bool:
    named = {letters(read_on[0]), letters(read_on[1])}
    return any(letters(text_of(link)) in named for link in page.root.iter("a"))


def _without_head(page: Page, lines: Sequence[str]) -> Sequence[str]:
    """Leave out the headline, the date, and what stands above them, where the text begins so."""
    heading = main_heading(page)
    title = page.headline if heading is None else text_of(heading)
    for count, line in enumerate(lines[:_HEAD_LINES]):
        if same_words(line, title):
            lines = lines[count + 1 :]
            break
        if len(line) >= _RUNNING and line.endswith(_ENDS):
            break
    above = set() if heading is None else set(_above(page, heading))
    return list(dropwhile(lambda line: letters(line) in above or _is_dated(line), lines))


def _above(page: Page, heading: Element) -> Iterator[str]:
    """Yield the letters of the lines up to the headline, and of the headline."""
    for line in shown(page.root):
        yield letters(line.text)
        if line.block is heading:
            return


def _is_dated(line: str) -> bool:
    text = line.removeprefix("- ")
    return is_date(text) or bool(date_of_byline(text))


def _weight(line: str) -> int:
    """Give the length of a sentence, or of other running text, and nothing for a label.

    A sign of Chinese or Japanese says more than a letter.
    """
    length = len(line) + 2 * len(_DENSE.findall(line))
    return length if length >= _RUNNING or line.endswith(_ENDS) else 0


def _is_stated(page: Page) -> bool:
    """Tell an article whose short lines may be an interview, a list or a poem."""
    if page.meta("og:type") == "article" or "article:published_time" in page.metas:
        return True
    return bool(jsonld.read(page)) or len(page.select(".hentry .entry-content")) == 1
