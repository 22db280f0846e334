"""The page of a portal's open data: which of its files is the workbook of projects.

Addresses of files are GUIDs that may rotate, so that only words tell them apart: those of the link
and of what stands around it. The Fund's page names a workbook on projects, another on co-financing,
a passport of each as PDF, and reports.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from parsel import Selector

from crawler.addresses import clean_url
from crawler.discovery.found import Found
from crawler.encoding import decode
from crawler.extraction.text import Element, fold, text_of
from crawler.extraction.unreadable import Unreadable

_PROJECTS = re.compile(
    r"(?:сведения|данные|информация|реестр|перечень) о проектах|запрошено финансирование",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"паспорт|софинансирован|отч[её]т|структура набора|\bpdf\b|\bdocx?\b", re.IGNORECASE
)
_FILE = re.compile(r"\bxlsx?\b|\bexcel\b|скачать|загрузить|набор данных", re.IGNORECASE)
_DAY = re.compile(r"\b\d{2}\.\d{2}\.\d{4}\b")
_LEVELS = 6
"""How far up from a link the words that describe it are looked for."""
_LONGEST = 1500
"""Characters beyond which an element describes more than one file."""


def read_open_data(body: bytes, url: str, content_type: str | None = None) -> tuple[Found, ...]:
    """Give the file of projects that a page names, with the day that stands beside it.

    Raises Unreadable for a page that names none.
    """
    page = Selector(decode(body, content_type) or "<html/>", type="html")
    base = urljoin(url, page.css("base::attr(href)").get() or "")
    found = [(weight, file) for link in page.css("a[href]") if (weight := _weight(link.root))
             for file in _file(link.root, base)]  # fmt: skip
    if not found:
        raise Unreadable("invalid", "no workbook of projects is named on the page")
    return (max(found, key=lambda one: one[0])[1],)


def _weight(link: Element) -> int:
    """Say how well the words of a link fit: 0 not at all, most where they are its own."""
    own = _own_words(link)
    if _OTHER.search(own):
        return 0
    if _PROJECTS.search(own):
        return 3
    if not _FILE.search(own):
        return 0
    around = next((text for text in _around(link) if _PROJECTS.search(text)), "")
    return 0 if not around else 2 if not _OTHER.search(around) else 1


def _own_words(link: Element) -> str:
    """Give the text of the largest element around a link that leads nowhere else."""
    words = text_of(link)
    for node in link.iterancestors():
        if len({one.get("href") for one in node.iter("a")}) > 1:
            break
        text = text_of(node)
        if len(text) > _LONGEST:
            break
        words = text
    return words


def _around(link: Element) -> Iterator[str]:
    for level, node in enumerate(link.iterancestors()):
        text = text_of(node)
        if level >= _LEVELS or len(text) > _LONGEST:
            return
        yield text


def _file(link: Element, base: str) -> Iterator[Found]:
    address = clean_url(urljoin(base, fold(link.get("href"))))
    if address:
        days = [day[0] for text in (_own_words(link), *_around(link)) if (day := _DAY.search(text))]
        yield Found(url=address, title=text_of(link), published=days[0] if days else None)
