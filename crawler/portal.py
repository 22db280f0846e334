"""Grant portals on the Myrtex engine: the Presidential Grants Fund and its kin.

One markup serves them all: a listing of applications by pages, cards by GUID, news. What a portal
differs in is declared: its host, region and zone.
"""

from typing import Any

from crawler.sources import Selectors, Source
from crawler.spider import GrantSpider

LISTING = "/public/application/cards?page=1"
NEWS = "/public/news"
OPEN_DATA = "/public/open-data"
# A round of all sources ends when its last does: 100 pages of a listing and 200 cards take twelve
# minutes at the usual pace, and the next round goes on behind them.
_DEPTH, _BUDGET = 100, 200


def portal(*, id: str, host: str, **declared: Any) -> Source:  # noqa: A002, ANN401  Source's fields
    """Declare a portal by its host, in Cyrillic or punycode, and by fields of a Source.

    What is known of the engine stands already and may be declared otherwise; `open_data` holds
    paths. Raises ValueError.
    """
    home = f"https://{host.encode('idna').decode()}"
    open_data = tuple(f"{home}{path}" for path in declared.pop("open_data", ()))
    engine: dict[str, Any] = {
        "kind": "grants",
        "engine": "myrtex",
        "home_url": f"{home}/",
        "timezone": "Europe/Moscow",
        "language": "ru",
        "listings": (f"{home}{LISTING}",),
        "news": (f"{home}{NEWS}",),
        "open_data": open_data,
        "links": ('a[href*="application/item"]', "a.news-item"),
        "next_page": "li.pagination__item > a.pagination__link",
        "article_path": r"^/public/(?:application/item|news/[^/]+)/?$",
        "news_path": r"^/public/news/",
        "keep_params": ("id",),
        "selectors": Selectors(title=("h2.winner-info__title", "h1.article__title")),
        "interval": 1440,
        "delay": 2.5,
        "depth": _DEPTH,
        "budget": _BUDGET,
    }
    return Source(id=id, **engine | declared)


class PortalSpider(GrantSpider):
    """A portal of this engine, or a table of them."""
