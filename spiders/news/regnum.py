"""Regnum: a feed; the old addresses and their markup."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Regnum(NewsSpider):
    """Articles `/news/<section>/<id>.html`."""

    name = "regnum"
    source = Source(
        id=name,
        title="ИА Регнум",
        home_url="https://regnum.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://regnum.ru/rss/news",),
        article_path=r"^/news/(?:[\w-]+/)?\d+(?:\.html)?$",
        selectors=Selectors(body=(".news_body p",)),
    )
