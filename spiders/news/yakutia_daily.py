"""Якутия Дейли: WordPress, known by its feed alone."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class YakutiaDaily(NewsSpider):
    """Its pages are read by what WordPress usually has."""

    name = "yakutia_daily"
    source = Source(
        id=name,
        title="Якутия Дейли",
        home_url="https://yakutia-daily.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://yakutia-daily.ru/feed",),
    )
