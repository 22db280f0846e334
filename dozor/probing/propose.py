"""The source to declare for a site, of what was seen to work there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.discovery.shapes import Shapes
from crawler.scout import MOST_SECTIONS
from crawler.sources import Source
from dozor.probing.model import Way
from pipelines.display.addresses import readable_host

# More shapes than these are no rule that a person can check.
_MOST_SHAPES = 6
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_OUR_ZONES = (".ru", ".su")
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфцыэ", "abvgdeziyklmnoprstufcye", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "yu", "я": "ya"}
)


def id_of(url: str) -> str:
    """Make an id of a site's host as the catalogue does.

    >>> id_of("https://www.pln-pskov.ru/"), id_of("https://60.example/")
    ('pln_pskov', 'site_60_example')
    >>> id_of("https://xn--b1agj9af.xn--p1ai/")
    'vesti_rf'
    """
    host = readable_host(url).lower().translate(_LATIN).removeprefix("www.")
    for zone in _OUR_ZONES:
        host = host.removesuffix(zone)
    name = _NO_LETTERS.sub("_", host).strip("_")
    return name if name[:1].isalpha() else f"site_{name}"


def proposed(base: Source, ways: Sequence[Way], sections: Sequence[str], shapes: Shapes) -> Source:
    """Declare a site's ways, where what its articles' addresses look like can be said.

    `base` is what is known of it besides. Else a home page says more than half of them would, and
    every run finds the ways itself.
    """
    pattern = path_of(shapes)
    if pattern is None or not base.bare:
        return base
    feeds = tuple(way.url for way in ways if way.kind == "feed" and way.pages)[:1]
    sitemaps = tuple(dict.fromkeys(_sitemaps(ways)))
    listed = [way for way in ways if way.kind == "listing" and way.pages]
    others = [way.url for way in listed if way.url != base.home_url and not way.found_in]
    if feeds and sitemaps:
        others = []
    elif others or not (feeds or sitemaps):  # a menu's other sections are like those asked
        empty = {way.url for way in ways if way.kind == "listing"} - {way.url for way in listed}
        likely = (url for url in sections[:MOST_SECTIONS] if url not in empty)
        menu = [url for url in likely if _is_like(url, [way.url for way in listed])]
        others = list(dict.fromkeys([*menu, *others])) or [base.home_url]
    pagers = [way.next_page for way in listed if way.url in others and way.next_page]
    return replace(
        base,
        feeds=feeds,
        sitemaps=sitemaps,
        listings=tuple(others),
        next_page=pagers[0] if pagers else None,
        article_path=pattern,
    )


def _is_like(url: str, listed: Iterable[str]) -> bool:
    """Tell an address without query, or with the parameters of one that has named articles."""
    query = urlsplit(url).query
    return not query or any(_names(query) == _names(urlsplit(other).query) for other in listed)


def _names(query: str) -> set[str]:
    return {parameter.partition("=")[0] for parameter in query.split("&")}


def path_of(shapes: Shapes) -> str | None:
    r"""Give a regular expression for the paths of articles; None where paths do not tell them.

    >>> print(path_of(Shapes(frozenset({"/news/[0-9]+"}))))
    ^/news/[0-9]+/?$
    >>> print(path_of(Shapes(frozenset({r"\?p=\d+"}))))
    ^/\?p=\d+$
    """
    patterns = sorted(shapes.patterns)
    if not 0 < len(patterns) <= _MOST_SHAPES or "\ufffd" in "".join(patterns):
        return None
    if any(r"\?" in pattern for pattern in patterns):
        patterns = [f"/{pattern.removeprefix('/')}" for pattern in patterns]
        return f"^{patterns[0]}$" if len(patterns) == 1 else f"^(?:{'|'.join(patterns)})$"
    return f"^{patterns[0]}/?$" if len(patterns) == 1 else f"^(?:{'|'.join(patterns)})/?$"


def _sitemaps(ways: Sequence[Way]) -> list[str]:
    """Give the sitemaps with articles: of an index it, for its parts change."""
    indexes = {way.url for way in ways if way.others and not way.url.endswith("/robots.txt")}
    useful = [way for way in ways if way.kind == "sitemap" and way.pages]
    return [way.found_in if way.found_in in indexes else way.url for way in useful]
