"""Комсомольская правда: articles and short news, on regional hosts too."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Kp(NewsSpider):
    """`/daily/N.N/N/` and `/online/news/<id>/`."""

    name = "kp"
    source = Source(
        id=name,
        title="Комсомольская правда",
        home_url="https://www.kp.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://www.kp.ru/rss/allsections.xml",),
        article_path=r"^/(?:daily/[\d.]+/\d+|online/news/\d+)/?$",
    )
