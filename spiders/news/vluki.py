"""Великие Луки.ру: a listing that states moments, articles with microdata."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Vluki(NewsSpider):
    """The clock of the listing's `data-pubdate` is at Moscow; addresses of articles are unknown."""

    name = "vluki"
    source = Source(
        id=name,
        title="Великие Луки.ру",
        home_url="https://www.vluki.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://www.vluki.ru/news/",),
        links=("li[data-pubdate] a",),
        selectors=Selectors(body=("[itemprop=articleBody]",)),
    )
