"""Луки.ру, Velikiye Luki: known by the form of its addresses alone."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Luki(NewsSpider):
    """Articles `/news/<id>.html`."""

    name = "luki"
    source = Source(
        id=name,
        title="Луки.ру",
        home_url="https://luki.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        article_path=r"^/news/\d+\.html$",
    )
