"""Names of authors, without what the site writes around them."""

import re

from crawler.extraction.evidence import Value
from crawler.extraction.page import Page
from crawler.extraction.site_names import names_site

_LABEL = re.compile(
    r"^(?:(?:текст|авторы?|подготовил[аи]?|материал подготовил[аи]?)\s*:?\s*"
    r"|(?:(?:posted |written |published )?by|author|von|par)(?:\s*:\s*|\s+)"
    r"|(?:autor(?:in|a)?|auteure?|autore|autrice)\s*:\s*)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"^(?:фото|видео|источник|иллюстрация)\b|^https?://|^@|^\W*$"
    r"|^(?:и?иа|риа|оо?о|[зпн]?ао|гтрк|студия|агентство|редакция)(?=\W)|\b(?:co|ltd|llc|inc|gmbh)\b\.?$"
    r"|^(?:admin\w*|администратор(?: сайта)?|editor|root|super ?user|user\d*|webmaster)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*\(https?://[^)]*\)")
_BETWEEN = re.compile(r"\s*(?:,| и |;|\n|\s[/|]\s)\s*")
_LONGEST = 80


def authors(stated: Value, page: Page) -> tuple[str, ...]:
    """Return the people among the stated authors: no labels, no photographers, not the site."""
    texts = (stated,) if isinstance(stated, str) else stated
    names = (name for text in texts for name in _BETWEEN.split(_plain(text)))
    return tuple(dict.fromkeys(name for name in names if _is_name(name, page)))


def _plain(text: str) -> str:
    return _ADDRESS.sub("", _LABEL.sub("", text.strip()))


def _is_name(name: str, page: Page) -> bool:
    if not 0 < len(name) <= _LONGEST or _NO_AUTHOR.search(name):
        return False
    return not names_site(page, name)
