"""Headings that a page's title may name, and that are not its headline."""

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from crawler.extraction.furniture import skipper
from crawler.extraction.page import Page
from crawler.extraction.phrases import opens_box
from crawler.extraction.same import same_page
from crawler.extraction.text import Element, fold, lines, text_of

_RUNNING = 60
_LINK = 25
"""Characters from which a link is the headline of other news."""
_SECTION = 20
"""Characters up to which a heading may be the name of a section."""
_NEAR = 8
"""Elements before a heading among which a paragraph is sought."""
_APART = frozenset({"aside", "nav", "footer"})
_SECTIONS = re.compile(
    r"(?:(?:все|последние|главные) )?(?:новости|статьи|публикации|материалы|события)"
    r"|лента новостей|пресс-центр|пресса|архив",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"(?:новости партн|популярн|самое|самые|чита|последние|другие|ещ[её] |похожие|рекоменд|смотрите"
    r"|лента|топ\b|главн\w+ новост|наши|комментари|реклам|подпи|контакт|опрос|погода|объявлени)",
    re.IGNORECASE,
)


def in_text(heading: Element) -> bool:
    """Tell a heading between paragraphs: running text stands before it in the same element."""
    above = heading.getparent()
    texts = [above.text] if above is not None else []
    for node in islice(heading.itersiblings(preceding=True), _NEAR):
        texts += [node.tail, text_of(node) if node.tag == "p" and node.find(".//a") is None else ""]
    return any(len(fold(text)) >= _RUNNING for text in texts if text)


def is_apart(heading: Element) -> bool:
    """Tell a heading of what stands beside an article, by the element around it."""
    return any(node.tag in _APART for node in heading.iterancestors())


def leads_elsewhere(page: Page, heading: Element) -> bool:
    """Tell the headline of other news: a heading that is a link to another page."""
    link = heading.find(".//a[@href]")
    if link is None:
        link = next(heading.iterancestors("a"), None)
    href = "" if link is None else link.get("href") or ""
    address = page.absolute(href) or ""
    return bool(urlsplit(address).path.strip("/")) and not same_page(page, href)


def heads_box(page: Page, heading: Element) -> bool:
    """Tell the heading of a box: by its words, or by headlines of other news that follow it."""
    text = text_of(heading)
    if _BOX.match(text) or opens_box(text):
        return True
    seen = False
    for line in lines(page.root, skipper([heading])):
        if seen and line.linked >= _LINK:
            return True
        if seen and len(line.text) >= _RUNNING:
            return False
        seen = seen or line.block is heading or heading in line.block.iterancestors()
    return True


def is_section(page: Page, text: str, *, whole: bool) -> bool:
    """Tell the name of a section: a general word, or, unless it is a `whole` title, a link's."""
    if len(text) >= _SECTION:
        return False
    if _SECTIONS.fullmatch(text.strip()):
        return True
    return not whole and text.casefold() in _links(page)


@lru_cache(maxsize=4)
def _links(page: Page) -> frozenset[str]:
    found = page.root.xpath("//a//text()")
    return frozenset(fold(text).casefold() for text in found if len(text) <= 2 * _SECTION)
