"""Which links of a page are likely to lead to articles, where nobody said how they look."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from crawler.discovery.found import Found

# A number, a date, a name of several words; rubrics and pages about the site have none of these.
_NUMBER = re.compile(r"\d{3,}|/\d{4}/\d{1,2}/")
_IN_QUERY = re.compile(
    r"=\d{2,}|(?:^|&)(?:\w*id|n|p|news|item|article|story|post)=\d", re.IGNORECASE
)
_LEAST_WORDS = 3
_NAME = re.compile(r"[^\W\d_]+")
_NO_ARTICLE = re.compile(r"/(?:tags?|category|author|user|search|login|rubric|page|wp-\w+)/|\.xml$")


def likely_articles(found: Iterable[Found]) -> tuple[Found, ...]:
    """Keep links under a headline to an address with a number or a name; all, where there is none.

    Of several links to one address, as from picture and headline, the one with the headline counts.
    """
    every = tuple(found)
    headlines = {entry.url: entry for entry in reversed(every) if _is_headline(entry)}
    urls = dict.fromkeys(entry.url for entry in every)
    return tuple(headlines[url] for url in urls if url in headlines) or every


def _is_headline(entry: Found) -> bool:
    return len(_NAME.findall(entry.title or "")) >= _LEAST_WORDS and _is_named(entry.url)


def _is_named(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = unquote(parts.path)
    if _NO_ARTICLE.search(path):
        return False
    name = path.rstrip("/").rpartition("/")[2]
    numbered = _NUMBER.search(path) or _IN_QUERY.search(parts.query)
    return bool(numbered) or len(_NAME.findall(name.replace("_", "-"))) >= _LEAST_WORDS
