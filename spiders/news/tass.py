"""ТАСС: a feed and nested sitemaps; markup of 2020."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Tass(NewsSpider):
    """Articles `/<section>/<id>`."""

    name = "tass"
    source = Source(
        id=name,
        title="ТАСС",
        home_url="https://tass.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://tass.ru/rss/v2.xml",),
        sitemaps=("https://tass.ru/sitemap.xml",),  # a guess: there are some
        article_path=r"^/[a-z-]+/\d+$",
        selectors=Selectors(body=(".text-block p",)),
    )
