"""Российская газета: a feed whose dates lack the weekday."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Rg(NewsSpider):
    """Articles state their moment in the head; addresses and body are read without selectors."""

    name = "rg"
    source = Source(
        id=name,
        title="Российская газета",
        home_url="https://rg.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://rg.ru/xml/index.xml",),
        selectors=Selectors(
            published=('meta[property="article:published_time"]::attr(content)',),
            drop=(".b-read-more",),
        ),
    )
