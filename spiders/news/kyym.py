"""Кыым, a paper in the Sakha language; nothing is known of its markup."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Kyym(NewsSpider):
    """Found by its front page, read without selectors."""

    name = "kyym"
    source = Source(
        id=name,
        title="Кыым",
        home_url="https://kyym.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="sah",
    )
