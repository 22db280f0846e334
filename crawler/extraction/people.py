"""Names of authors, without what the site writes around them."""

import re

from crawler.extraction.evidence import Value
from crawler.extraction.page import Page

_LABEL = re.compile(
    r"^(?:текст|авторы?|подготовил[аи]?|материал подготовил[аи]?)\s*:?\s*", re.IGNORECASE
)
_NO_AUTHOR = re.compile(
    r"^(?:фото|видео|источник|иллюстрация)\b|^https?://|^@|^\W*$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,| и |;|\n)\s*")
_LONGEST = 80


def authors(stated: Value, page: Page) -> tuple[str, ...]:
    """Return the people among the stated authors: no labels, no photographers, not the site."""
    texts = (stated,) if isinstance(stated, str) else stated
    names = (name for text in texts for name in _BETWEEN.split(_LABEL.sub("", text.strip())))
    return tuple(dict.fromkeys(name for name in names if _is_name(name, page)))


def _is_name(name: str, page: Page) -> bool:
    site = (page.meta("og:site_name") or "", page.source.title if page.source else "")
    return (
        0 < len(name) <= _LONGEST
        and _NO_AUTHOR.search(name) is None
        and name.casefold() not in {text.casefold() for text in site}
    )
