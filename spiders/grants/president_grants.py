"""Фонд президентских грантов: a listing by pages, cards read by label."""

from crawler.sources import Selectors, Source
from crawler.spider import GrantSpider

_HOME = "https://xn--80afcdbalict6afooklqi5o.xn--p1ai"


class PresidentGrants(GrantSpider):
    """Cards `/public/application/item?id=<GUID>`, supported and not supported ones."""

    name = "president_grants"
    source = Source(
        id=name,
        title="Фонд президентских грантов",
        kind="grants",
        home_url=f"{_HOME}/",
        timezone="Europe/Moscow",
        language="ru",
        listings=(f"{_HOME}/public/application/cards?page=1",),
        links=('a[href*="application/item"]',),
        next_page="li.pagination__item > a.pagination__link",
        article_path=r"^/public/application/item$",
        keep_params=("id",),
        selectors=Selectors(title=("h2.winner-info__title",)),
        interval=1440,
        delay=2.5,
    )
