"""Интерфакс: a feed; windows-1251 once, which its answers state."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Interfax(NewsSpider):
    """Articles with microdata."""

    name = "interfax"
    source = Source(
        id=name,
        title="Интерфакс",
        home_url="https://www.interfax.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://www.interfax.ru/rss.asp",),
        selectors=Selectors(
            title=("h1[itemprop=headline]",), body=("article[itemprop=articleBody] p",)
        ),
    )
